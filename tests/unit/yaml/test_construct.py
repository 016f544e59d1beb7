"""Tags, keys, merges and aliases in either reading (seen on kubectl and kustomize)."""

import pytest

from kforge.errors import YamlError
from kforge.yaml.parse import parse_one
from kforge.yaml.scalars import GO, KUSTOMIZE

from .documents import HEAD

# text: GO, KUSTOMIZE
BOTH: dict[str, tuple[object, object]] = {
    "! 1": ("1", 1),
    "!": ("", None),
    "! yes": ("yes", "yes"),
    "!foo 1": ("1", "1"),
    "!!str": ("", ""),
    "!!str 010": ("010", "010"),
    '!!int "3"': (3, 3),
    "!!float 3": (3.0, 3.0),
    "!!timestamp 2001-12-14": ("2001-12-14", "2001-12-14T00:00:00Z"),
    "!!binary aGk=": ("hi", "hi"),
    "!!binary |\n  aGVs\n  bG8=\n": ("hello", "hello"),
    "{a: , b: [], c: 1}": ({"a": None, "b": [], "c": 1}, {"a": "", "b": [], "c": 1}),
    "[{a}, {b: ~}]": ([{"a": None}, {"b": None}], [{"a": ""}, {"b": None}]),
    "x: &x\n  a:\nz: [*x]": ({"x": {"a": None}, "z": [{"a": None}]}, {"x": {"a": None}, "z": [{"a": ""}]}),
    "x: &x {a: }\nz:\n  <<: *x": ({"x": {"a": None}, "z": {"a": None}}, {"x": {"a": ""}, "z": {"a": None}}),
    "a: 2\n<<: {a: 1}": ({"a": 1}, {"a": 2}),
    "<<: {a: 1}\na: 2": ({"a": 2}, {"a": 2}),
    "<<: [{a: 1}, {a: 2, b: 3}]": ({"a": 1, "b": 3}, {"a": 1, "b": 3}),
    "<<: {<<: {a: 1}, b: 2}": ({"a": 1, "b": 2}, {"a": 1, "b": 2}),
    '"<<": {a: 1}\nb: 2': ({"<<": {"a": 1}, "b": 2}, {"b": 2}),
    "!!str 1: a": ({"1": "a"}, {"1": "a"}),
    ">\n  a\n   b\n  c\n": ("a\n b\nc\n", "a\n\n b\nc\n"),
    "|\n  a\n   b\n": ("a\n b\n", "a\n b\n"),
    "&x a": ("a", "a"),
}  # fmt: skip


@pytest.mark.parametrize("text", BOTH)
def test_both_readings(text: str) -> None:
    assert (parse_one(text, reading=GO), parse_one(text, reading=KUSTOMIZE)) == BOTH[text]


KUSTOMIZE_REFUSES: dict[str, object] = {
    "1: a": {"1": "a"},
    "1.10: a": {"1.1": "a"},
    "true: a": {"true": "a"},
    "2001-12-14: a": {"2001-12-14": "a"},
    "!foo k: a": {"k": "a"},
    "!!binary aGk=: a": {"hi": "a"},
    '!!bool "yes"': True,
    "<<: {a: 1}\n<<: {b: 2}": {"a": 1, "b": 2},
    "a: |2\n  \tb\n": {"a": "\tb\n"},
}


@pytest.mark.parametrize("text", KUSTOMIZE_REFUSES)
def test_what_only_kustomize_refuses(text: str) -> None:
    assert parse_one(text) == KUSTOMIZE_REFUSES[text]
    with pytest.raises(YamlError):
        parse_one(text, reading=KUSTOMIZE)


@pytest.mark.parametrize("reading", [GO, KUSTOMIZE])
@pytest.mark.parametrize(
    "text",
    [
        "~: a", "[a]: b", "{a: b}: c", "? [a]\n: b", "<<: 1", "<<: [1]", "<<: *x", "x: &x [1]\ny:\n  <<: *x",
        "!!int a", "!!null a", "!!bool 1", "!!float a", "!!binary '*'", ".inf", "-.INF", ".nan",
        "!!float .inf",
        "a: &a [*a]", "*nope", "a: {b: 1, b: 2}",
    ],
)  # fmt: skip
def test_what_everybody_refuses(text: str, reading: str) -> None:
    with pytest.raises(YamlError):
        parse_one(text, reading=reading)


def bomb(levels: int, width: int) -> str:
    lines = ["a0: &a0 x"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize("reading", [GO, KUSTOMIZE])
def test_alias_bombs(reading: str) -> None:
    with pytest.raises(YamlError) as caught:
        parse_one(bomb(9, 10), reading=reading)
    assert "aliases" in caught.value.message
    merges = "a0: &a0 {x0: 1}\n" + "\n".join(
        f"a{n}: &a{n} {{{', '.join(f'k{i}: *a{n - 1}' for i in range(10))}}}" for n in range(1, 9)
    )
    with pytest.raises(YamlError):
        parse_one(merges, reading=reading)


def test_aliases_within_reason() -> None:
    """kubectl counts: here it takes 151 and refuses 152. kustomize has no limit, and kforge a wide one."""
    base = "{" + ", ".join(f"k{n}: {n}" for n in range(300)) + "}"
    text = HEAD.replace("{name: x}", "\n  name: a") + f"  base: &b {base}\n  list:\n"
    assert len(parse_one(text + "  - <<: *b\n" * 151)["spec"]["list"][150]) == 300
    with pytest.raises(YamlError):
        parse_one(text + "  - <<: *b\n" * 152)
    assert len(parse_one(text + "  - *b\n" * 500, reading=KUSTOMIZE)["spec"]["list"][499]) == 300
    assert parse_one(bomb(4, 10))["a3"][9][9] == ["x"] * 10
