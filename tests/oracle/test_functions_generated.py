"""Template functions on generated values and texts, held to the real helm: many in one run."""

import base64
import json
import os
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kforge.functions.dates import date_in_zone, to_date
from kforge.functions.encoding import (
    b32dec,
    b64dec,
    from_json,
    from_toml,
    from_yaml,
    to_json,
    to_pretty_json,
    to_raw_json,
    to_toml,
    to_yaml,
    to_yaml_pretty,
)
from kforge.functions.registry import FunctionError
from kforge.functions.url import url_join, url_parse
from kforge.golang.kinds import Int64
from kforge.golang.text import sprint

pytestmark = pytest.mark.oracle

WORDS = [
    "a", "b", "foo", "y", "n", "yes", "no", "on", "off", "~", "null", "true", "1", "0x1f", "0o17", "1_000",
    "1:30", ".5", "12e03", "2024-01-01", "=", "<<", "-", "?", ":", "#", "&", "*", "!", "|", ">", "%", "@",
    "`", "'", '"', "[", "]", "{", "}", ",", "--", "---", "...", ":x", "x:", "a:b", "#b", "\\", "\\n", "é",
    "漢", "\U0001f600", "\xa0", "\ufeff", "\u2028", "\x85", "\x7f", "\t", "\n", "\r", "\x00", "\x1b", "1e3",
    "+1", "-.inf", ".nan", "a-long-word-without-a-space-0123456789", "http://a.b/c?d=e", "0777", "0b11",
    "08", "1.", "<x>", " ", "  ", "\n\n", "\n ", "  x",
]  # fmt: skip
NUMBERS = [
    0,
    1,
    -1,
    1.5,
    1e6,
    999999.5,
    1e20,
    1e21,
    1e-5,
    1e-7,
    123456789012345678,
    2**63,
    2**64,
    1e300,
    1 / 3,
]
# go-yaml's order of keys is not transitive where digits meet letters, and there helm differs from itself
KEYS = [word for word in WORDS if not (word[0].isdigit() or word[-1].isdigit())]
YAML_PIECES = [
    "a", "b: ", "- ", "1", "yes", "~", "\n", "\n", "\n  ", ": ", "'x'", '"y"', "|\n  ", "> ", "[", "]", "{",
    "}", ",", " #c", "&a ", "*a", "!!str ", "<<: ", "? ", "---\n", "...\n", "0x1f", "1e3", "é", "%", "@",
    "\t", " ", "key: value\n", "- item\n", "  sub: x\n", "list:\n",
]  # fmt: skip
JSON_PIECES = [
    "{", "}", "[", "]", '"a"', '"b\\n"', '"\\u00e9"', '"\\ud83d\\ude00"', '"\\ud83d"', "1", "-0.5", "1e5",
    "1e999", "true", "false", "null", ",", ":", " ", "\n", '"', "\\", "x", "é", "tru", "01", "-", "1.",
    '"\\q"',
]  # fmt: skip
TOML_LINES = [
    "a = 1", "a.b = 2", "a.b.c = 3", "b = {x = 1}", "b.y = 2", "[a]", "[a.b]", "[b]", "[[c]]", "[[c.d]]",
    "[c.e]", "[c]", "[a.b.c]", "d = {e.f = 1}", "[d.e]", "d.e.g = 2", "\"a\" = 5", "'b' = 6",
    "e = [1,\n2, # x\n]", "f = {a = 1,\n b = 2,\n}", 'g = """\nx\\\n   y"""', 'g = """""x"""""',
    "g = ''''x''''", 'h = "\\e\\x41\\u00e9"', "i = 10:20", "i = 2024-01-02 10:20",
    "i = 2024-01-02T10:20:30.123456789+01:00", "i = 1979-02-30", "j = 1e1_0", "j = 0xAB_cd", "j = 1__0",
    "j = 1.e5", "j = +inf", "k = [1 2]", "k = [,]", 'm = "\\d"', 'n = "a\nb"', "[]", "x = 1 # c", "y", "= 1",
    "z = ", "q = 9223372036854775808", "r = 00", "r = 1.", "t = TRUE", 'u = "\\uD800"', 'v = "x', "w = {a",
    "[a] # c", "a = 1 b = 2", "a = 25:00", "a = 2024-1-2",
]  # fmt: skip
LAYOUT_PIECES = [
    "January", "Jan", "Monday", "Mon", "MST", "1", "01", "2", "02", "_2", "__2", "002", "15", "3", "03", "4",
    "04", "5", "05", "2006", "06", "PM", "pm", "-0700", "-07:00", "-07", "-070000", "-07:00:00", "Z0700",
    "Z07:00", "Z07", ".000", ".999", ",00", "_2006", "T", "00", " ", "-", ":", " at ", "é",
]  # fmt: skip
ZONES = [
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Nope",
    "Local",
    "",
]
LOCAL = "America/St_Johns"


