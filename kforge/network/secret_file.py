"""Files with secrets: written whole, readable by their owner only."""

import errno
import os

from kforge.errors import FileError, Position

MODE, FOLDER_MODE = 0o600, 0o700


def write_secret(path: str, data: bytes) -> None:
    """Write `data` to `path`, making its folder; a link stays one. Raises FileError."""
    real = os.path.realpath(path)
    temporary = f"{real}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(real), mode=FOLDER_MODE, exist_ok=True)
        _write(temporary, data)
        try:
            os.replace(temporary, real)
        except OSError as error:
            if error.errno != errno.EBUSY:  # a file that a container has mounted cannot be replaced
                raise
            os.unlink(temporary)
            _write(real, data)
    except OSError as error:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise FileError((error.strerror or str(error)).lower(), Position(path)) from None


def _write(path: str, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, MODE)
    with open(handle, "wb") as stream:
        stream.write(data)
