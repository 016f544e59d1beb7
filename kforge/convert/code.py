"""An expression of Jinja on its way out: its text, and what has to be known to put it into another."""

import json

from kforge.convert.scope import Ref, Root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# how tightly an expression binds
OPERATOR, FILTERED, ATOM = range(3)


class Code:
    """An expression: its text, how tightly it binds, whether it may be undefined, what it refers to."""

    __slots__ = ("binds", "is_block", "may_lack", "of_type", "ref", "text")

    def __init__(
        self,
        text: str,
        binds: int = ATOM,
        *,
        may_lack: bool = False,
        ref: "Ref | Root | None" = None,
        is_block: bool = False,
    ) -> None:
        self.text = text
        self.binds = binds
        self.may_lack = may_lack
        self.of_type: Code | None = None  # what this is the type of
        self.ref = ref
        self.is_block = is_block  # a call of a macro that gives keys and values: it finds its place by itself

    def guarded(self) -> "Code":
        """The same, null when it is not there."""
        return Code(f"{self.text} | default(none)", FILTERED, ref=self.ref) if self.may_lack else self

    def argument(self) -> str:
        """As one of the arguments of a call."""
        return self.guarded().text

    def operand(self) -> str:
        """As an operand of ==, and, not."""
        code = self.guarded()
        return code.text if code.binds == ATOM else f"({code.text})"

    def piped(self, *, guard: bool = True) -> str:
        """In front of a filter."""
        code = self.guarded() if guard else self
        return f"({code.text})" if code.binds == OPERATOR else code.text

    def holder(self) -> str:
        """In front of a dot or bracket."""
        code = self.guarded()
        return code.text if code.binds == ATOM else f"({code.text})"


def filtered(value: Code, name: str, arguments: "Sequence[Code]" = ()) -> Code:
    inside = ", ".join(each.argument() for each in arguments)
    call = f"{name}({inside})" if inside else name
    return Code(f"{value.piped()} | {call}", FILTERED)


def quoted(text: str) -> str:
    """A text as a string of Jinja."""
    return json.dumps(text)
