"""Jinja's parser, with errors that point at the tag they are about."""

from jinja2 import nodes
from jinja2.parser import Parser

from kforge.jinja.lexer import place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_TAGS = [
    "block",
    "call",
    "do",
    "extends",
    "filter",
    "for",
    "from",
    "if",
    "import",
    "include",
    "macro",
    "print",
    "raw",
    "set",
    "with",
    "break",
    "continue",
]
_ENDS = {"if": "endif", "for": "endfor", "else": "", "elif": ""}
# tags of other template languages, and what to write instead
_ADVICE = {
    "end": "a block ends with its own name: {% endif %}, {% endfor %}",
    "range": "write {% for item in values.list %}",
    "define": "write {% macro name() %}",
    "template": "write {% include 'file' %}, or call a macro",
    "elseif": "write {% elif %}",
    "elsif": "write {% elif %}",
    "autoescape": "there is no HTML here to escape",
    "trans": "there are no translations here",
    "let": "write {% set name = value %}",
    "assign": "write {% set name = value %}",
}


class PlacedParser(Parser):
    """Remembers where each open block began."""

    def __init__(self, environment: object, source: str, name: str, filename: str) -> None:
        self._open: list[tuple[str, int]] = []
        super().__init__(environment, source, name, filename)  # type: ignore[arg-type]

    def parse_statement(self) -> nodes.Node | list[nodes.Node]:
        token = self.stream.current
        self._open.append((str(token.value), token.lineno))
        statement = super().parse_statement()
        self._open.pop()
        return statement

    def parse_autoescape(self) -> "NoReturn":
        self.fail_unknown_tag("autoescape", self.stream.current.lineno)

    def fail_unknown_tag(self, name: str, lineno: int | None = None) -> "NoReturn":
        """A tag that does not exist, or that closes what is not open."""
        self._open.pop()
        open_tag, opened = self._open[-1] if self._open else ("", 0)
        if (name.startswith("end") and name[3:] in _TAGS) or name in ("else", "elif"):
            if not open_tag:
                self.fail(f"{{% {name} %}} closes nothing", lineno)
            self.fail(f"{{% {name} %}} cannot stand in {{% {open_tag} %}} (line {place(opened)[0]})", lineno)
        from kforge.errors import nearest

        ends = [f"end{open_tag}"] if open_tag else []
        near = nearest(name, [*_TAGS, "elif", "else", *ends]) if name not in _ADVICE else ""
        advice = f" (did you mean {near}?)" if near else f"\n{_ADVICE.get(name, '')}"
        self.fail(f"there is no tag {name}{advice.rstrip()}", lineno)

    def fail_eof(self, *_: object, **__: object) -> "NoReturn":
        """The template ends within a block."""
        tag, opened = self._open[-1]
        self.fail(f"{{% {tag} %}} is never closed: {{% end{tag} %}} is missing", opened)
