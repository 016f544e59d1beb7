import pytest

from kforge.gotmpl.lexer import LexError
from kforge.gotmpl.nodes import Block
from kforge.gotmpl.structure import definitions, is_empty


def test_a_file_and_what_it_defines() -> None:
    found = definitions("f", '{{ define "a" }}1{{ end }}x{{ block "b" . }}2{{ end }}')
    assert set(found) == {"f", "a", "b"}
    assert [is_empty(found[name]) for name in ("f", "a", "b")] == [False, False, False]


def test_blanks_and_comments_are_empty() -> None:
    assert is_empty(definitions("f", " {{/* c */}}\n{{- define `x` }}{{ end }}")["f"])


def test_an_else_if_is_a_block_within() -> None:
    (block,) = definitions("f", "{{ if 1 }}a{{ else if 2 }}b{{ else }}c{{ end }}")["f"].body
    assert isinstance(block, Block)
    assert block.orelse
    (inner,) = block.orelse
    assert isinstance(inner, Block)
    assert inner.orelse


DEFINED = "{{ define `x` }}1{{ end }}"


@pytest.mark.parametrize(
    ("source", "message", "at"),
    [
        ("ab{{ if 1 }}c", "{{ if }} is not closed", "{{ if"),
        ("{{ end }}", "unexpected {{ end }}", "end"),
        (
            "{{ if 1 }}{{ else }}{{ else }}{{ end }}",
            "expected {{ end }}; found a second {{ else }}",
            "else }}{{ end",
        ),
        ("{{ range 1 }}{{ else }}{{ break }}{{ end }}", "{{ break }} outside a {{ range }}", "break"),
        (
            "{{ if 1 }}{{ define `x` }}{{ end }}{{ end }}",
            "unexpected <define>: it stands at the top level only",
            "`x`",
        ),
        ("{{ print 1 $x }}", "undefined variable $x", "$x"),
        ("{{ with 1 }}{{ $x := 1 }}{{ end }}{{ $x }}", "undefined variable $x", "$x }}"),
        (
            "{{ define `x` }}1{{ end }}{{ define `x` }}2{{ end }}",
            "multiple definition of template 'x'",
            "{{ define `x` }}2",
        ),
    ],
)
def test_errors_have_their_place(source: str, message: str, at: str) -> None:
    with pytest.raises(LexError) as caught:
        definitions("f", source)
    assert caught.value.message == message
    assert 0 <= caught.value.offset - source.rindex(at) <= 3
