"""`kforge pull CHART...`: charts of repositories and registries, as archives or unpacked."""

import os

from kforge.cli import connections, output
from kforge.errors import FileError, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.chart.fetch import Fetched
    from kforge.cli.grammar import Arguments


def run(arguments: "Arguments") -> int:
    """Fetch each chart and write it."""
    from kforge.chart.fetch import fetch

    for reference in arguments.operands:
        request = connections.request(arguments, reference)
        verify = arguments.flag("verify")
        request.provenance = verify or arguments.flag("prov")
        found = fetch(request)
        lines = _verified(found, arguments.text("keyring")) if verify else ""
        folder = arguments.text("destination")
        if arguments.flag("untar"):
            _unpack(found, os.path.join(folder, arguments.text("untardir")))
        else:
            _save(found, folder)
        output.write(found.report + lines)
    return 0


def _verified(found: "Fetched", keyring: str) -> str:
    from kforge.chart.provenance import verify

    return verify(found.data, found.provenance or b"", found.filename, keyring).report()


def _save(found: "Fetched", folder: str) -> None:
    from kforge.files import write_whole

    if not os.path.isdir(folder):
        raise FileError("there is no such folder to write the chart to", Position(folder))
    path = os.path.join(folder, found.filename)
    write_whole(path, found.data)
    if found.provenance is not None:
        write_whole(f"{path}.prov", found.provenance)


def _unpack(found: "Fetched", folder: str) -> None:
    from kforge.chart.unpack import unpack_to

    unpack_to(found.data, found.filename, folder)
