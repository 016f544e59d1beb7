import pytest

from kforge.gotmpl.nodes import Chain, Field, Pipe, Variable
from kforge.gotmpl.parser import ParseError, parse


def test_equal_actions_are_parsed_once() -> None:
    assert parse(" .a.b | quote ") is parse(" .a.b | quote ")


def test_a_pipeline_is_a_list_of_commands() -> None:
    pipe = parse('print "a" .b | quote').pipe
    assert pipe
    assert [len(command.operands) for command in pipe.commands] == [3, 1]


def test_chains() -> None:
    pipe = parse("print .a.b $x.c (print).d.e").pipe
    assert pipe
    _, field, variable, chain = pipe.commands[0].operands
    assert isinstance(field, Field)
    assert isinstance(variable, Variable)
    assert isinstance(chain, Chain)
    assert (field.names, variable.name, variable.names, chain.names) == (("a", "b"), "$x", ("c",), ("d", "e"))
    assert isinstance(chain.of, Pipe)


def test_events_are_in_the_order_of_the_text() -> None:
    assert parse("range $i, $x := $y.z").events == ("+$i", "+$x", "$y")
    assert parse("$x = $x").events == ("+$x", "$x")


def test_a_bar_may_end_a_pipeline() -> None:
    pipe = parse("1 | ").pipe
    assert pipe
    assert len(pipe.commands) == 1


@pytest.mark.parametrize(
    ("body", "message", "offset"),
    [
        (" quoet 1 ", "function quoet is not defined", 1),
        ("if ", "missing value for if", 3),
        ("1 | 2", "non executable command in pipeline stage 2", 4),
        ("$x, $y := 1", "too many declarations in command", 2),
        ("range $i, 3 := 1", "range can only initialize variables", 10),
        ('"a".b', "unexpected . after a literal", 3),
        ("print ) 1", 'unexpected ")" in command', 6),
        ("define x", 'unexpected "x" in define clause', 7),
        ("end 1", 'unexpected "1" in end', 4),
        ("print , 1", 'unexpected "," in operand', 6),
    ],
)
def test_errors_have_their_place(body: str, message: str, offset: int) -> None:
    with pytest.raises(ParseError) as caught:
        parse(body)
    assert (caught.value.message, caught.value.offset) == (message, offset)


def test_an_unknown_function_has_a_hint() -> None:
    with pytest.raises(ParseError) as caught:
        parse("quoet 1")
    assert caught.value.hint == "did you mean quote?"
