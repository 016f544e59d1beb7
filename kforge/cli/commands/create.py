"""`kforge create NAME`: a new chart in Jinja, a model of the style."""

from kforge import api
from kforge.cli import output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run(arguments: "Arguments") -> int:
    """Make the chart and say so, as helm does."""
    (path,) = arguments.operands
    api.create(path, starter=arguments.text("starter"))
    output.write(f"Creating {path}\n")
    return 0