class Generator:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def joined(self, pieces: Sequence[str], most: int, between: str = "") -> str:
        return between.join(self.random.choice(pieces) for _ in range(self.random.randint(0, most)))

    def text(self) -> str:
        share = self.random.random()
        if share < 0.3:
            return self.random.choice(WORDS)
        if share < 0.5:
            return self.joined(WORDS, 30, " ")
        if share < 0.7:
            return self.joined(WORDS, 8)
        return self.joined(["a", "b", " ", "\n", ":", "-", "#", "'", '"', "{", "0", "word "], 40)

    def tree(self, depth: int = 0) -> Any:
        share = self.random.random()
        if depth < 4 and share < 0.3:
            pairs = range(self.random.randint(0, 5))
            return {self.joined(KEYS, 4) + "k": self.tree(depth + 1) for _ in pairs}
        if depth < 4 and share < 0.5:
            return [self.tree(depth + 1) for _ in range(self.random.randint(0, 4))]
        if share < 0.6:
            return self.random.choice(NUMBERS)
        return self.random.choice([None, True, False]) if share < 0.65 else self.text()

    def trees(self, count: int) -> list[Any]:
        return [self.tree() for _ in range(count)]

    def damaged(self, text: str, pieces: Sequence[str]) -> str:
        at = self.random.randint(0, len(text))
        return text[:at] + self.random.choice(pieces) + text[at + self.random.randint(0, 1) :]


def as_go(value: Any) -> Any:
    """What fromJson makes of it: every number a float64."""
    if isinstance(value, dict):
        return {key: as_go(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_go(inner) for inner in value]
    return float(value) if type(value) is int else value


@pytest.fixture
def over(helm: str, tmp_path: Path) -> Callable[..., list[str]]:
    """over(expression, items): what helm makes of `expression` for each item, which is $e there."""

    def render(expression: str, items: Sequence[Any], zone: str = "UTC") -> list[str]:
        chart = tmp_path / "chart"
        (chart / "templates").mkdir(parents=True)
        (chart / "Chart.yaml").write_text("apiVersion: v2\nname: many\nversion: 0.1.0\n")
        (chart / "items.json").write_text(json.dumps(items))
        (chart / "templates" / "list.yaml").write_text(
            'items:{{ range $e := fromJsonArray (.Files.Get "items.json") }}\n- "{{ '
            + expression
            + ' | b64enc }}"{{ end }}'
        )
        command = [helm, "template", str(chart)]
        done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "TZ": zone})
        found = re.findall(rb'^- "(.*)"$', done.stdout, re.M)
        assert len(found) == len(items), done.stderr.decode()[-2000:]
        return [base64.b64decode(item).decode("utf-8", "surrogateescape") for item in found]

    return render


def differences(items: Sequence[Any], wanted: Sequence[str], got: Sequence[str]) -> list[Any]:
    triples = zip(items, wanted, got, strict=True)
    return [triple for triple in triples if triple[1] != triple[2]][:3]


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("toYaml", to_yaml),
        ("toYamlPretty", to_yaml_pretty),
        ("toJson", to_json),
        ("toRawJson", to_raw_json),
        ("toPrettyJson", to_pretty_json),
        ("toToml", to_toml),
    ],
)
def test_values_become_texts(name: str, call: Callable[[object], str], over: Any) -> None:
    items = [tree for tree in Generator(1).trees(1500) if tree is not None]
    assert differences(items, over(f"{name} $e", items), [call(as_go(item)) for item in items]) == []


def test_yaml_is_read(over: Any) -> None:
    """Good or bad; what is wrong with a bad one is said in nearly the same words."""
    generator = Generator(2)
    items = [generator.joined(YAML_PIECES, 8) for _ in range(1500)]
    wanted = over("(fromYaml $e | toRawJson)", items)
    got = [to_raw_json(from_yaml(item)) for item in items]
    same = [a == b or (a[:9] == b[:9] == '{"Error":') for a, b in zip(wanted, got, strict=True)]
    # a flow mapping with text glued to it ends the document for go-yaml, and is an error to libyaml
    odd = re.compile(r"[\]}][^\s,:\]}]")
    assert [item for item, fine in zip(items, same, strict=True) if not fine and not odd.search(item)] == []
    assert sum(a == b for a, b in zip(wanted, got, strict=True)) > 0.98 * len(items)


