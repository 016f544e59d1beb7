"""`kforge build [DIR]...`: what kustomize build prints."""

from kforge import api
from kforge.cli import output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run(arguments: "Arguments") -> int:
    """Build every folder; print, or write to `--output`, only when all of them could be built."""
    text = api.build(
        *(arguments.operands or (".",)),
        load_restrictor=arguments.text("load-restrictor"),
    )
    target = arguments.text("output")
    if target:
        from kforge.files import write_whole

        write_whole(target, text.encode())
    else:
        output.write(text)
    return 0
