"""`kforge verify ARCHIVE`: whether a package is what its provenance file says, and who signed that.

ARCHIVE is a file, with its provenance file beside it, or a chart to be fetched with it.
"""

import os

from kforge import api
from kforge.cli import connections, output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run(arguments: "Arguments") -> int:
    """Print what helm verify prints."""
    from kforge.chart.fetch import is_remote

    archive, keyring = arguments.operands[0], arguments.text("keyring")
    if arguments.text("repo") or (is_remote(archive) and not os.path.exists(archive)):
        output.write(_fetched(arguments, archive, keyring))
    else:
        output.write(api.verify(archive, keyring))
    return 0


def _fetched(arguments: "Arguments", reference: str, keyring: str) -> str:
    from kforge.chart.fetch import fetch
    from kforge.chart.provenance import verify

    request = connections.request(arguments, reference)
    request.provenance = True
    found = fetch(request)
    return verify(found.data, found.provenance or b"", found.filename, keyring).report()
