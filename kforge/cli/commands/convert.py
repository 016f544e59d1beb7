"""`kforge convert CHART`: a chart of Go templates as a chart of Jinja templates."""

import os

from kforge import api
from kforge.cli import output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run(arguments: "Arguments") -> int:
    """Write the converted chart, or nothing, and say where it is."""
    (chart,) = arguments.operands
    target = arguments.text("output") or f"{os.path.normpath(chart)}-jinja"
    changed = api.convert(chart, target)
    output.write("".join(f"{os.path.join(target, path)}\n" for path in changed))
    return 0
