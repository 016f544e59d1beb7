"""`kforge build [DIR]...`: what kustomize build prints."""

import os

from kforge import api
from kforge.cli import output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.cli.grammar import Arguments

MANAGED_BY = "KUSTOMIZE_ENABLE_MANAGEDBY_LABEL"  # kustomize's other way to say --enable-managedby-label


def run(arguments: "Arguments") -> int:
    """Build every folder; print or write only when all of them could be built."""
    folders, options = arguments.operands or (".",), _options(arguments)
    target = arguments.text("output")
    if not target:
        output.write(api.build(*folders, **options))
    elif os.path.isdir(target):
        files = api.build_files(*folders, **options)
        output.write_files({os.path.join(target, name): text for name, text in files.items()})
    else:
        output.write_files({target: api.build(*folders, **options)})
    return 0


def _options(arguments: "Arguments") -> "dict[str, Any]":
    return {
        "load_restrictor": arguments.text("load-restrictor"),
        "reorder": arguments.text("reorder"),
        "enable_managedby_label": arguments.flag("enable-managedby-label")
        or os.environ.get(MANAGED_BY) == "on",
        "helm_api_versions": arguments.many("helm-api-versions"),
        "helm_kube_version": arguments.text("helm-kube-version"),
    }
