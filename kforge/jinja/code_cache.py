"""Compiled Jinja templates on disk: code by the template's name and text, and the state of its compilers."""

import os
import sys

from kforge import stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

    Entry = tuple[CodeType, list[str], str]

KIND = "jinja"

_stamp: list[str] = []


def _compiler_stamp() -> str:
    """What tells one jinja2, and one state of our own compiler, from another, without importing either."""
    files = [f"{os.path.dirname(__file__)}/{name}.py" for name in ("compiler", "lexer", "parser")]
    files.append(next(filter(os.path.exists, [f"{entry}/jinja2/compiler.py" for entry in sys.path]), ""))
    return stored.stamp(filter(os.path.exists, files))


def key(name: str, source: str) -> str:
    """The name of the entry for a template."""
    if not _stamp:
        _stamp.append(_compiler_stamp())
    return stored.key(_stamp[0], name, source)


def load(entry_key: str) -> "Entry | None":
    """The entry, or None when there is none or it is damaged."""
    found: Entry | None = stored.load(KIND, entry_key)
    return found


def store(entry_key: str, entry: "Entry") -> None:
    """Keep the entry, if that is possible."""
    stored.store(KIND, entry_key, entry)
