"""`kforge show all|chart|values|readme|crds CHART`: what helm show prints."""

from kforge.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run_all(arguments: "Arguments") -> int:
    """Print all there is."""
    raise UsageError("not yet")


run_chart = run_values = run_readme = run_crds = run_all
