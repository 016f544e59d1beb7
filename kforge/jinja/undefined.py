"""What a template meets instead of a value: failures without a position, and names that are not defined."""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any, NoReturn

# what a template's author calls the types Python has
TYPE_NAMES = {
    "str": "a string",
    "int": "an integer",
    "float": "a number",
    "bool": "a boolean",
    "NoneType": "null",
    "list": "a list",
    "tuple": "a list",
    "range": "a list",
    "dict": "a mapping",
    "dict_keys": "a list",
    "dict_values": "a list",
    "dict_items": "a list",
    "Fragment": "text",
    "Verbatim": "text",
    "Macro": "a macro",
    "SharedMacro": "a macro",
    "Module": "an imported template",
    "LoopContext": "the loop",
    "Namespace": "a namespace",
    "Undefined": "undefined",
    "NoElse": "undefined",
    "builtin_function_or_method": "a method",
    "method_descriptor": "a method",
    "method": "a method",
    "function": "a function",
    "slice": "a slice",
}


def describe(value: object) -> str:
    """What `value` is, in the words of a template's author ("a string")."""
    return describe_type(type(value).__name__)


def describe_type(name: str) -> str:
    """The same for the name of a Python type."""
    return TYPE_NAMES.get(name, "an object")


class Failure(Exception):  # noqa: N818 - no error yet: it lacks its position
    """A template fails. What raised it knows no position; whoever renders finds that in the traceback."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UndefinedFailure(Failure):
    """Something that is not defined was used. The message needs the template's source: see failures.py."""

    def __init__(self, undefined: "Undefined") -> None:
        super().__init__(undefined.reason or f"{undefined.name} is not defined")
        self.undefined = undefined


class SandboxFailure(Failure):
    """A template reached for something that no template may touch."""


class _Missing:
    """A variable that a template's code knows and nobody has set."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "missing"


missing = _Missing()


class Undefined:
    """A name or path that is not defined. Asking it for more gives another; any use of it fails.

    So `values.a.b | default(1)` and `values.a.b is defined` work when `values.a` is missing already;
    everything else is an error. Where it arose is remembered: `code` and `instruction` are the place in the
    template's code.
    """

    __slots__ = ("code", "holder", "instruction", "name", "namespace", "parent", "reason")

    def __init__(
        self,
        reason: str | None = None,
        name: object = None,
        holder: object = missing,
        parent: "Undefined | None" = None,
    ) -> None:
        self.reason = reason or ""
        self.name = name
        self.holder = holder
        self.parent = parent
        self.code: CodeType | None = None
        self.instruction = 0
        self.namespace: dict[str, object] = {}

    def arisen(self, depth: int) -> "Undefined":
        """The same, remembering the caller `depth` frames up as the place where it arose."""
        frame = sys._getframe(depth)
        self.code, self.instruction, self.namespace = frame.f_code, frame.f_lasti, frame.f_globals
        return self

    def fail(self) -> "NoReturn":
        raise UndefinedFailure(self)

    def _fail(self, *_: object) -> "Any":
        raise UndefinedFailure(self)

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _fail
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _fail
    __pow__ = __rpow__ = __pos__ = __neg__ = _fail
    __lt__ = __le__ = __gt__ = __ge__ = _fail
    __call__ = __iter__ = __len__ = __contains__ = __getitem__ = _fail
    __bool__ = __str__ = __int__ = __float__ = __index__ = _fail
    __eq__ = __ne__ = _fail
    __hash__ = _fail

    def __repr__(self) -> str:
        return f"Undefined({self.name!r})"


class NoElse(Undefined):
    """What `{{ a if b }}` gives when b is false: undefined, but printed as nothing, as Jinja has it."""

    __slots__ = ()

    def __init__(self, reason: str) -> None:
        super().__init__(reason)

    def __bool__(self, *_: object) -> bool:
        return False

    def __str__(self, *_: object) -> str:
        return ""

    def __eq__(self, *others: object) -> bool:
        return isinstance(others[0], NoElse)

    def __hash__(self, *_: object) -> int:
        return 0
