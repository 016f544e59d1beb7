"""`kforge lock [DIR]...`: writes kforge.lock, all that an overlay fetches, beside its kustomization."""

from kforge import api
from kforge.cli import output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run(arguments: "Arguments") -> int:
    """Build each overlay, fetching anew, and write down what was fetched."""
    for folder in arguments.operands or (".",):
        path = api.lock(folder, load_restrictor=arguments.text("load-restrictor"))
        output.complain(f"wrote {path}")
    return 0
