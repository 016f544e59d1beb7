"""Go's fmt: Sprintf with all its verbs, flags and complaints, Sprint and Sprintln."""

from kforge.golang.kinds import type_name
from kforge.golang.text import sprint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kforge.golang.verbs import Verb

LIMIT = 1_000_000  # a width, precision or argument number beyond it is none
FLAGS = "#0+- "
_MEMO_LIMIT = 1024

# formats of nothing but text and bare verbs -> text, verb, text, verb, ..., text; others -> None
_plain: "dict[str, list[str] | None]" = {}


def sprint_all(args: "Sequence[object]") -> str:
    """What `print` gives: a space between two operands when neither is a string."""
    parts = []
    after_string = True
    for arg in args:
        string = isinstance(arg, str)
        if not (string or after_string):
            parts.append(" ")
        parts.append(sprint(arg))
        after_string = string
    return "".join(parts)


def sprintln(args: "Sequence[object]") -> str:
    """What `println` gives: spaces between all operands, and a newline."""
    return " ".join([sprint(arg) for arg in args]) + "\n"


def sprintf(template: str, args: "Sequence[object]") -> str:
    """What `printf` gives. It never fails: what does not fit is said in the text, as in Go."""
    pieces = _plain[template] if template in _plain else _remember(template)
    if pieces is None or len(pieces) != 2 * len(args) + 1:
        return _format(template, args)
    parts = [pieces[0]]
    place = 1
    for arg in args:
        verb = pieces[place]
        if type(arg) is str and verb in "sv":
            parts.append(arg)
        elif verb == "v":
            parts.append(sprint(arg))
        elif verb == "d" and type(arg) is int:
            parts.append(int.__repr__(arg))
        else:
            from kforge.golang.verbs import Verb, write

            parts.append(write(Verb(verb), arg))
        parts.append(pieces[place + 1])
        place += 2
    return "".join(parts)


def _remember(template: str) -> "list[str] | None":
    if len(_plain) > _MEMO_LIMIT:
        _plain.clear()
    text, *rest = template.split("%")
    pieces = [text]
    for part in rest:
        if part[:1] not in ("s", "v", "d", "q"):
            _plain[template] = None
            return None
        pieces += (part[0], part[1:])
    _plain[template] = pieces
    return pieces


def _format(template: str, args: "Sequence[object]") -> str:
    """The general way, one directive after the other."""
    from kforge.golang.verbs import write

    scan = _Scan(template, args)
    out: list[str] = []
    while scan.text_before(out):
        verb = scan.directive(out)
        if verb is None:
            out.append("%!(NOVERB)")
            break
        if verb.name == "%":
            out.append("%")
        elif not scan.good:
            out.append(f"%!{verb.name}(BADINDEX)")
        elif scan.number >= len(args):
            out.append(f"%!{verb.name}(MISSING)")
        else:
            out.append(write(verb, args[scan.number]))
            scan.number += 1
    if not scan.reordered and scan.number < len(args):
        extra = ", ".join(map(_extra, args[scan.number :]))
        out.append(f"%!(EXTRA {extra})")
    return "".join(out)


def _extra(arg: object) -> str:
    return "<nil>" if arg is None else f"{type_name(arg)}={sprint(arg)}"


class _Scan:
    """Where reading a format stands: the place, the argument that comes next, whether its number was good."""

    __slots__ = ("args", "good", "indexed", "number", "place", "reordered", "template")

    def __init__(self, template: str, args: "Sequence[object]") -> None:
        self.template = template
        self.args = args
        self.place = 0
        self.number = 0
        self.good = True
        self.indexed = False  # the thing before was an argument number, [2]
        self.reordered = False

    def text_before(self, out: "list[str]") -> bool:
        """Take the text up to the next directive; False when there is none."""
        start = self.place
        self.place = self.template.find("%", start)
        if self.place < 0:
            out.append(self.template[start:])
            return False
        out.append(self.template[start : self.place])
        self.place += 1
        return True

    def directive(self, out: "list[str]") -> "Verb | None":
        """The directive here: flags, width, precision, verb; None when the format ends before the verb."""
        self.good = True
        self.indexed = False
        from kforge.golang.verbs import Verb

        verb = Verb("")
        start = self.place
        while self.char() in FLAGS and self.char():
            self.place += 1
        flags = self.template[start : self.place]
        verb.set_flags(flags)
        self.argument_number()
        self.read_width(verb, out)
        if self.char() == "." and self.place + 1 < len(self.template):
            self.read_precision(verb, out)
        if not self.indexed:
            self.argument_number()
        verb.name = self.char()
        if not verb.name:
            return None
        self.place += 1
        return verb

    def char(self) -> str:
        return self.template[self.place : self.place + 1]

    def digits(self, end: "int | None" = None) -> "int | None":
        """The number here, None without one; too large a one swallows the rest of the format."""
        stop = len(self.template) if end is None else end
        number = None
        while self.place < stop and "0" <= self.template[self.place] <= "9":
            if (number or 0) > LIMIT:
                self.place = stop
                return None
            number = (number or 0) * 10 + int(self.template[self.place])
            self.place += 1
        return number

    def argument_number(self) -> None:
        """[2]: which argument comes next."""
        self.indexed = False
        if self.char() != "[":
            return
        self.reordered = True
        close = self.template.find("]", self.place)
        if close < 0 or len(self.template) - self.place < 3:
            self.good = False
            self.place += 1
            return
        self.place += 1
        index = self.digits(close)
        whole = self.place == close
        self.place = close + 1
        self.indexed = index is not None and whole
        if self.indexed and index is not None and 1 <= index <= len(self.args):
            self.number = index - 1
        else:
            self.good = False

    def from_argument(self) -> "int | None":
        """The value of `*`: the next argument, when it is a number of reasonable size."""
        if self.number >= len(self.args):
            return None
        arg = self.args[self.number]
        self.number += 1
        if not isinstance(arg, int) or isinstance(arg, bool) or abs(arg) > LIMIT:
            return None
        return int(arg)

    def read_width(self, verb: "Verb", out: "list[str]") -> None:
        if self.char() == "*":
            self.place += 1
            verb.width = self.from_argument()
            if verb.width is None:
                out.append("%!(BADWIDTH)")
            elif verb.width < 0:
                verb.width = -verb.width
                verb.minus = True
                verb.zero = False
            self.indexed = False
            return
        verb.width = self.digits()
        if self.indexed and verb.width is not None:
            self.good = False

    def read_precision(self, verb: "Verb", out: "list[str]") -> None:
        self.place += 1
        if self.indexed:
            self.good = False
        self.argument_number()
        if self.char() == "*":
            self.place += 1
            verb.precision = self.from_argument()
            if verb.precision is not None and verb.precision < 0:
                verb.precision = None
            if verb.precision is None:
                out.append("%!(BADPREC)")
            self.indexed = False
            return
        verb.precision = self.digits() or 0
