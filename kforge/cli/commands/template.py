"""`kforge template [NAME] CHART`: what helm template prints."""

import os

from kforge import api
from kforge.cli import output
from kforge.cli.options import CLUSTER, FALSE
from kforge.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.cli.grammar import Arguments
    from kforge.render.render import Rendered

DEFAULT_NAME = "release-name"
PREPARED = ("dependency-update", "verify")
SETS = ("set-json", "set", "set-string", "set-file", "set-literal")


def run(arguments: "Arguments") -> int:
    """Render the chart; print it, or write it below --output-dir."""
    _check_dry_run(arguments.text("dry-run"))
    options = _options(arguments)
    if arguments.many("matrix"):
        return _matrix(arguments, options)
    rendered = _render(arguments, options)
    for warning in rendered.warnings:
        output.complain(f"warning: {warning}")
    folder = arguments.text("output-dir")
    if folder:
        from kforge.render.output import write

        output.write(write(rendered, folder, options["name"] if arguments.flag("release-name") else ""))
    else:
        output.write(rendered.text())
    return 0


def _render(arguments: "Arguments", options: "dict[str, Any]") -> "Rendered":
    """Render the chart on disk; one that is fetched, signed, or lacks dependencies takes another way."""
    chart = arguments.operands[-1]
    if not any(map(arguments.flag, PREPARED)) and not arguments.text("repo") and os.path.exists(chart):
        return api.render(chart, **options)
    from kforge.cli import connections

    with connections.located(arguments, chart) as path:
        if arguments.flag("dependency-update"):
            connections.complete(arguments, path)
        return api.render(path, **options)


def _matrix(arguments: "Arguments", options: "dict[str, Any]") -> int:
    """Render with each of many values files, each into a file; one that fails does not stop the others."""
    from kforge.files import make_folder
    from kforge.render.matrix import found

    folder = arguments.text("output-dir")
    if not folder:
        raise UsageError("--matrix needs --output-dir: each values file gives a file of its own")
    code, written = 0, []
    for cell in api.matrix(arguments.operands[-1], found(arguments.many("matrix")), **options):
        if cell.rendered is None:
            assert cell.error is not None
            output.complain(cell.error.render())
            code = max(code, cell.error.exit_code)
            continue
        path = os.path.join(folder, cell.name)
        make_folder(os.path.dirname(path))
        output.write_files({path: cell.rendered.text()})
        written.append(f"wrote {path}\n")
    output.write("".join(written))
    return code


def _check_dry_run(how: str) -> None:
    """Every run is a dry run; helm takes no `false` here either."""
    if how == "server":
        raise UsageError(f"--dry-run=server is refused: {CLUSTER}")
    if how in FALSE:
        raise UsageError(f"--dry-run cannot be {how!r}", hint="`template` changes nothing anyway")


def _options(arguments: "Arguments") -> "dict[str, Any]":
    return {
        "name": _name(arguments),
        "namespace": arguments.text("namespace") or "default",
        "values_files": arguments.many("values"),
        "sets": [(kind, expression) for kind in SETS for expression in arguments.many(kind)],
        "show_only": arguments.many("show-only"),
        "include_crds": arguments.flag("include-crds"),
        "no_hooks": arguments.flag("no-hooks"),
        "skip_tests": arguments.flag("skip-tests"),
        "api_versions": arguments.many("api-versions"),
        "kube_version": arguments.text("kube-version"),
        "is_upgrade": arguments.flag("is-upgrade"),
        "skip_schema_validation": arguments.flag("skip-schema-validation"),
        "lookup_from": arguments.text("lookup-from"),
        "seed": arguments.text("seed") or ("0" if arguments.flag("deterministic") else ""),
        "strict": arguments.flag("strict"),
        "post_renderer": _post_renderer(arguments),
    }


def _post_renderer(arguments: "Arguments") -> "tuple[str, ...]":
    program = arguments.text("post-renderer")
    return (program, *arguments.many("post-renderer-args")) if program else ()


def _name(arguments: "Arguments") -> str:
    """The release's name. `template` has a default, so --generate-name alone changes nothing, as in helm."""
    template = arguments.text("name-template")
    if len(arguments.operands) < 2:
        if not template:
            return DEFAULT_NAME
        from kforge.render.release import name_from

        return name_from(template)
    if template or arguments.flag("generate-name"):
        other = "--name-template" if template else "--generate-name"
        raise UsageError(f"a name and {other} exclude each other", hint="leave one of them out")
    return arguments.operands[0]
