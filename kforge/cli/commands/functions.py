"""`kforge functions [NAME]...`: what templates can call, in Go templates and in Jinja."""

from kforge import api
from kforge.cli import output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run(arguments: "Arguments") -> int:
    """Print the table of all functions, or the manuals of some."""
    output.write(api.functions(*arguments.operands))
    return 0
