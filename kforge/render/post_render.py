"""--post-renderer: all manifests pass through a program, as Helm lets them.

The program is a post-renderer plugin of helm (found by name where helm keeps its plugins), or any executable.
It is given one stream of documents, each with an annotation that names its template, and what it prints is
sorted by that annotation again: documents without one get a file name of their own.
"""

import os

from kforge.errors import KforgeError, TemplateError, UsageError
from kforge.render import annotate
from kforge.render.engines import StaticText
from kforge.render.manifests import SPACE, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from kforge.render.manifests import Text

ANNOTATION = "postrenderer.helm.sh/postrender-filename"
PLUGIN = "plugin.yaml"
PLUGIN_TYPE = "postrenderer/v1"


def post_render(texts: "Mapping[str, Text]", command: "Sequence[str]") -> "dict[str, Text]":
    """What `command` (a program, its arguments) makes of the rendered files. Raises KforgeError."""
    stream = "---\n".join(
        annotate.add(document, name, ANNOTATION, name)
        for name in sorted(texts)
        if texts[name].text.strip(SPACE)
        for _, document in split(texts[name].text)
    )
    printed = _run(command, stream)
    files: dict[str, list[str]] = {}
    for number, (_, document) in enumerate(split(printed)):
        text, name = annotate.take(document, command[0], ANNOTATION)
        files.setdefault(name or f"generated-by-postrender-{number}.yaml", []).append(text)
    return {
        name: StaticText("---\n".join(documents), f"{name} after {command[0]}")
        for name, documents in files.items()
    }


def _run(command: "Sequence[str]", stream: str) -> str:
    import subprocess

    name = command[0]
    words, environment = _program(command)
    try:
        done = subprocess.run(  # noqa: S603 - it is the user who names it
            words,
            input=stream.encode("utf-8", "surrogateescape"),
            capture_output=True,
            check=False,
            env={**os.environ, **environment},
        )
    except OSError as error:
        raise UsageError(f"--post-renderer {name}: {(error.strerror or str(error)).lower()}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise TemplateError(f"the post-renderer {name} ended with exit code {done.returncode}", hint=said)
    text = done.stdout.decode("utf-8", "surrogateescape")
    if not text.strip(SPACE):
        raise TemplateError(f"the post-renderer {name} printed nothing")
    return text


def _program(command: "Sequence[str]") -> "tuple[list[str], dict[str, str]]":
    """The words to run, and what is added to the environment. Raises UsageError when there is no program."""
    name, arguments = command[0], command[1:]
    if "/" not in name:
        folder, plugin = _plugin(name)
        if plugin is not None:
            environment = {"HELM_PLUGIN_NAME": name, "HELM_PLUGIN_DIR": folder}
            known = {**os.environ, **environment}
            words = [_expanded(word, known) for word in _platform_command(plugin, name)]
            return [*words, *arguments], environment
        import shutil

        if shutil.which(name) is None:
            raise UsageError(
                f"--post-renderer {name}: no such program, and no plugin of helm",
                hint="a program is looked for in PATH, or is a path: ./name",
            )
    return [name, *arguments], {}


def _plugin(name: str) -> "tuple[str, dict[str, Any] | None]":
    """The folder and the description of helm's plugin `name`."""
    from kforge.chart.document import read

    for base in _plugin_folders():
        try:
            folders = sorted(entry.path for entry in os.scandir(base) if entry.is_dir())
        except OSError:
            continue
        for folder in folders:
            path = os.path.join(folder, PLUGIN)
            try:
                with open(path, encoding="utf-8") as stream:
                    tree = read(stream.read(), path).tree
            except (OSError, UnicodeDecodeError, KforgeError):
                continue
            if isinstance(tree, dict) and tree.get("name") == name and tree.get("type") == PLUGIN_TYPE:
                return folder, tree
    return "", None


def _plugin_folders() -> "list[str]":
    own = os.environ.get("HELM_PLUGINS")
    if own:
        return own.split(os.pathsep)
    data = os.environ.get("HELM_DATA_HOME")
    if not data:
        shared = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
        data = os.path.join(shared, "helm")
    return [os.path.join(data, "plugins")]


def _platform_command(plugin: "dict[str, Any]", name: str) -> "list[str]":
    """The command of a plugin for this system: one without a system stands for all. Raises UsageError."""
    import platform
    import sys

    here = {"linux": "linux", "darwin": "darwin", "win32": "windows"}.get(sys.platform, sys.platform)
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    config = plugin.get("runtimeConfig")
    listed = config.get("platformCommand") if isinstance(config, dict) else None
    best, rank = None, -1
    for entry in listed if isinstance(listed, list) else ():
        system, arch = str(entry.get("os") or "").lower(), str(entry.get("arch") or "").lower()
        fits = system in ("", here) and arch in ("", machine) and not (arch and not system)
        if fits and (bool(system) + bool(arch)) > rank:
            best, rank = entry, bool(system) + bool(arch)
    if best is None or not best.get("command"):
        raise UsageError(f"--post-renderer {name}: this plugin has no command for this system")
    return [*str(best["command"]).split(" "), *map(str, best.get("args") or ())]


def _expanded(text: str, environment: "Mapping[str, str]") -> str:
    """`text` with $NAME and ${NAME} replaced."""
    import re

    return re.sub(r"\$(?:\{(\w+)\}|(\w+))", lambda found: environment.get(found[1] or found[2], ""), text)
