import pytest

from kforge.gotmpl.lexer import END, FIELD, NUMERAL, WORD, LexError, pieces, tokens


def test_text_is_trimmed_on_the_side_of_the_mark() -> None:
    assert [(text, body) for text, _, _, body in pieces("a \n{{- 1 }} b {{ 2 -}}\n c")] == [
        ("a", "1 "),
        (" b ", " 2"),
        ("c", None),
    ]


def test_a_comment_is_no_action() -> None:
    assert [(text, body) for text, _, _, body in pieces("a {{- /* }} */ -}} b")] == [("a", None), ("b", None)]


def test_pieces_say_where_they_begin() -> None:
    source = "ab\n  {{- .x }}  c"
    (text, start, body_at, body), (rest, rest_start, _, _) = pieces(source)
    assert source[start : start + len(text)] == text == "ab"
    assert source[body_at : body_at + len(body or "")] == body == ".x "
    assert source[rest_start:] == rest == "  c"


def test_quoted_delimiters_end_nothing() -> None:
    assert [body for _, _, _, body in pieces("{{ \"}}\" `}}` '}' }}")] == [" \"}}\" `}}` '}' ", None]


@pytest.mark.parametrize(
    ("source", "message", "offset"),
    [
        ("a{{ x", "unclosed action", 1),
        ("{{/* x", "unclosed comment", 0),
        ("{{/* x */ }}", "comment ends before closing delimiter", 0),
        ('{{- "x }}', "a quoted text that does not end", 0),
    ],
)
def test_what_does_not_end(source: str, message: str, offset: int) -> None:
    with pytest.raises(LexError) as caught:
        list(pieces(source))
    assert caught.value.message == message
    assert offset <= caught.value.offset <= offset + 4


def test_tokens_know_their_place_and_the_space_before() -> None:
    assert tokens(" .a.b x") == [
        (FIELD, ".a", 1, True),
        (FIELD, ".b", 3, False),
        (WORD, "x", 6, True),
        (END, "", 7, False),
    ]


@pytest.mark.parametrize(
    "text", ["1", "-1", "+.5", "1.", "0x1F", "0b11", "0o7", "1_0", "1e-7", "0x1p4", "1+2i", "3i"]
)
def test_numbers_are_one_token(text: str) -> None:
    assert [token[0] for token in tokens(f" {text} ")] == [NUMERAL, END]


@pytest.mark.parametrize("body", ["1+2", "1x", "-", "3-", "0xG"])
def test_bad_numbers(body: str) -> None:
    with pytest.raises(LexError, match="bad number syntax"):
        tokens(body)


@pytest.mark.parametrize("body", ['.a"x"', "$x=1", "foo-bar", "x€"])
def test_what_cannot_follow_a_name(body: str) -> None:
    with pytest.raises(LexError, match="cannot follow a name"):
        tokens(body)
