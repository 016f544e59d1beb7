"""What the code of templates finds in its namespace: fields, functions, printing."""

from kforge.functions import names
from kforge.golang.text import sprint
from kforge.gotmpl import fields
from kforge.gotmpl.arguments import Literal, as_string, checked, not_nil
from kforge.gotmpl.failure import fail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NO_VALUE = "<no value>"


def printed(value: object) -> str:
    """What an action prints."""
    if type(value) is str:
        return value
    if value is None:
        return NO_VALUE
    own: Callable[[], str] | None = getattr(value, "printed", None)
    return sprint(value) if own is None else own()


NAMESPACE: "dict[str, object]" = {
    "Literal": Literal,
    "P": printed,
    "as_string": as_string,
    "chain": fields.chain,
    "f1": fields.f1,
    "f2": fields.f2,
    "f3": fields.f3,
    "f4": fields.f4,
    "fail": fail,
    "fn": fields.fn,
    "g1": fields.g1,
    "gn": fields.gn,
    "method": fields.method,
    "not_nil": not_nil,
}


def bind(wanted: "Iterable[str]") -> None:
    """Let the code find its functions; a function's module is loaded when it is first called."""
    for bound in wanted:
        if bound not in NAMESPACE:
            NAMESPACE[bound] = _loader(bound)


def _loader(bound: str) -> "Callable[..., object]":
    def load(*arguments: object) -> object:
        function = names.load(bound[2:])
        call = NAMESPACE[bound] = checked(function) if bound[0] == "C" else function.call
        return call(*arguments)

    return load
