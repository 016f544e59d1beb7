"""Go's walk over matches and its replacement texts, on RE2."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.golang.regexp import BadPatternError, compiled, quote_meta

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("pattern", "text", "count", "found"),
    [
        ("a*", "baac", -1, ["", "aa", ""]),
        ("", "é", -1, ["", ""]),
        ("a", "aaa", 2, ["a", "a"]),
        ("a", "b", -1, []),
        (r"\B", "é中", -1, ["", "", ""]),
        (".", "\udcff", -1, ["\udcff"]),
        ("[^a]", "a\udcffb", -1, ["\udcff", "b"]),
        ("(?s).*", "\udcff\udc80", -1, ["\udcff\udc80"]),
        ("a", "aaa", 0, []),
    ],
)
def test_find_all(pattern: str, text: str, count: int, found: list[str]) -> None:
    assert compiled(pattern).find_all(text, count) == found


@pytest.mark.parametrize(
    ("replacement", "text"),
    [
        ("$1", "[xx]"),
        ("${1}W", "[xxW]"),
        ("$1W", "[]"),
        ("$$", "[$]"),
        ("$", "[$]"),
        ("${", "[${]"),
        ("${1", "[${1]"),
        ("$0", "[axxb]"),
        ("$9", "[]"),
        ("$01", "[]"),
        ("$n", "[xx]"),
        ("${n}$n", "[xxxx]"),
        ("$é", "[]"),
        ("$-", "[$-]"),
        ("$999999999999", "[]"),
    ],
)
def test_replacements(replacement: str, text: str) -> None:
    assert compiled("a(?P<n>x*)b").replace_all("[axxb]", replacement) == text
    assert compiled("a(?P<n>x*)b").replace_all("[axxb]", replacement, literal=True) == f"[{replacement}]"


def test_empty_matches_are_replaced_once() -> None:
    assert compiled("x*").replace_all("axxb", "-") == "-a-b-"
    assert compiled("").replace_all("é", "-") == "-é-"
    assert compiled("a*").replace_all("\udcff", "-") == "-\udcff-"


def test_split() -> None:
    assert compiled("a").split("banana", -1) == ["b", "n", "n", ""]
    assert compiled("a").split("banana", 2) == ["b", "nana"]
    assert compiled("a").split("banana", 0) is None
    assert compiled("a").split("", -1) == [""]
    assert compiled("").split("", -1) == []
    assert compiled("").split("ab", -1) == ["a", "b"]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("(", "missing closing ): `(`"),
        ("[", "missing closing ]: `[`"),
        ("*", "missing argument to repetition operator: `*`"),
        ("a**", "invalid nested repetition operator: `**`"),
        ("a{1001}", "invalid repeat count: `{1001}`"),
        ("(?=a)", "invalid or unsupported Perl syntax: `(?=`"),
        ("(?P<n", "invalid named capture: `(?P<n`"),
        ("\\", "trailing backslash at end of expression: ``"),
        (r"a\C", r"invalid escape sequence: `\C`"),
        (r"\\\C", r"invalid escape sequence: `\C`"),
    ],
)
def test_bad_patterns(pattern: str, message: str) -> None:
    for _ in range(2):  # the second time out of memory
        with pytest.raises(BadPatternError, match=f"^{re.escape('error parsing regexp: ' + message)}$"):
            compiled(pattern)


def test_large_patterns_and_names_of_groups() -> None:
    assert not compiled(r"(\pL|\pN){1000}").matches("a")
    with pytest.raises(BadPatternError, match=re.escape("invalid named capture: `(?P<é>`")):
        compiled("(?P<é>a)")


def test_a_quoted_byte_class_is_text() -> None:
    assert compiled(r"\\C").matches(r"\C")
    assert compiled(r"\Q\C\E").matches(r"\C")


@settings(deadline=None)
@given(st.text())
def test_a_quoted_text_matches_itself(text: str) -> None:
    assert compiled(quote_meta(text)).find_all(text, 1) == [text]


@settings(deadline=None)
@given(st.text("abx"), st.sampled_from(["a", "a+", "a*", "ab|x", "(a)(b)?", "^a", "x$", "[^a]", "."]))
def test_python_finds_the_same(text: str, pattern: str) -> None:
    """Where the two engines mean the same, the walk differs in one rule: no empty match after another."""
    spans = [match.span() for match in re.finditer(pattern, text)]
    kept = [span for i, span in enumerate(spans) if span[0] < span[1] or i == 0 or spans[i - 1][1] != span[0]]
    assert compiled(pattern).find_all(text, -1) == [text[start:end] for start, end in kept]


def test_evil_patterns_take_no_time() -> None:
    assert not compiled("^(a+)+$").matches("a" * 30_000 + "b")


def test_the_library_is_loaded_alone_and_spoils_nothing() -> None:
    code = (
        "import sys\n"
        "from kforge.golang.regexp import compiled\n"
        "assert compiled('b').matches('abc')\n"
        "assert not {'re2', 'functools', 're'} & set(sys.modules)\n"
        "import re2\n"
        "assert re2.search('b', 'abc').span() == (1, 2)\n"
    )
    path = [entry for entry in sys.path if entry.endswith("site-packages")]
    lead = f"import sys\nsys.path += {path!r}\n"
    subprocess.run([sys.executable, "-S", "-c", lead + code], check=True, cwd=ROOT)
    again = "import re2\nfrom kforge.golang.regexp import compiled\nassert compiled('b').matches('abc')\n"
    subprocess.run([sys.executable, "-c", again], check=True, cwd=ROOT)
