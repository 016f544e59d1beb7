"""What leaves kforge: stdout once and whole, stderr for everything else."""

import sys

from kforge.errors import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# a name of a file that is no UTF-8 comes and goes as it is
LOSSLESS = "surrogateescape"


def write(text: str) -> None:
    """Write all of stdout at once. Raises FileError when it cannot be, BrokenPipeError when nobody reads."""
    if sys.stdout is None:
        raise FileError("standard output is closed")
    try:
        rest = memoryview(text.encode("utf-8", LOSSLESS))
        while rest:  # under PYTHONUNBUFFERED this is the raw file, which may take a part only
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FileError(
            f"cannot write to standard output: {(error.strerror or str(error)).lower()}"
        ) from None


def complain(text: str) -> None:
    """Write lines to stderr; a stderr that is closed is no reason to fail once more."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.buffer.write(f"{text}\n".encode("utf-8", LOSSLESS))
        sys.stderr.buffer.flush()
    except OSError:
        pass


def write_files(files: "Mapping[str, str]") -> None:
    """Write files by path, each whole or not at all. Raises FileError."""
    from kforge.files import write_whole

    for path, text in files.items():
        write_whole(path, text.encode("utf-8", LOSSLESS))
