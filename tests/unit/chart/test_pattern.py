"""Go's filepath.Match, rule by rule of its documentation and of what its code does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kforge.chart.pattern import Pattern, matches


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("abc", "abc", True),
        ("abc", "abd", False),
        ("*", "abc", True),
        ("*", "a/b", False),
        ("*", "", True),
        ("a*", "a", True),
        ("*a", "ba", True),
        ("a*/b", "abc/b", True),
        ("a*/b", "a/c/b", False),
        ("*/*/c", "a/b/c", True),
        ("*x", "xxxx/xx", False),
        ("a*b*c*d", "abcbcbcd", True),
        ("a*b*c*d/x", "abcbcbcd/x", True),
        ("a***b", "axxb", True),
        ("?", "a", True),
        ("?", "/", False),
        ("?", "é", True),
        ("a?b", "a/b", False),
        ("[abc]", "b", True),
        ("[a-c]", "b", True),
        ("[a-c]", "d", False),
        ("[^a-c]", "d", True),
        ("[^a]", "/", True),  # only * and ? stop at a slash
        ("[!a]", "!", True),  # ! does not negate
        ("[!a]", "b", False),
        ("[]a]", "]", False),
        ("[\\]a]", "]", True),
        ("[a-]", "-", False),
        ("a\\*b", "a*b", True),
        ("a\\*b", "axb", False),
        ("{a,b}", "a", False),
        ("a[", "a", False),
        ("a\\", "a", False),
        ("", "", True),
        ("", "a", False),
    ],
)
def test_matches(pattern: str, name: str, fits: bool) -> None:
    assert matches(pattern, name) is fits


@pytest.mark.parametrize("pattern", ["[", "[]", "[a", "[^", "[]a]", "[-x]", "[a-]", "[a-b-c]", "\\", "a[b\\"])
def test_malformed(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"\[|backslash"):
        Pattern(pattern)


@given(st.text(alphabet="ab/*?", max_size=12), st.text(alphabet="ab/", max_size=12))
def test_agrees_with_a_plain_recursion(pattern: str, name: str) -> None:
    def plain(pattern: str, name: str) -> bool:
        if not pattern:
            return not name
        if pattern[0] == "*":
            return plain(pattern[1:], name) or (name[:1] not in ("", "/") and plain(pattern, name[1:]))
        return (
            bool(name)
            and (pattern[0] == name[0] or (pattern[0] == "?" and name[0] != "/"))
            and plain(pattern[1:], name[1:])
        )

    assert matches(pattern, name) is plain(pattern, name)
