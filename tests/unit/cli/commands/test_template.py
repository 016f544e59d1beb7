"""kforge template: the release's name, --output-dir, warnings, and what is refused."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NAMED = """\
kind: Named
name: {{ release.name }}
"""
GO_NAMED = """\
kind: Named
name: {{ .Release.Name }}
"""
HOOK = """\
kind: H
metadata:
  name: h
  annotations:
    helm.sh/hook: pre-install
"""


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    """A chart with a CRD, a hook, and a template of two documents; all static."""
    files = {
        "Chart.yaml": "apiVersion: v2\nname: c\nversion: 0.1.0\n",
        "crds/crd.yaml": "kind: CustomResourceDefinition\nmetadata:\n  name: crd\n",
        "templates/two.yaml": "kind: A\nmetadata:\n  name: a\n---\nkind: B\nmetadata:\n  name: b\n",
        "templates/hook.yaml": HOOK,
    }
    for name, text in files.items():
        (tmp_path / "c" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "c" / name).write_text(text)
    return tmp_path / "c"


def named(folder: Path, text: str) -> None:
    (folder / "templates").mkdir(parents=True)
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: c\nversion: 0.1.0\n")
    (folder / "templates" / "named.yaml").write_text(text)


NAMES = [
    ["c"],
    ["web", "c"],
    ["c", "-g"],
    ["c", "--name-template", "web"],
    ["web", "c", "-g=false"],
    ["web", "c", "-g"],
    ["web", "c", "--name-template", "x"],
    ["web", "c", "--name-template="],
    ["Web", "c"],
    ["c", "--name-template", "Web"],
    ["", "c"],
    ["w" * 54, "c"],
]


@pytest.mark.oracle
@pytest.mark.parametrize("words", NAMES, ids=" ".join)
def test_the_name_of_the_release(
    words: list[str], tmp_path: Path, helm: str, kforge: Callable[..., Any]
) -> None:
    named(tmp_path / "ours" / "c", NAMED)
    named(tmp_path / "theirs" / "c", GO_NAMED)
    outcome = kforge("template", *words, cwd=tmp_path / "ours")
    real = subprocess.run(
        [helm, "template", *words], cwd=tmp_path / "theirs", capture_output=True, check=False
    )
    assert (outcome.code == 0) == (real.returncode == 0), real.stderr.decode()
    assert outcome.stdout == real.stdout


@pytest.mark.parametrize("other", [["-g"], ["--name-template", "x"]])
def test_two_ways_to_name_exclude_each_other(
    other: list[str], chart: Path, kforge: Callable[..., Any]
) -> None:
    outcome = kforge("template", "web", str(chart), *other)
    assert (outcome.code, outcome.stdout) == (2, b"")
    assert "exclude each other" in outcome.stderr


DIRS = [
    ["--output-dir", "out"],
    ["web", "--output-dir", "out", "--release-name"],
    ["--output-dir", "out", "--release-name", "--name-template", "x"],
    ["--output-dir", "out/deep/er", "--include-crds", "--no-hooks"],
]


@pytest.mark.oracle
@pytest.mark.parametrize("words", DIRS, ids=" ".join)
def test_a_file_for_each_template(
    words: list[str], chart: Path, tmp_path: Path, helm: str, kforge: Callable[..., Any]
) -> None:
    chart_last = [*words[:1], str(chart), *words[1:]] if words[0] == "web" else [*words, str(chart)]
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
    outcome = kforge("template", *chart_last, cwd=tmp_path / "ours")
    real = subprocess.run(
        [helm, "template", *chart_last], cwd=tmp_path / "theirs", capture_output=True, check=True
    )
    assert (outcome.code, outcome.stdout) == (0, real.stdout)
    assert tree(tmp_path / "ours") == tree(tmp_path / "theirs")


def tree(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_output_dir_of_a_chart_that_fails_writes_nothing(
    chart: Path, tmp_path: Path, kforge: Callable[..., Any]
) -> None:
    (chart / "templates" / "bad.yaml").write_text("a: b: c\n")
    outcome = kforge("template", str(chart), "--output-dir", str(tmp_path / "out"))
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert not os.path.exists(tmp_path / "out")


def test_a_warning_goes_to_stderr(chart: Path, kforge: Callable[..., Any]) -> None:
    with open(chart / "Chart.yaml", "a") as file:
        file.write("deprecated: true\n")
    outcome = kforge("template", str(chart))
    assert outcome.code == 0
    assert outcome.stderr == "warning: the chart c is deprecated\n"
    assert outcome.stdout.startswith(b"---\n# Source: c/templates/two.yaml\n")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--dry-run=server"], "--dry-run=server is refused: kforge never talks to a cluster"),
        (["--validate"], "--validate is refused: kforge never talks to a cluster"),
        (["--kubeconfig", "x"], "--kubeconfig is refused: kforge never talks to a cluster"),
    ],
)
def test_what_cannot_be_done_is_refused(
    words: list[str], reason: str, chart: Path, kforge: Callable[..., Any]
) -> None:
    outcome = kforge("template", *words, str(chart))
    assert (outcome.code, outcome.stdout, outcome.stderr) == (2, b"", f"kforge: {reason}\n")


LINES = """
--skip-crds
--dry-run
--dry-run=client
--dry-run=true
--dry-run=false
--dry-run=none
--dry-run=
--wait
--wait=legacy
--wait=false
--wait=
--color=never
--timeout 1m
--create-namespace -n x
--debug
--enable-dns
--labels a=b
--version 9.9.9
--devel
--username x
--plain-http
--include-crds
--no-hooks
--skip-tests
-s templates/two.yaml
-s nothing
--kube-version 1.30
--kube-version x
-a a/v1,b/v2
--is-upgrade
--show-only templates/hook.yaml --no-hooks
"""


@pytest.mark.oracle
@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_options_do_what_they_do_in_helm(
    line: str, chart: Path, helm: str, kforge: Callable[..., Any]
) -> None:
    words = line.split()
    outcome = kforge("template", *words, str(chart))
    real = subprocess.run([helm, "template", *words, str(chart)], capture_output=True, check=False)
    assert (outcome.code == 0) == (real.returncode == 0), real.stderr.decode() + outcome.stderr
    assert outcome.stdout == real.stdout
