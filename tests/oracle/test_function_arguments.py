"""The functions of Go templates give for generated arguments what they give in helm, thousands of times."""

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kforge.functions.names import FAMILIES, load
from kforge.functions.registry import Function
from tests.golden_lines import Failed, Line, check, helm_results

pytestmark = pytest.mark.oracle

TEXTS = [
    "", "a", "abc", "hello world", "Hello World", "héllo", "x\ny\n", "\"q\" 's'", "\udcff\udc80",
    "\U0001f600 z", "a\tb  c", "\xa0x\xa0", " lead", "v1.2.3", "1.2.3-rc.1+b", "10", "010", "0x1F", "1_000",
    "3.00", "-7", "1e3", "abc-def_ghi jkl", "HTTPServer", "JSON42xyOK", "Bld4Floor3rd", "_complex__case_",
    "-", "aab", "a,b,c", "_", "ǆ ǅ", "ß", "Ǆ", "中文 text", "true", "nil", '<a href="x">&', "a=b;c",
    "\x00\x1f\x7f", "0b11", "9223372036854775808", "1.", ".5", "foo.bar.baz/qux", "a b c d e f g h i",
    "ﬁ İı", "aGVsbG8=", "a: [1, 2]", "{}", "/a/../b", "x.tar.gz",
]  # fmt: skip
NUMBERS = [0, 1, -7, 65, 2, 3, 10**12, -(2**63), 2**63 - 1, 0.0, 1.0, -2.5, 1e6, 123456789.0, 1e21, 1e-5, 0.1]
COUNTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, -1, -2, -5, 20]
KEYS = ["a", "b", "c", "é", "d e"]
PATTERNS = [
    "a", "[0-9]+", "a*", "(a)(b)?", "x*", r"\b", "^", "$", "[a-z]*", "(?i)H", r"\w+", r"\s+", "é", ".",
    r"(?P<n>[a-z])(\d)?", "a|ab", "(a|ab)(c|bcd)?", "[^a-z]", r"\.", "", "^a", "b$", "(?m)^", r"\pL+",
    "[[:alpha:]]+", "a{2}", "a+?", "(", "[", "a**", "(?=a)", r"\B", ".*", "(?s).*", r"\z", r"\Q.\E", r"\C",
]  # fmt: skip
REPLACEMENTS = [
    "",
    "x",
    "$1",
    "${1}W",
    "$1W",
    "$$",
    "$",
    "${n}",
    "${",
    "${1",
    "$01",
    "[$0]",
    "$é",
    "$9",
    "a$b",
]  # fmt: skip
CONSTRAINTS = [
    "1.2.3", ">1.2", ">=1.2.0", "<2", "<=1.2", "~1.2", "^1.2.3", "^0.2", "^0.0.3", "~0", "!=1.2", "*",
    "1.x", "1 - 2", "1.2 - 3.4.5", ">=1.0 <2.0", ">=1.0, <2.0", "1.2 || 2", ">=1.19-0", "~>1.2.3", "=>1",
    "=<2", "v1.2", ">=1.2.3-rc.1", "", "a", ">", ">=1.0||x.y", "1.2.3.4", "01.2", ">*", " 1.2.3 ", "!=1",
    "^1", "1,2",
]  # fmt: skip
VERSIONS = [
    "1.2.3", "1.2", "1", "v1.2.3", "2.0.0", "0.2.5", "0.0.3", "1.2.3-rc.1", "1.2.3-rc.1+b1", "1.19.0-gke.1",
    "x", "2.0.0-0", "", "1.2.3.4", "01.2.3", "1.2.3-01", "1.2.x", "1.0.0-alpha.1", "1.0.0+",
    "99999999999999999999.0.0",
]  # fmt: skip
NUMERIC = [
    "010", "0x1F", "1_000", "0b11", "0o17", "3.0", "3.7", "abc", "", "9223372036854775807", "-0x8", "0_1",
    "1__0", "0x_1", "+5", "-", "08", "1e3", ".5", "5.", "0x1p4", "0x1.8p1", "inf", "NaN", "1_0.5", "-0",
    True, None, 2.9,
]  # fmt: skip
VERBS = "vvvsssddqqqxXoObcUeEfFgGtTwz%!é"

COMPARED = [
    "builtins", "dicts", "flow", "lists", "math", "paths", "regex", "semver", "strings", "types",
    "url",
]  # fmt: skip
# what is random, what follows the order of a map, what no chart can have
LEFT_OUT = {"shuffle", "keys", "values", "call"}


class Written(str):
    """An argument as it stands in a template."""

    __slots__ = ()


def written(value: object) -> str:
    """An argument as an expression of a template."""
    if isinstance(value, Written):
        return str(value)
    if isinstance(value, str):
        data = value.encode("utf-8", "surrogateescape")
        safe = (chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}" for byte in data)
        return f'"{"".join(safe)}"'
    if isinstance(value, list):
        return f"(list {' '.join(map(written, value))})"
    if isinstance(value, dict):
        return f"(dict {' '.join(f'{written(key)} {written(item)}' for key, item in value.items())})"
    if isinstance(value, float):
        return f'(float64 "{value!r}")'
    return "nil" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


