"""Building as a whole: many overlays in one run, what they share, how errors are put together."""

import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kforge.errors import ErrorGroup, KforgeError
from kforge.overlay import build as build_module
from kforge.overlay.build import BuildOptions, build, build_each, build_text

GOLDEN = Path(__file__).parents[2] / "golden" / "build"

Write = Callable[[dict[str, str]], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write files below a new working folder."""
    monkeypatch.chdir(tmp_path)

    def write(files: dict[str, str]) -> None:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    return write


BASE = {
    "base/kustomization.yaml": "resources: [all.yaml]\ncommonLabels: {app: web}\n",
    "base/all.yaml": """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {n: 1.0}}
spec: {template: {spec: {containers: [{name: c, image: tea}], volumes: [{configMap: {name: conf}}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
""",
    "a/kustomization.yaml": "resources: [../base]\nnamePrefix: a-\nlabels: [{pairs: {app: a}}]\n",
    "b/kustomization.yaml": "resources: [../base]\nnamespace: b\nimages: [{name: tea, newTag: b}]\n",
    "c/kustomization.yaml": "resources: [../base, ../b]\nnameSuffix: -c\n",
}


def plain_cases() -> list[Path]:
    """Golden cases of one folder that succeed."""
    found = []
    for case in sorted(path.parent for path in GOLDEN.glob("*/args")):
        words = shlex.split((case / "args").read_text())
        if (case / "expected.yaml").exists() and len(words) == 1:
            found.append(case)
    return found


@pytest.mark.parametrize("case", plain_cases(), ids=lambda case: case.name)
def test_a_second_build_in_the_same_run_gives_the_same(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shared between builds is handed out in copies; what is often shared is prepared."""
    monkeypatch.setattr(build_module, "_OFTEN", 1)
    monkeypatch.chdir(case / "input")
    (target,) = shlex.split((case / "args").read_text())
    expected = (case / "expected.yaml").read_bytes().decode()
    both = build_text([target, target])
    assert both == (f"{expected}---\n{expected}" if expected else "")


def test_overlays_over_one_base_do_not_touch_each_other(write: Write) -> None:
    write(BASE)
    alone = [build_text([target]) for target in ("a", "b", "c", "base")]
    assert build_text(["a", "b", "c", "base"]) == "---\n".join(alone)
    assert build_text(["c", "b", "a", "base", "c"]) == "---\n".join(alone[index] for index in (2, 1, 0, 3, 2))


def test_shared_bases_are_read_once(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write(BASE)
    read: list[str] = []
    from kforge.overlay import load

    original = load.read_bytes

    def counting(path: str, shown: str = "") -> bytes:
        read.append(os.path.relpath(path))
        return original(path, shown)

    monkeypatch.setattr(load, "read_bytes", counting)
    build_text(["a", "b", "c"])
    assert read.count("base/all.yaml") == 1
    assert read.count("base/kustomization.yaml") == 1


def test_every_target_of_its_own(write: Write) -> None:
    write(BASE)
    first, second = build_each(["a", "b"])
    assert [resource.name for resource in first] == ["a-conf", "a-web"]
    assert [resource.namespace for resource in second] == ["b", "b"]


def test_errors_of_several_targets_are_reported_together(write: Write) -> None:
    write(
        {**BASE, "bad/kustomization.yaml": "resources: [gone]\n", "empty/kustomization.yaml": "# nothing\n"}
    )
    with pytest.raises(ErrorGroup) as caught:
        build_text(["bad", "a", "empty"])
    assert [error.message for error in caught.value.errors] == [
        "gone: no such file or folder",
        "this kustomization is empty",
    ]
    with pytest.raises(KforgeError) as alone:
        build_text(["a", "bad"])
    assert not isinstance(alone.value, ErrorGroup)


def test_the_chain_leads_from_the_target_to_the_error(write: Write) -> None:
    write(
        {
            "top/kustomization.yaml": "resources: [../middle]\n",
            "middle/kustomization.yaml": "components: [../part]\nresources: []\n",
            "part/kustomization.yaml": "kind: Component\nresources: [gone]\n",
        }
    )
    with pytest.raises(KforgeError) as caught:
        build("top")
    assert caught.value.chain == ("overlay top", "base middle", "component part")


@pytest.mark.parametrize(("reorder", "kinds"), [("", ["Namespace", "Pod"]), ("none", ["Pod", "Namespace"])])
def test_the_order_may_be_an_option(write: Write, reorder: str, kinds: list[str]) -> None:
    text = "kind: Pod\nmetadata: {name: a}\n---\nkind: Namespace\nmetadata: {name: a}\n"
    write({"kustomization.yaml": "resources: [all.yaml]\n", "all.yaml": text})
    assert [resource.kind for resource in build(".", BuildOptions(reorder=reorder))] == kinds


def test_the_managed_by_label_may_be_an_option(write: Write) -> None:
    write({"kustomization.yaml": "resources: [all.yaml]\n", "all.yaml": "kind: Pod\nmetadata: {name: a}\n"})
    (pod,) = build(".", BuildOptions(enable_managedby_label=True))
    assert pod.strings("labels") == {"app.kubernetes.io/managed-by": "kustomize-v5.8.1"}


def test_merge_keys_that_there_are_not(write: Write) -> None:
    write(BASE)
    with pytest.raises(KforgeError, match=r"no merge keys of Kubernetes 1\.30\n.*1\.21 and 1\.37"):
        build("base", BuildOptions(merge_keys="1.30"))


def test_merge_keys_are_those_of_one_build(write: Write) -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {resourceClaims: [{name: a}]}\n"
    patch = pod.replace("name: a", "name: b").replace("\n", "\n    ")
    write({"kustomization.yaml": f"resources: [p.yaml]\npatches:\n- patch: |\n    {patch}\n", "p.yaml": pod})
    for merge_keys, names in (("1.21", ["b"]), ("1.37", ["b", "a"]), ("1.21", ["b"])):
        (built,) = build(".", BuildOptions(merge_keys=merge_keys))
        spec: Any = built.tree["spec"]
        assert [claim["name"] for claim in spec["resourceClaims"]] == names
