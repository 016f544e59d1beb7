"""kforge reads generated YAML as kubectl and kustomize read it, and refuses what they refuse."""

import json
import subprocess
from pathlib import Path

import pytest

from kforge.errors import YamlError
from kforge.yaml.emit import dump
from kforge.yaml.parse import parse_documents, parse_one
from kforge.yaml.scalars import GO, KUSTOMIZE
from tests.unit.yaml.documents import FILES
from tests.unit.yaml.yaml_texts import Writer

pytestmark = pytest.mark.oracle

HEAD = "apiVersion: example.com/v1\nkind: Foo\nmetadata:\n  name: {}\nspec:\n"
COUNT = 150


class Careful(Writer):
    """Leaves out what kustomize itself damages.

    It takes a comment behind | or > into the text of a list in a list, and fails on a mapping with nothing
    but a quoted <<.
    """

    def block(self, indent: int) -> str:
        first, line_break, rest = super().block(indent).partition("\n")
        return first.partition(" ")[0] + line_break + rest

    def key(self) -> str:
        key = super().key()
        return key if "<<" not in key else "k"


def texts(seed: int) -> dict[str, str]:
    """Texts by the name of their resource."""
    found = {}
    for number in range(COUNT):
        name = f"n{seed}-{number:03}"
        found[name] = HEAD.format(name) + Careful(seed * COUNT + number, (0.3, 1.0)[number % 2]).body()
    return found


def read(text: str, reading: str) -> object:
    """The tree, or None where kforge refuses."""
    try:
        return parse_one(text, reading=reading, duplicates="last" if reading == GO else "error")
    except YamlError:
        return None


def plain(value: object) -> object:
    """Numbers as they come out of JSON, where 1.0 is 1."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def stream(text: str) -> list[dict[str, object]]:
    """The JSON objects that stand one behind the other in `text`."""
    decoder, objects, at = json.JSONDecoder(), [], 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        value, at = decoder.raw_decode(text, at)
        objects.append(value)
    return objects


@pytest.mark.parametrize("seed", range(4))
def test_kubectl(seed: int, kubectl: str, tmp_path: Path) -> None:
    written = texts(seed)
    for name, text in written.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8", newline="")
    words = [kubectl, "label", "--local", "-f", str(tmp_path), "q=1", "-o", "json"]
    done = subprocess.run(words, capture_output=True, check=False, text=True)
    real = {tree["metadata"]["name"]: tree["spec"] for tree in stream(done.stdout)}  # type: ignore[index]
    assert len(real) > COUNT / 2
    for name, text in written.items():
        tree = read(text, GO)
        assert (tree is not None) == (name in real), text
        if isinstance(tree, dict):
            assert plain(tree["spec"]) == plain(real[name]), text


def kustomized(kubectl: str, folder: Path, *parts: str) -> subprocess.CompletedProcess[str]:
    (folder / "kustomization.yaml").write_text("resources: [all.yaml]\n")
    (folder / "all.yaml").write_text("---\n".join(parts), encoding="utf-8", newline="")
    words = [kubectl, "kustomize", str(folder)]
    return subprocess.run(words, capture_output=True, check=False, text=True, encoding="utf-8")


@pytest.mark.parametrize("seed", range(4))
def test_kustomize(seed: int, kubectl: str, tmp_path: Path) -> None:
    written = texts(seed + 100)
    trees = {name: read(text, KUSTOMIZE) for name, text in written.items()}
    accepted = [name for name, tree in trees.items() if tree is not None]
    assert len(accepted) > COUNT / 2
    done = kustomized(kubectl, tmp_path, *(written[name] for name in accepted))
    assert done.returncode == 0, done.stderr
    for name, real in zip(accepted, done.stdout.split("---\napiVersion"), strict=True):
        assert dump(trees[name]).removeprefix("apiVersion") == real.removeprefix("apiVersion"), written[name]
    for name in [name for name, tree in trees.items() if tree is None][:12]:
        assert kustomized(kubectl, tmp_path, written[name]).returncode != 0, written[name]


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("alias bomb")])
def test_the_texts_of_the_table(name: str, kubectl: str, tmp_path: Path) -> None:
    """documents.csv holds what came out; this holds that it came out of these texts."""
    data = FILES[name]
    text = data if isinstance(data, str) else data.decode("utf-16" if data[:2] == b"\xff\xfe" else "latin-1")
    if isinstance(data, bytes) and data[:2] != b"\xff\xfe":
        (tmp_path / "all.yaml").write_bytes(data)
    else:
        (tmp_path / "all.yaml").write_text(text, encoding="utf-8", newline="")
    (tmp_path / "kustomization.yaml").write_text("resources: [all.yaml]\n")
    accepted = True
    try:
        parse_documents((tmp_path / "all.yaml").read_bytes(), reading=KUSTOMIZE)
    except YamlError:
        accepted = False
    words = [kubectl, "kustomize", str(tmp_path)]
    done = subprocess.run(words, capture_output=True, check=False)
    same_id = b"already registered id" in done.stderr or b"may not add resource" in done.stderr
    assert (done.returncode == 0 or same_id) == accepted