class Arguments:
    """Random arguments for functions, hard ones for each family."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.pick = self.random.choice

    def text(self) -> str:
        if self.random.random() < 0.15:
            return "".join(self.pick("abC 1_-.é\n\tZ中$9") for _ in range(self.random.randrange(12)))
        return self.pick(TEXTS)

    def scalar(self) -> object:
        share = self.random.random()
        if share < 0.4:
            return self.text()
        if share < 0.55:
            return self.pick([None, True, False])
        return Written(f"(int64 {self.pick([5, -1, 0])})") if share < 0.65 else self.pick(NUMBERS)

    def value(self, depth: int = 0) -> object:
        share = self.random.random()
        if depth > 2 or share < 0.6:
            return self.scalar()
        if share < 0.75:
            return self.items(depth + 1)
        return self.mapping(depth + 1) if share < 0.9 else self.typed_list()

    def items(self, depth: int = 1) -> list[object]:
        return [self.value(depth) for _ in range(self.random.randrange(5))]

    def mapping(self, depth: int = 1) -> dict[str, object]:
        return {self.pick(KEYS): self.value(depth) for _ in range(self.random.randrange(4))}

    def typed_list(self) -> Written:
        parts = written(",".join(self.pick(["x", "", "é", "b"]) for _ in range(self.random.randrange(1, 4))))
        count = self.random.randrange(4)
        return Written(self.pick([f'(splitList "," {parts})', f"(until {count})", "(concat)"]))

    def any_list(self) -> object:
        share = self.random.random()
        return self.items() if share < 0.6 else self.typed_list() if share < 0.85 else self.value()

    def parameter(self, family: str, place: int, kind: str) -> object:
        """An argument for a parameter of Go's type `kind`."""
        if kind == "string":
            return self.string(family, place)
        if kind in ("int", "bool", "dict"):
            return {"int": self.pick(COUNTS), "bool": self.pick([True, False]), "dict": self.mapping()}[kind]
        if family == "math":
            return self.pick(NUMERIC if self.random.random() < 0.6 else NUMBERS)
        return self.any_list() if family == "lists" and place == 0 else self.value()

    def string(self, family: str, place: int) -> str:
        if family == "regex" and place != 1:
            return self.pick(REPLACEMENTS if place else PATTERNS)
        if family == "semver":
            return self.pick(VERSIONS if place else [*CONSTRAINTS, *VERSIONS])
        return self.pick(KEYS) if family == "dicts" else self.text()

    def all_of(self, function: Function, family: str) -> list[object]:
        """Arguments that a function takes; now and then one of another type."""
        if function.name == "dig":
            names = [self.pick(KEYS) for _ in range(self.pick([1, 1, 2, 3]))]
            return [*names, self.scalar(), self.mapping()]
        if function.name in ("has", "mustHas", "chunk", "mustChunk", "join"):
            return [self.parameter(family, 1, function.params[0]), self.any_list()]
        found = [self.parameter(family, place, kind) for place, kind in enumerate(function.params)]
        if function.variadic:
            count = self.pick([0, 1, 1, 2, 3])
            found += [self.parameter(family, len(found) + i, function.variadic) for i in range(count)]
        if found and self.random.random() < 0.03:
            found[self.random.randrange(len(found))] = self.value()
        return found

    def format(self) -> str:
        """A format for printf, with flags, widths, argument numbers and mistakes."""
        pieces = [self.pick(["", "a", "é ", "|"]) + self.directive() for _ in range(self.pick([1, 1, 2, 3]))]
        return "".join(pieces)

    def directive(self) -> str:
        flags = "".join(self.pick("#0+- ") for _ in range(self.pick([0, 0, 0, 1, 1, 2])))
        number = self.pick([*[""] * 9, "[1]", "[2]", "[3]", "[]", "[x]", "[9]", "[1", "[-1]"])
        width = self.pick(["", "", "", "1", "3", "8", "20", "*"])
        precision = self.pick(["", "", "", ".", ".0", ".1", ".3", ".8", ".*"])
        return "%" + flags + number + width + precision + self.pick(VERBS)


def agree(templates: Sequence[str], folder: Path, helm: str, kforge: Callable[..., Any]) -> None:
    lines = []
    unique = list(dict.fromkeys(templates))
    for template, result in zip(unique, helm_results(helm, folder / "helm", unique), strict=True):
        if isinstance(result, Failed):
            lines.append(Line(template, None, result.message, loose=True))
        else:
            lines.append(Line(template, result))
    check(lines, folder / "kforge", kforge)


@pytest.mark.parametrize("family", COMPARED)
def test_generated_arguments(family: str, tmp_path: Path, helm: str, kforge: Callable[..., Any]) -> None:
    arguments = Arguments(len(family))
    templates = []
    for name in FAMILIES[family].split():
        function = load(name)
        for _ in range(0 if name in LEFT_OUT else 10):
            words = map(written, arguments.all_of(function, family))
            verb = "%v" if family == "semver" else "%#v"
            templates.append(f'{{{{ printf "{verb}" ({name} {" ".join(words)}) }}}}')
    agree(templates, tmp_path, helm, kforge)


def test_generated_formats(tmp_path: Path, helm: str, kforge: Callable[..., Any]) -> None:
    arguments = Arguments(7)
    templates = []
    for _ in range(1500):
        values = [arguments.value() for _ in range(arguments.pick([0, 1, 1, 2, 3]))]
        words = " ".join(map(written, [arguments.format(), *values]))
        templates.append(f"{{{{ printf {words} }}}}")
    agree(templates, tmp_path, helm, kforge)
