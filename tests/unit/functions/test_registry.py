"""Declarations of functions."""

from kforge.functions.registry import FUNCTIONS, func


def test_a_declaration_names_types_and_aliases() -> None:
    @func("testOnly", "testAlias", takes="string any ...int", state=True)
    def made(state: object, text: str, value: object, *numbers: int) -> str:
        return f"{state} {text} {value} {numbers}"

    try:
        function = FUNCTIONS["testOnly"]
        assert function.params == ("string", "any")
        assert function.variadic == "int"
        assert function.state
        assert FUNCTIONS["testAlias"].call is function.call is made
        assert FUNCTIONS["testAlias"].name == "testAlias"
    finally:
        del FUNCTIONS["testOnly"], FUNCTIONS["testAlias"]
