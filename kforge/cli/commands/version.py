"""`kforge version`."""

from kforge import __version__
from kforge.cli import output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run(arguments: "Arguments") -> int:
    """Print the version."""
    output.write(f"kforge {__version__}\n")
    return 0
