"""`kforge verify ARCHIVE`: whether a package is what its provenance file says, and who signed that."""

from kforge import api
from kforge.cli import output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run(arguments: "Arguments") -> int:
    """Print what helm verify prints."""
    output.write(api.verify(arguments.operands[0], arguments.text("keyring")))
    return 0
