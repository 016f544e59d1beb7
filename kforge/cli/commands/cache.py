"""`kforge cache info|prune`: what was fetched or compiled before, and can be again."""

from kforge import cache
from kforge.cli import output
from kforge.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments

DAY = 24 * 3600


def run_info(arguments: "Arguments") -> int:
    """Print the folder, and files and bytes of each part."""
    from kforge.cli.table import table

    folder = cache.folder()
    if not folder:
        output.write("there is no cache: neither XDG_CACHE_HOME nor HOME is an absolute path\n")
        return 0
    parts = cache.parts()
    rows = [("PART", "FILES", "BYTES"), *((part.name, str(part.files), str(part.bytes)) for part in parts)]
    output.write(f"{folder}\n{table(rows)}\n" if parts else f"{folder}\nempty\n")
    return 0


def run_prune(arguments: "Arguments") -> int:
    """Remove what is there, or what was not used for a while."""
    text = arguments.text("unused")
    try:
        days = float(text)
    except ValueError:
        days = -1
    if not 0 <= days < 10**6:
        raise UsageError(f"--unused must be a number of days, not {text!r}")
    removed = cache.prune(days * DAY)
    output.write(f"removed {removed.files} files, {removed.bytes} bytes\n")
    return 0
