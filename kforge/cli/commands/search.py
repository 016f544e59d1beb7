"""`kforge search repo [WORD]...`: what helm search repo prints."""

from kforge.cli import connections, output
from kforge.errors import ChartError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments

KEYS = ("name", "version", "app_version", "description")
HEAD = ("NAME", "CHART VERSION", "APP VERSION", "DESCRIPTION")


def run_repo(arguments: "Arguments") -> int:
    """Search the indexes that were fetched."""
    from kforge.chart.search import DEVEL, STABLE, search
    from kforge.cli.listing import listing

    width = arguments.text("max-col-width")
    if not width.isdigit():
        raise UsageError(f"--max-col-width must be a number, not {width!r}")
    found = search(
        connections.home(arguments),
        " ".join(arguments.operands),
        arguments.text("version") or (DEVEL if arguments.flag("devel") else STABLE),
        every=arguments.flag("versions"),
        pattern=arguments.flag("regexp"),
        warn=lambda line: output.complain(f"warning: {line}"),
    )
    if not found and arguments.flag("fail-on-no-result"):
        raise ChartError("no chart was found")
    form = arguments.text("output")
    if not found and form == "table":
        output.write("No results found\n")
        return 0
    output.write(listing(form, KEYS, [each.row() for each in found], HEAD, int(width)))
    return 0
