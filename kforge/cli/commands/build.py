"""`kforge build [DIR]...`: what kustomize build prints; with --changed whether it prints anything at all."""

import os

from kforge import api
from kforge.cli import output
from kforge.errors import FileError, Position, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from kforge.cli.grammar import Arguments
    from kforge.overlay.targets import Target

MANAGED_BY = "KUSTOMIZE_ENABLE_MANAGEDBY_LABEL"  # kustomize's other way to say --enable-managedby-label


def run(arguments: "Arguments") -> int:
    """Build one target as kustomize does, all or nothing; of several, those that can be built."""
    if arguments.flag("changed"):
        return _check(api.concerned(arguments.operands), arguments)
    roots = arguments.many("all")
    if roots or len(arguments.operands) > 1:
        return _several([*arguments.operands, *_below(roots)], arguments)
    target, options = (*arguments.operands, ".")[0], _options(arguments)
    path = arguments.text("output")
    if not path:
        output.write(api.build(target, **options))
    elif os.path.isdir(path):
        files = api.build_files(target, **options)
        output.write_files({os.path.join(path, name): text for name, text in files.items()})
    else:
        output.write_files({path: api.build(target, **options)})
    return 0


def _check(paths: "Sequence[str]", arguments: "Arguments") -> int:
    """Build overlays for the sake of their errors alone."""
    code = 0
    for target in api.build_targets(*paths, **_options(arguments)):
        if target.error is not None:
            output.complain(target.error.render())
            code = max(code, target.error.exit_code)
    return code


def _options(arguments: "Arguments") -> "dict[str, Any]":
    return {
        "load_restrictor": arguments.text("load-restrictor"),
        "reorder": arguments.text("reorder"),
        "enable_managedby_label": arguments.flag("enable-managedby-label")
        or os.environ.get(MANAGED_BY) == "on",
        "helm_api_versions": arguments.many("helm-api-versions"),
        "helm_kube_version": arguments.text("helm-kube-version"),
        "strict": arguments.flag("strict"),
        "offline": arguments.flag("offline"),
        "locked": arguments.flag("locked"),
        "merge_keys": arguments.text("merge-keys"),
        "merge_keys_from_crds": arguments.flag("merge-keys-from-crds"),
    }


def _below(roots: "Iterable[str]") -> "list[str]":
    return [path for root in roots for path in api.overlays(root)]


def _several(paths: "Sequence[str]", arguments: "Arguments") -> int:
    folder = arguments.text("output")
    files = _files(paths, folder) if folder else {}
    built = api.build_targets(*paths, **_options(arguments))
    return _write_each(built, files) if folder else _print(built)


def _print(built: "Iterable[Target]") -> int:
    code, texts = 0, []
    for target in built:
        if target.error is None:
            texts.append(target.text)
        else:
            output.complain(target.error.render())
            code = max(code, target.error.exit_code)
    output.write("---\n".join(text for text in texts if text))
    return code


def _write_each(built: "Iterable[Target]", files: "dict[str, str]") -> int:
    from kforge.files import make_folder

    code = 0
    for target in built:
        error = target.error
        if error is None:
            try:
                make_folder(os.path.dirname(files[target.path]))
                output.write_files({files[target.path]: target.text})
            except FileError as failure:
                error = failure
        if error is not None:
            output.complain(error.render())
            code = max(code, error.exit_code)
    return code


def _files(paths: "Sequence[str]", folder: str) -> "dict[str, str]":
    """The file below `folder` for each target. Raises UsageError when two targets want one file."""
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise FileError("this is a file, and several targets are written into a folder", Position(folder))
    files: dict[str, str] = {}
    taken: dict[str, str] = {}
    for path in paths:
        file = os.path.join(folder, _inside(path) + ".yaml")
        if taken.setdefault(file, path) != path:
            raise UsageError(f"{taken[file]} and {path} would both be written to {file}")
        files[path] = file
    return files


def _inside(path: str) -> str:
    """The path of a target as one below a folder: relative to here, without what leads up or to a host."""
    here = os.path.relpath(path) if os.path.isabs(path) else os.path.normpath(path)
    if here == ".":
        return os.path.basename(os.path.realpath(path)) or "root"
    if here.startswith("../") or here == "..":
        here = os.path.relpath(os.path.realpath(path), os.path.realpath("."))
        while here.startswith("../"):
            here = here[3:]
    return "".join(letter if letter.isalnum() or letter in "-_./" else "_" for letter in here)
