"""From the text of a template to its parts and to code: what only a first run needs."""

from kforge.gotmpl import structure
from kforge.gotmpl.compiler import generate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

    from kforge.gotmpl.nodes import Definition


def parsed(file: str, source: str) -> "dict[str, Definition]":
    """The templates in a file. For a text given to tpl the one of the text itself has the name ""."""
    return structure.definitions("" if file.startswith("tpl:") else file, source)


def compiled(definition: "Definition", file: str) -> "tuple[CodeType, tuple[str, ...]]":
    """The code of a template, and the names of the functions it wants."""
    source = generate(definition)
    return source.code(file, definition.name), source.bound