def test_json_is_read(over: Any) -> None:
    """Good or bad, the errors in Go's words."""
    generator = Generator(3)
    items = [json.dumps(tree) for tree in generator.trees(500)]
    items += [generator.damaged(item, JSON_PIECES) for item in items]
    items += [generator.joined(JSON_PIECES, 8) for _ in range(500)]
    wanted = over("(fromJson $e | toRawJson)", items)
    assert differences(items, wanted, [to_raw_json(from_json(item)) for item in items]) == []


def test_base64_and_base32_are_read(over: Any) -> None:
    generator = Generator(4)
    letters = ["A", "B", "Z", "2", "7", "=", "==", "======", "\n", "\r", " ", "é", "_", "MFRGG", "aGVs", "ME"]
    items = [generator.joined(letters, 7) for _ in range(1500)]
    wanted = over('(printf "%s|%s" (b64dec $e) (b32dec $e))', items)
    assert differences(items, wanted, [f"{b64dec(item)}|{b32dec(item)}" for item in items]) == []


def test_toml_is_read(over: Any) -> None:
    """Good or bad; what is wrong with a bad one is said in words of kforge's own."""
    generator = Generator(8)
    items = [generator.joined(TOML_LINES, 4, "\n") for _ in range(1000)]
    wanted = over('(printf "%v" (fromToml $e) | trunc 80)', items)
    got = [sprint(from_toml(item))[:80] for item in items]
    pairs = [
        ("bad", "bad") if a[:10] == b[:10] == "map[Error:" else (a, b)
        for a, b in zip(wanted, got, strict=True)
    ]
    assert differences(items, [a for a, _ in pairs], [b for _, b in pairs]) == []
    assert sum(text[:10] != "map[Error:" for text in wanted) > 200


class State:
    def now(self) -> int:
        return 0


def test_times_are_written(over: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", LOCAL)
    generator = Generator(5)
    pick = generator.random
    items = []
    for _ in range(1000):
        seconds = pick.choice([pick.randint(-(10**10), 10**10), pick.randint(0, 2 * 10**9), 0])
        items.append([generator.joined(LAYOUT_PIECES, 8), str(seconds), pick.choice(ZONES)])
    wanted = over("(dateInZone (index $e 0) (index $e 1 | int64) (index $e 2))", items, LOCAL)
    got = [date_in_zone(State(), layout, Int64(seconds), zone) for layout, seconds, zone in items]
    assert differences(items, wanted, got) == []


def test_times_are_read(over: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts in a layout, and damaged ones; both give the first day of the year 1 for what cannot be read."""
    monkeypatch.setenv("TZ", LOCAL)
    generator = Generator(6)
    pick = generator.random
    items = []
    for _ in range(1000):
        layout = generator.joined(LAYOUT_PIECES, 6, pick.choice(["", " "]))
        text = date_in_zone(State(), layout, Int64(pick.randint(-(10**10), 10**10)), pick.choice(ZONES))
        if pick.random() < 0.3:
            text = generator.damaged(text, ["", "x", "9", " ", "é", "+", ".5"])
        items.append([layout, text])
    wanted = over("(toDate (index $e 0) (index $e 1) | toString)", items, LOCAL)
    assert differences(items, wanted, [to_date(*item).go_text() for item in items]) == []


def test_addresses_are_taken_apart_and_put_together(over: Any) -> None:
    generator = Generator(7)
    pieces = [
        "http",
        "x",
        ":",
        "/",
        "//",
        "?",
        "#",
        "@",
        "%20",
        "%2f",
        "é",
        "h",
        "a.b:80",
        "[::1]",
        "u:p",
        "~",
        "!",
    ]
    texts = ["http://" + generator.joined(pieces, 6) for _ in range(700)]
    texts += [generator.joined(pieces, 7) for _ in range(700)]
    items, got = [], []
    for text in texts:
        try:
            parts = url_parse(text)
        except FunctionError:
            continue
        items.append(text)
        got.append(to_raw_json([parts, url_join(parts)]))
    assert len(items) > 300
    assert (
        differences(items, over("(list (urlParse $e) (urlJoin (urlParse $e)) | toRawJson)", items), got) == []
    )
