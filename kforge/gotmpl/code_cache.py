"""Compiled Go templates on disk: an entry per chart tree, by names, texts and the state of the compiler."""

import os

from kforge import stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Stored = tuple[bytes, tuple[str, ...]]
    Entry = tuple[dict[str, str], dict[str, Stored], dict[str, dict[str, Stored]]]

KIND = "gotmpl"
_COMPILER = ("lexer", "parser", "literals", "structure", "expressions", "compiler", "runtime")


def _compiler_stamp() -> str:
    here = os.path.dirname(__file__)
    functions = stored.modules(os.path.join(os.path.dirname(here), "functions"))
    return stored.stamp([*(f"{here}/{name}.py" for name in _COMPILER), *functions])


def key(sources: "Mapping[str, str]") -> str:
    """The name of the entry for these templates."""
    parts = [_compiler_stamp()]
    for name, text in sources.items():
        parts += [name, str(len(text)), text]
    return stored.key(*parts)


def load(entry_key: str) -> "Entry | None":
    """The entry, or None when there is none or it is damaged."""
    found: Entry | None = stored.load(KIND, entry_key)
    return found


def store(entry_key: str, entry: "Entry") -> None:
    """Keep the entry, if that is possible."""
    stored.store(KIND, entry_key, entry)
