"""Programs that the output passes through."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kforge.errors import KforgeError, TemplateError, UsageError
from kforge.render.render import RenderOptions, render

Chart = Callable[[Mapping[str, str]], str]

FILES = {
    "templates/a.yaml": "kind: A\nmetadata:\n  name: a\n---\nkind: B\nmetadata:\n  name: b\n",
    "templates/hook.yaml": "kind: H\nmetadata:\n  name: h\n  annotations:\n    helm.sh/hook: test\n",
    "templates/_p.tpl": "partial",
    "templates/NOTES.txt": "notes\n",
    "templates/none.yaml": "{{ if false }}{{ end }}\n",
}
PLUGIN = """\
apiVersion: v1
name: renaming
version: 0.1.0
type: postrenderer/v1
runtime: subprocess
runtimeConfig:
  platformCommand:
  - command: "${HELM_PLUGIN_DIR}/run.sh"
"""


def program(folder: Path, text: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "run.sh"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def rendered(path: str, *command: str) -> str:
    return render(path, RenderOptions(post_renderer=command)).text()


def test_what_is_passed_on_changes_nothing(chart: Chart) -> None:
    path = chart(FILES)
    assert rendered(path, "cat") == render(path).text()


def test_a_program_with_arguments(chart: Chart, tmp_path: Path) -> None:
    text = rendered(chart(FILES), program(tmp_path, 'sed "s/name: $1/name: $2/"'), "a", "other")
    assert "name: other\n" in text
    assert text.count("# Source: web/templates/a.yaml\n") == 2


def test_documents_of_its_own(chart: Chart, tmp_path: Path) -> None:
    text = rendered(chart(FILES), program(tmp_path, "cat; printf -- '---\\nkind: Own\\n'"))
    assert "# Source: generated-by-postrender-3.yaml\nkind: Own\n" in text


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exit 3", "ended with exit code 3"),
        ("true", "printed nothing"),
        ("echo '- a list'", "not a manifest"),
    ],
)
def test_programs_that_fail(script: str, message: str, chart: Chart, tmp_path: Path) -> None:
    with pytest.raises(KforgeError, match=message):
        rendered(chart(FILES), program(tmp_path, script))


def test_errors_of_templates_come_first(chart: Chart) -> None:
    with pytest.raises(TemplateError, match=r"\.Values\.a"):
        rendered(chart({"templates/a.yaml": "a: {{ .Values.a.b }}\n"}), "false")


@pytest.mark.parametrize("name", ["no-such-program-here", "./none"])
def test_no_program(name: str, chart: Chart) -> None:
    with pytest.raises(UsageError, match=f"--post-renderer {name}: no such"):
        rendered(chart(FILES), name)


@pytest.mark.oracle
def test_plugins_of_helm(chart: Chart, tmp_path: Path, helm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "plugins" / "p", 'sed "s/name: a/name: $*/"')
    (tmp_path / "plugins" / "p" / "plugin.yaml").write_text(PLUGIN)
    monkeypatch.setenv("HELM_PLUGINS", str(tmp_path / "plugins"))
    path = chart(FILES)
    words = ["--post-renderer", "renaming", "--post-renderer-args", "x", "--post-renderer-args", "y"]
    real = subprocess.run([helm, "template", path, *words], capture_output=True, text=True, check=True)
    assert rendered(path, "renaming", "x", "y") == real.stdout
    assert "name: x y\n" in real.stdout
