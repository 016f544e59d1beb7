"""`kforge push ARCHIVE oci://HOST/PATH`: publishes a chart, and its provenance file if there is one."""

from kforge.cli import connections, output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run(arguments: "Arguments") -> int:
    """Push the archive; print what helm prints."""
    from kforge.chart.publish import publish

    archive, place = arguments.operands
    output.write(publish(archive, place, connections.access(arguments), connections.home(arguments)))
    return 0
