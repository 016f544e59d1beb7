"""TOML 1.1 into Go's values: int64, float64, times to the nanosecond, lists, maps."""

from kforge.golang.kinds import Int64
from kforge.golang.toml_scalars import TomlReadError, escaped, scalar
from kforge.patterns import compiled

__all__ = ["TomlReadError", "read_toml"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Table = dict[str, Any]

_CONTROL = compiled("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")
_BARE = compiled(r"[A-Za-z0-9_-]+")
_BLANK = compiled(r"[ \t]*")
_SPACE = compiled(r"(?:[ \t\n]|#[^\n]*)*")
_PLAIN = compiled(r"""[^ \t\n,\]}#=\[{"']+(?: (?=[0-9]{2}:)[^ \t\n,\]}#=\[{"']+)?""")
_BASIC = compiled('[^"\\\\\n]*')
_LONG_BASIC = compiled('[^"\\\\]+|"{1,2}(?!")')
_DEEPEST = 400


def read_toml(text: str) -> "Table":
    """The map in `text`. Raises TomlReadError."""
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        message = f"TOML files cannot contain control characters: '0x{ord(found[0]):02x}'"
        raise TomlReadError(f"toml: line {line}: {message}")
    return _Reader(text.removeprefix("\ufeff").replace("\r\n", "\n")).document()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.root: Table = {}
        # by identity: tables that a header or braces made, which no other header may; those that dotted keys
        # made; lists of tables. Helm's library is laxer than TOML: keys and headers below may add to any.
        self.made: set[int] = set()
        self.keyed: set[int] = set()
        self.lists: set[int] = set()

    def error(self, message: str) -> TomlReadError:
        line = self.text.count("\n", 0, self.at) + 1
        return TomlReadError(f"toml: line {line}: {message}")

    def peek(self, text: str) -> bool:
        return self.text.startswith(text, self.at)

    def skip(self, pattern: "Any") -> None:
        self.at = pattern.match(self.text, self.at).end()

    def expect(self, char: str, where: str) -> None:
        if not self.peek(char):
            got = repr(self.text[self.at : self.at + 1]) if self.at < len(self.text) else "end of file"
            raise self.error(f"expected {where}, but got {got}")
        self.at += len(char)

    def document(self) -> "Table":
        table = self.root
        while True:
            self.skip(_SPACE)
            if self.at >= len(self.text):
                return self.root
            if self.peek("["):
                table = self.header()
            else:
                self.pair(table)
            self.skip(_BLANK)
            if self.at < len(self.text) and self.text[self.at] not in "\n#":
                raise self.error(
                    "expected a top-level item to end with a newline, comment, or EOF,"
                    f" but got {self.text[self.at]!r} instead"
                )

    # ---- keys

    def key(self) -> "list[str]":
        """The parts of a dotted key."""
        parts = []
        while True:
            self.skip(_BLANK)
            parts.append(self.key_part())
            self.skip(_BLANK)
            if not self.peek("."):
                return parts
            self.at += 1

    def key_part(self) -> str:
        if self.peek('"""') or self.peek("'''"):
            raise self.error("a key has quotes on one line")
        if self.peek('"'):
            return self.basic()
        if self.peek("'"):
            return self.literal()
        found = _BARE.match(self.text, self.at)
        if not found:
            char = self.text[self.at : self.at + 1]
            raise self.error(f"unexpected {char!r}: key name appears blank" if char else "unexpected EOF")
        self.at = found.end()
        return found[0]

    def header(self) -> "Table":
        """[table] or [[list of tables]]: the table that the lines below belong to."""
        listed = self.peek("[[")
        self.at += 1 + listed
        names = self.key()
        self.expect("]]" if listed else "]", "'.' or ']' to end table name")
        table = self.root
        for name in names[:-1]:
            table = self.step(table, name)
        return self.new_item(table, names) if listed else self.new_table(table, names)

    def step(self, table: "Table", name: str) -> "Table":
        """The table `name` below another; of a list of tables the last."""
        inner = table.setdefault(name, {})
        if isinstance(inner, list) and id(inner) in self.lists:
            inner = inner[-1]
        if not isinstance(inner, dict):
            raise self.defined([name])
        return inner

    def defined(self, names: "list[str]") -> TomlReadError:
        return self.error(f"Key '{'.'.join(names)}' has already been defined.")

    def new_table(self, above: "Table", names: "list[str]") -> "Table":
        inner = above.setdefault(names[-1], {})
        if not isinstance(inner, dict) or id(inner) in self.made:
            raise self.defined(names)
        self.made.add(id(inner))
        return inner

    def new_item(self, above: "Table", names: "list[str]") -> "Table":
        items = above.get(names[-1])
        if items is None:
            items = above[names[-1]] = []
            self.lists.add(id(items))
        elif id(items) not in self.lists:
            raise self.defined(names)
        item: Table = {}
        self.made.add(id(item))
        items.append(item)
        return item

    def pair(self, table: "Table") -> None:
        """key = value, into `table`."""
        names = self.key()
        self.expect("=", "'.' or '='")
        for name in names[:-1]:
            is_new = name not in table
            table = self.step(table, name)
            if is_new and not self.depth:
                self.keyed.add(id(table))
        there = table.get(names[-1])
        if names[-1] in table and id(there) not in self.keyed:
            raise self.defined(names)
        self.skip(_BLANK)
        value = self.value()
        if there is None:
            table[names[-1]] = value
        elif isinstance(value, dict):  # any other value for what dotted keys made a table is forgotten
            raise self.defined(names)

    # ---- values

    def value(self) -> "Any":
        if self.peek('"""'):
            return self.long_basic()
        if self.peek("'''"):
            return self.long_literal()
        if self.peek('"'):
            return self.basic()
        if self.peek("'"):
            return self.literal()
        if self.peek("[") or self.peek("{"):
            self.depth += 1
            if self.depth > _DEEPEST:
                raise self.error("nested too deeply")
            made = self.array() if self.peek("[") else self.braces()
            self.depth -= 1
            return made
        found = _PLAIN.match(self.text, self.at)
        if not found:
            raise self.error("expected value but found nothing")
        try:
            value = scalar(found[0])
        except TomlReadError as error:
            raise self.error(str(error)) from None
        self.at = found.end()
        return Int64(value) if type(value) is int else value

    def array(self) -> "list[Any]":
        made: list[Any] = []
        self.at += 1
        while True:
            self.skip(_SPACE)
            if self.peek("]"):
                break
            made.append(self.value())
            self.skip(_SPACE)
            if not self.peek("]"):
                self.expect(",", "a comma (',') or array terminator (']')")
        self.at += 1
        return made

    def braces(self) -> "Table":
        made: Table = {}
        self.made.add(id(made))
        self.at += 1
        while True:
            self.skip(_SPACE)
            if self.peek("}"):
                break
            self.pair(made)
            self.skip(_SPACE)
            if not self.peek("}"):
                self.expect(",", "a comma (',') or inline table terminator ('}')")
        self.at += 1
        return made

    # ---- strings

    def literal(self) -> str:
        end = self.text.find("'", self.at + 1)
        text = self.text[self.at + 1 : end] if end >= 0 else "\n"
        if "\n" in text:
            raise self.error(
                "strings cannot contain newlines" if end >= 0 else 'unexpected EOF; expected "\'"'
            )
        self.at = end + 1
        return text

    def long_literal(self) -> str:
        start = self.at + 3
        end = self.text.find("'''", start)
        if end < 0:
            raise self.error("unexpected EOF; expected \"'''\"")
        while self.text.startswith("'", end + 3) and end + 3 - self.text.find("'''", start) <= 4:
            end += 1
        self.at = end + 3
        return self.text[start:end].removeprefix("\n")

    def basic(self) -> str:
        parts = []
        self.at += 1
        while True:
            found: Any = _BASIC.match(self.text, self.at)
            parts.append(found[0])
            self.at = found.end()
            if self.peek('"'):
                self.at += 1
                return "".join(parts)
            if not self.peek("\\"):
                ended = self.at >= len(self.text)
                raise self.error(
                    "unexpected EOF; expected '\"'" if ended else "strings cannot contain newlines"
                )
            parts.append(self.escape())

    def long_basic(self) -> str:
        parts: list[str] = []
        self.at += 3
        if self.peek("\n"):
            self.at += 1
        while True:
            if self.peek('"""'):
                quotes = len(self.text) - self.at - len(self.text[self.at :].lstrip('"'))
                extra = min(quotes, 5) - 3  # two quotes may stand before the end
                self.at += 3 + extra
                return "".join(parts) + '"' * extra
            found = _LONG_BASIC.match(self.text, self.at)
            if found:
                parts.append(found[0])
                self.at = found.end()
            elif self.peek("\\"):
                if not self.joins():
                    parts.append(self.escape())
            else:
                raise self.error('unexpected EOF; expected \'"""\'')

    def joins(self) -> bool:
        """Whether a backslash ends its line, which joins it with what follows; then we stand there."""
        rest = self.text[self.at + 1 :]
        if rest.lstrip(" \t")[:1] != "\n":
            return False
        self.at = len(self.text) - len(rest.lstrip(" \t\n"))
        return True

    def escape(self) -> str:
        try:
            text, self.at = escaped(self.text, self.at)
        except TomlReadError as error:
            raise self.error(str(error)) from None
        return text
