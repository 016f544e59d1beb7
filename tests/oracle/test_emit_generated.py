"""kforge prints generated data byte for byte as kubectl kustomize does: many objects in one run."""

import itertools
import re
import subprocess
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.errors import YamlError
from kforge.yaml.emit import dump
from kforge.yaml.natural import compare, natural_order

pytestmark = pytest.mark.oracle

PIECES = [
    "a", "b", "word", "yes", "no", "y", "1", "0", "10", "1.10", "1e3", "0x1F", "0b-1", ":", ": ",
    " #", "#", "-", "- ", "?", " ", "  ", "\n", "\n\n", "\t", '"', "'", "\\", "{", "}", "[", "]",
    ",", "&", "*", "!", "|", ">", "%", "@", "`", "~", "=", "<<", "é", "日本", "\U0001f600", "\u2028",
    "\u2029", "\x85", "\ufeff", "\xa0", "\r", "\r\n", "\x01", "\x1b", "\x00", "---", "...",
    "2001-12-14", "22:22", "null", ".5", "word word word word", "https://x/y", "_", "$", ".", "/",
    "\ue000", "x" * 30, " word" * 10,
]  # fmt: skip
NUMBERS = [0, -0.0, 1, -1, 1e20, 1e21, 1e-7, 1e-5, 1234567.5, 123456789.123, 2**53 + 1, 2**63 - 1, 2**64 - 1]


class Data:
    """Random data with the strings, keys and numbers that are hard to print."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def text(self) -> str:
        pick, share = self.random.choice, self.random.random()
        if share < 0.5:
            return "".join(pick(PIECES) for _ in range(self.random.randint(0, 8)))
        if share < 0.7:
            return " ".join(pick(PIECES) for _ in range(self.random.randint(5, 50)))
        if share < 0.9:
            return "".join(pick("ab \n:#-'\"{0") for _ in range(self.random.randint(1, 30)))
        return "".join(chr(pick([0x20, 0x100, 0xD000, 0xF000, 0x1F600]) + n) for n in range(3))

    def key(self) -> str:
        """NEL breaks a key; a key << is dropped when kustomize reads."""
        key = self.text()
        return "k" if "\x85" in key or key == "<<" else key

    def number(self) -> float:
        wide = self.random.uniform(-1, 1) * 10 ** self.random.randint(-20, 25)
        return self.random.choice([self.random.choice(NUMBERS), wide, self.random.randint(-(2**63), 10**6)])

    def value(self, depth: int) -> object:
        share = self.random.random()
        if depth and share < 0.25:
            return self.mapping(depth - 1)
        if depth and share < 0.45:
            return [self.value(depth - 1) for _ in range(self.random.randint(0, 4))]
        if share < 0.8:
            return self.text()
        return self.number() if share < 0.9 else self.random.choice([True, False, None])

    def mapping(self, depth: int) -> dict[str, object]:
        tree = {self.key(): self.value(depth) for _ in range(self.random.randint(0, 4))}
        return tree if settled(tree) else {}


def settled(tree: dict[str, object]) -> bool:
    """Whether Go's order of these keys does not hang on the order it meets them in."""
    return all(compare(a, b) < 0 for a, b in itertools.combinations(natural_order(tuple(tree)), 2))


def quoted(text: str) -> str:
    """A double-quoted scalar that every reader takes back to `text`."""
    escape = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
    return '"' + escape.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + '"'


def written(tree: object) -> str:
    """`tree` as flow YAML with every string in double quotes."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"? {quoted(key)} : {written(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(written, tree)) + "]"
    if isinstance(tree, str):
        return quoted(tree)
    if tree is None or isinstance(tree, bool):
        return "null" if tree is None else str(tree).lower()
    return repr(tree)


def resource(name: str, spec: object) -> dict[str, object]:
    return {"apiVersion": "example.com/v1", "kind": "Foo", "metadata": {"name": name}, "spec": spec}


def printed(specs: list[dict[str, object]]) -> list[tuple[dict[str, object], str]]:
    """A resource around each of the specs that kforge prints, and its text."""
    found = []
    for number, spec in enumerate(specs):
        tree = resource(f"n{number:05}", spec)
        try:
            text = dump(tree)
        except YamlError:
            continue
        if text.endswith("\n"):  # one that ends in U+2028 runs into the next `---`
            found.append((tree, text))
    return found


def built(kubectl: str, trees: list[dict[str, object]]) -> "subprocess.CompletedProcess[bytes]":
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "kustomization.yaml").write_text("resources: [all.yaml]\n")
        Path(folder, "all.yaml").write_bytes("\n---\n".join(map(written, trees)).encode())
        return subprocess.run([kubectl, "kustomize", folder], capture_output=True, check=False)


def check(specs: list[dict[str, object]], kubectl: str) -> int:
    found = printed(specs)
    done = built(kubectl, [tree for tree, _ in found])
    assert done.stdout.decode() == "---\n".join(text for _, text in found), done.stderr.decode()
    return len(found)


@pytest.mark.parametrize("seed", range(8))
def test_generated_data(seed: int, kubectl: str) -> None:
    data = Data(seed)
    assert check([data.mapping(3) for _ in range(250)], kubectl) > 180


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=20))
def test_any_strings(texts: list[str], kubectl: str) -> None:
    check([{"v": text} for text in texts], kubectl)


@pytest.mark.parametrize("text", ["\x7f", "a\x80b", "\ufffe", "\uffff", "\x85... "], ids=ascii)
@pytest.mark.parametrize("place", ["value", "key"])
def test_what_kforge_refuses_kustomize_refuses(text: str, place: str, kubectl: str) -> None:
    tree = resource("a", {"v": text} if place == "value" else {text: "v"})
    with pytest.raises(YamlError):
        dump(tree)
    assert built(kubectl, [tree]).returncode != 0


LONG = {
    "x" * 1022: True,
    "x" * 1023: False,
    "é" * 1022: True,
    "é" * 1023: False,
    "<" * 170: True,
    "<" * 171: False,
}


@pytest.mark.parametrize("key", [*LONG, "a\x85b"], ids=lambda key: f"{len(key)}{key[0]}")
def test_keys_that_are_too_long_or_broken(key: str, kubectl: str) -> None:
    try:
        text = dump(resource("a", {key: "v"}))
    except YamlError:
        text = ""
    assert bool(text) == LONG.get(key, False)
    assert built(kubectl, [resource("a", {key: "v"})]).stdout.decode() == text
