"""`kforge template [NAME] CHART`: what helm template prints."""

from kforge import api
from kforge.cli import output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments

# helm groups --set and its kin by kind, wherever they stand on the command line; a later kind wins
SETS = ("set-json", "set", "set-string", "set-file", "set-literal")


def run(arguments: "Arguments") -> int:
    """Render the chart and print it."""
    text = api.template(
        arguments.operands[-1],
        name=arguments.operands[0] if len(arguments.operands) == 2 else "release-name",
        namespace=arguments.text("namespace") or "default",
        values_files=arguments.many("values"),
        sets=tuple((kind, expression) for kind in SETS for expression in arguments.many(kind)),
        include_crds=arguments.flag("include-crds"),
        no_hooks=arguments.flag("no-hooks"),
        skip_tests=arguments.flag("skip-tests"),
        show_only=arguments.many("show-only"),
        api_versions=arguments.many("api-versions"),
        kube_version=arguments.text("kube-version"),
        is_upgrade=arguments.flag("is-upgrade"),
        name_template=arguments.text("name-template"),
    )
    output.write(text)
    return 0
