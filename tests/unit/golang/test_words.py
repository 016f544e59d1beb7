"""Words and their cases."""

import pytest

from kforge.golang import words
from kforge.golang.words import pascal_case, separated, swap_case, title, untitle


@pytest.mark.parametrize(
    ("text", "snake", "pascal"),
    [
        ("FirstName", "first_name", "FirstName"),
        ("HTTPServer", "http_server", "Httpserver"),
        ("JSON42xyOK", "json_42xy_ok", "Json42xyOK"),
        ("Bld4Floor3rd", "bld4_floor_3rd", "Bld4Floor3rd"),
        ("_complex__case_", "_complex__case_", "_Complex_Case_"),
        ("some words", "some_words", "SomeWords"),
        ("GO-PATH", "go_path", "GoPath"),
        ("-", "_", "--"),
        ("", "", ""),
        ("a", "a", "A"),
        ("中文Test", "中文_test", "中文Test"),
    ],
)
def test_words(text: str, snake: str, pascal: str) -> None:
    assert separated(text, "_") == snake
    assert pascal_case(text) == pascal


def test_title_keeps_the_rest_of_a_word() -> None:
    assert title("hello wORLD it's a_b a.b") == "Hello WORLD It'S A_b A.B"
    assert untitle("Hello World-Wide") == "hello world-Wide"


def test_swapped_cases() -> None:
    assert swap_case("Hello world ǅ") == "hELLO WORLD ǆ"


def test_bytes_that_are_no_text() -> None:
    assert title("\udcff") == untitle("\udcff") == swap_case("\udcff") == pascal_case("\udcff") == "\ufffd"
    assert separated("\udcff\udc80", "_") == "\udcff\udc80"


def test_a_character_is_looked_up_once_in_a_long_text(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(words, "_KNOWN", {kind: words._Known(kind) for kind in words._TESTS})
    monkeypatch.setattr(words, "is_byte", lambda char: bool(seen.append(char)))
    assert separated("aB" * 1000, "_") == "a_b" * 1000
    assert len(seen) < 10_000
