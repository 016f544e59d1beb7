"""`kforge dependency list|update|build [CHART]`: what helm dependency does, all of it or nothing."""

import os

from kforge.cli import connections, output
from kforge.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.chart.update import Options, Verify
    from kforge.cli.grammar import Arguments


def run_list(arguments: "Arguments") -> int:
    """Print the dependencies as helm does."""
    from kforge.chart import dependency_list
    from kforge.chart.load import load
    from kforge.cli.table import table

    folder = _folder(arguments)
    width = arguments.text("max-col-width")
    if not width.isdigit():
        raise UsageError(f"--max-col-width must be a number, not {width!r}")
    chart = load(folder)
    if chart.metadata.dependencies is None:
        output.write(f"WARNING: no dependencies at {dependency_list.charts(folder)}\n")
        return 0
    lines = [table(dependency_list.rows(folder, chart), int(width)), ""]
    lines += dependency_list.strangers(folder, chart)
    output.write("".join(f"{line}\n" for line in lines))
    return 0


def run_update(arguments: "Arguments") -> int:
    """Resolve, fetch, write the lock."""
    from kforge.chart.update import update

    update(_folder(arguments), options(arguments))
    return 0


def run_build(arguments: "Arguments") -> int:
    """Fetch what the lock names."""
    from kforge.chart.update import build

    build(_folder(arguments), options(arguments))
    return 0


def options(arguments: "Arguments") -> "Options":
    """How to update, by the words of the line."""
    from kforge.chart.update import Options

    return Options(
        access=connections.access(arguments),
        home=connections.home(arguments),
        refresh=not arguments.flag("skip-refresh"),
        tell=output.complain,
        verify=_verify(arguments.text("keyring")) if arguments.flag("verify") else None,
    )


def _verify(keyring: str) -> "Verify":
    from kforge.chart.provenance import verify

    def check(data: bytes, provenance: bytes, name: str) -> None:
        verify(data, provenance, name, keyring)

    return check


def _folder(arguments: "Arguments") -> str:
    return os.path.normpath((*arguments.operands, ".")[0])
