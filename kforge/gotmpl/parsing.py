"""From the text of a template to its parts and to code: what only a first run needs."""

from kforge.gotmpl import structure
from kforge.gotmpl.compiler import generate
from kforge.gotmpl.failure import Failure
from kforge.gotmpl.parser import ParseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

    from kforge.gotmpl.nodes import Definition


def parsed(file: str, source: str) -> "dict[str, Definition]":
    """The templates in a file. For a text given to tpl the one of the text itself has the name "".

    Raises LexError with an offset in the source.
    """
    try:
        return structure.definitions("" if file.startswith("tpl:") else file, source)
    except RecursionError:
        raise ParseError("an action is nested too deeply", 0) from None


def compiled(definition: "Definition", file: str) -> "tuple[CodeType, tuple[str, ...]]":
    """The code of a template, and the names of the functions it wants."""
    try:
        source = generate(definition)
        return source.code(file, definition.name), source.bound
    except (RecursionError, MemoryError, SyntaxError) as error:
        if isinstance(error, SyntaxError) and "nested" not in str(error) and "indent" not in str(error):
            raise
        raise Failure("the template is nested too deeply") from None
