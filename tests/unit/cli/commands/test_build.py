"""kforge build: one target, all or nothing; several targets, each for itself; output to files."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RESOURCES = """\
apiVersion: v1
kind: Service
metadata: {name: Web.x}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: dev}
---
apiVersion: v1
kind: Namespace
metadata: {name: dev}
---
apiVersion: example.com/v1
kind: Thing
metadata: {name: own}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: "a:b"}
"""


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    folder = tmp_path / "overlay"
    folder.mkdir()
    (folder / "kustomization.yaml").write_text("resources:\n- all.yaml\n")
    (folder / "all.yaml").write_text(RESOURCES)
    return folder


def simple(folder: Path, name: str) -> None:
    folder.mkdir(parents=True)
    (folder / "kustomization.yaml").write_text("resources:\n- a.yaml\n")
    (folder / "a.yaml").write_text(f"apiVersion: v1\nkind: A\nmetadata:\n  name: {name}\n")


def a(name: str) -> bytes:
    return f"apiVersion: v1\nkind: A\nmetadata:\n  name: {name}\n".encode()


def test_several_folders_are_one_stream(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    simple(tmp_path / "x", "one")
    simple(tmp_path / "y", "two")
    outcome = kforge("build", "x", "y", cwd=tmp_path)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout == a("one") + b"---\n" + a("two")


def test_no_folder_is_the_current_one(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    simple(tmp_path / "x", "one")
    assert kforge("build", cwd=tmp_path / "x").stdout == a("one")


def test_one_failing_target_does_not_stop_the_others(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    simple(tmp_path / "x", "one")
    outcome = kforge("build", "nowhere", "x", "missing", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (1, a("one"))
    assert outcome.stderr == (
        "nowhere: no such folder\n  in overlay nowhere\nmissing: no such folder\n  in overlay missing\n"
    )


def test_all_that_is_below_a_folder(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    simple(tmp_path / "deploy" / "base", "base")
    simple(tmp_path / "deploy" / "lone", "lone")
    for name in ("b", "a"):
        (tmp_path / "deploy" / name).mkdir()
        (tmp_path / "deploy" / name / "kustomization.yaml").write_text(
            f"namePrefix: {name}-\nresources:\n- ../base\n"
        )
    outcome = kforge("build", "--all", "deploy", cwd=tmp_path)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout == b"---\n".join([a("a-base"), a("b-base"), a("lone")])


def test_several_targets_go_to_a_file_each(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    simple(tmp_path / "x" / "dev", "one")
    simple(tmp_path / "x" / "prod", "two")
    outcome = kforge("build", "x/dev", "nowhere", "x/prod/", "-o", "out/of", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert outcome.stderr == "nowhere: no such folder\n  in overlay nowhere\n"
    written = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.glob("out/**/*.yaml")}
    assert written == {"out/of/x/dev.yaml": a("one"), "out/of/x/prod.yaml": a("two")}


def test_targets_elsewhere_stay_in_the_output_folder(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    simple(tmp_path / "x", "one")
    (tmp_path / "here").mkdir()
    simple(tmp_path / "here" / "y", "two")
    assert kforge("build", "../x", str(tmp_path / "here" / "y"), "-o", "out", cwd=tmp_path / "here").code == 0
    assert sorted(os.listdir(tmp_path / "here" / "out")) == ["x.yaml", "y.yaml"]


def test_one_file_for_two_targets_is_an_error(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    simple(tmp_path / "x", "one")
    (tmp_path / "y").mkdir()
    outcome = kforge("build", "x", "../x", "-o", "out", cwd=tmp_path / "y")
    assert outcome.code == 2
    assert outcome.stderr == "kforge: x and ../x would both be written to out/x.yaml\n"


def test_several_targets_do_not_go_to_one_file(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    (tmp_path / "out").write_text("before")
    outcome = kforge("build", "x", "y", "-o", "out", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert outcome.stderr == "out: this is a file, and several targets are written into a folder\n"


def test_a_file_of_one_target_that_cannot_be_written_stops_no_other(
    tmp_path: Path, kforge: Callable[..., Any]
) -> None:
    for name in ("x", "y"):
        simple(tmp_path / name, "one")
    (tmp_path / "out" / "x.yaml").mkdir(parents=True)
    outcome = kforge("build", "x", "y", "-o", "out", cwd=tmp_path)
    assert (outcome.code, outcome.stderr) == (1, "out/x.yaml: is a directory\n")
    assert (tmp_path / "out" / "y.yaml").read_bytes() == a("one")


def test_output_to_a_file(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    simple(tmp_path / "x", "one")
    outcome = kforge("build", "x", "-o", "out.yaml", cwd=tmp_path)
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, b"", "")
    assert (tmp_path / "out.yaml").read_bytes() == a("one")
    assert sorted(os.listdir(tmp_path)) == ["out.yaml", "x"]


def test_a_failure_leaves_the_file_alone(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    (tmp_path / "out.yaml").write_text("before\n")
    assert kforge("build", "nowhere", "-o", "out.yaml", cwd=tmp_path).code == 1
    assert (tmp_path / "out.yaml").read_text() == "before\n"


def test_a_file_that_cannot_be_written(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    simple(tmp_path / "x", "one")
    outcome = kforge("build", "x", "-o", "no/out.yaml", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert outcome.stderr == "no/out.yaml: no such file or directory\n"


@pytest.mark.oracle
@pytest.mark.parametrize("namespace", ["", "namespace: all\n"])
def test_a_file_for_each_resource_as_kustomize_does(
    overlay: Path, namespace: str, tmp_path: Path, kubectl: str, kforge: Callable[..., Any]
) -> None:
    with open(overlay / "kustomization.yaml", "a") as file:
        file.write(namespace)
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
    assert kforge("build", "overlay", "-o", "ours", cwd=tmp_path).code == 0
    subprocess.run([kubectl, "kustomize", "overlay", "-o", "theirs"], cwd=tmp_path, check=True)
    names = os.listdir(tmp_path / "theirs")
    assert len(names) == 5
    assert sorted(os.listdir(tmp_path / "ours")) == sorted(names)
    for name in names:
        assert (tmp_path / "ours" / name).read_bytes() == (tmp_path / "theirs" / name).read_bytes()


def test_no_file_leaves_its_folder(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    simple(tmp_path / "x", "../../evil")
    (tmp_path / "out").mkdir()
    outcome = kforge("build", "x", "-o", "out", cwd=tmp_path)
    assert outcome.code == 1
    assert "it holds a /" in outcome.stderr
    assert os.listdir(tmp_path / "out") == []


def test_two_resources_for_one_file_are_an_error(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    simple(tmp_path / "x", "one")
    text = (tmp_path / "x" / "a.yaml").read_text()
    (tmp_path / "x" / "a.yaml").write_text(f"{text}---\n{text.replace('one', 'ONE')}")
    (tmp_path / "out").mkdir()
    outcome = kforge("build", "x", "-o", "out", cwd=tmp_path)
    assert outcome.code == 1
    assert outcome.stderr == "kforge: two resources would be written to v1_a_one.yaml\n"
    assert os.listdir(tmp_path / "out") == []


def test_options_without_effect_have_none(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    simple(tmp_path / "x", "one")
    words = ["--enable-helm", "--helm-command=/nowhere", "--enable-alpha-plugins", "--network", "-e", "A=B"]
    assert kforge("build", *words, "x", cwd=tmp_path).stdout == a("one")


@pytest.mark.oracle
@pytest.mark.parametrize(
    "words", [["--reorder=none"], ["--reorder=legacy"], ["--enable-managedby-label"], ["--enable-helm"]]
)
def test_options_do_what_they_do_in_kustomize(
    words: list[str], overlay: Path, kubectl: str, kforge: Callable[..., Any]
) -> None:
    real = subprocess.run(
        [kubectl, "kustomize", *words, str(overlay)], capture_output=True, check=True
    ).stdout
    assert kforge("build", *words, str(overlay)).stdout == real


@pytest.mark.oracle
def test_the_environment_asks_for_the_label_too(
    overlay: Path, kubectl: str, kforge: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUSTOMIZE_ENABLE_MANAGEDBY_LABEL", "on")
    real = subprocess.run([kubectl, "kustomize", str(overlay)], capture_output=True, check=True).stdout
    assert b"managed-by" in real
    assert kforge("build", str(overlay)).stdout == real


@pytest.mark.oracle
def test_the_load_restrictor(tmp_path: Path, kubectl: str, kforge: Callable[..., Any]) -> None:
    simple(tmp_path / "x", "one")
    (tmp_path / "x" / "a.yaml").rename(tmp_path / "a.yaml")
    (tmp_path / "x" / "kustomization.yaml").write_text("resources:\n- ../a.yaml\n")
    assert kforge("build", "x", cwd=tmp_path).code == 1
    assert subprocess.run(
        [kubectl, "kustomize", "x"], cwd=tmp_path, capture_output=True, check=False
    ).returncode
    words = ["--load-restrictor", "LoadRestrictionsNone"]
    real = subprocess.run(
        [kubectl, "kustomize", "x", *words], cwd=tmp_path, capture_output=True, check=True
    ).stdout
    assert kforge("build", "x", *words, cwd=tmp_path).stdout == real == a("one")


@pytest.mark.parametrize("words", [[""], ["x", ""], ["", "-o", "out"]])
def test_an_empty_path_is_no_folder(words: list[str], tmp_path: Path, kforge: Callable[..., Any]) -> None:
    outcome = kforge("build", *words, cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert "kforge: the path of the folder is empty\n" in outcome.stderr
