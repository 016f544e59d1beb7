"""The sandbox: which attributes, items and calls a template's code reaches. What is not listed here does
not exist.

A key of a mapping comes before its methods: `values.items` is the key `items`, `values.items()` the method
as long as there is no such key.
"""

from kforge.jinja.fragments import Fragment
from kforge.jinja.strings import GUARDED
from kforge.jinja.undefined import Failure, SandboxFailure, Undefined, describe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_DICT = frozenset(("copy", "get", "items", "keys", "values"))
_LIST = frozenset(("copy", "count", "index"))
_STR = frozenset(
    [
        "capitalize",
        "casefold",
        "count",
        "endswith",
        "find",
        "index",
        "isalnum",
        "isalpha",
        "isascii",
        "isdecimal",
        "isdigit",
        "isidentifier",
        "islower",
        "isnumeric",
        "isprintable",
        "isspace",
        "istitle",
        "isupper",
        "lower",
        "lstrip",
        "partition",
        "removeprefix",
        "removesuffix",
        "rfind",
        "rindex",
        "rpartition",
        "rsplit",
        "rstrip",
        "split",
        "splitlines",
        "startswith",
        "strip",
        "swapcase",
        "title",
        "upper",
    ]
)
METHODS: "dict[type, frozenset[str]]" = {
    dict: _DICT,
    list: _LIST,
    tuple: _LIST,
    str: _STR,
    Fragment: _STR,
    float: frozenset(("is_integer",)),
}


def get_attribute(holder: object, name: str) -> object:
    """`holder.name` of a template. Called by its code, so that what is undefined knows where it arose."""
    if type(holder) is dict:
        try:
            return holder[name]
        except KeyError:
            if name in _DICT:
                return getattr(holder, name)
            return Undefined(None, name, holder).arisen(2)
    return _attribute(holder, name)


def get_alias(holder: object, name: str) -> object:
    """`Release.Name`, `Chart.AppVersion`: as Helm writes them, where the key is `name` or `appVersion`."""
    if isinstance(holder, Undefined):
        return Undefined(None, name, holder.holder, holder).arisen(2)
    if type(holder) is dict and name not in holder:
        for spelling in spellings(name):
            if spelling in holder:
                return holder[spelling]
        return Undefined(None, name, holder).arisen(2)
    found = get_attribute(holder, name)
    for spelling in spellings(name):
        if not isinstance(found, Undefined):
            return found
        found = get_attribute(holder, spelling)
    return Undefined(None, name, holder).arisen(2) if isinstance(found, Undefined) else found


def get_item(holder: object, index: object) -> object:
    """`holder[index]` of a template: keys and items, never attributes."""
    kind = type(holder)
    if isinstance(index, Undefined):
        index.fail()
    if kind is dict:
        try:
            return holder[index]  # type: ignore[index]
        except KeyError:
            return Undefined(None, index, holder).arisen(2)
        except TypeError:
            raise Failure(f"{describe(index)} cannot be the key of a mapping") from None
    if isinstance(holder, Undefined):
        return Undefined(None, index, holder.holder, holder).arisen(2)
    if kind in (list, tuple, range) or isinstance(holder, str):
        return _item_of_list(holder, index)
    getter = getattr(kind, "__getitem__", None) if _open_names(holder) is not None else None
    if getter is None:
        return Undefined(None, index, holder).arisen(2)
    try:
        found: object = getter(holder, index)
    except (KeyError, IndexError):
        return Undefined(None, index, holder).arisen(2)
    return found


def _item_of_list(holder: object, index: object) -> object:
    if type(index) is not int:
        if isinstance(index, str):
            return Undefined(None, index, holder).arisen(3)
        raise Failure(f"{describe(holder)} is asked for an item by {describe(index)}, not by its number")
    try:
        return holder[index]  # type: ignore[index]
    except IndexError:
        return Undefined(None, index, holder).arisen(3)


def _attribute(holder: object, name: str) -> object:
    kind = type(holder)
    if isinstance(holder, Undefined):
        return Undefined(None, name, holder.holder, holder).arisen(3)
    if name.startswith("_"):
        raise SandboxFailure(f"{name} is not open to templates", "names that begin with _ are Python's own")
    allowed = METHODS.get(kind)
    if allowed is None:
        return _attribute_of_object(holder, name)
    if name in allowed:
        return getattr(holder, name)
    if isinstance(holder, str) and name in GUARDED:
        return GUARDED[name](str.__str__(holder))
    return Undefined(None, name, holder).arisen(3)


def _open_names(holder: object) -> "frozenset[str] | None":
    """The names an object of kforge's own opens to templates; None for objects that are none of ours.

    Classes of this package list them. What the caller puts in the context (`files`) opens its public names.
    """
    kind = type(holder)
    listed: frozenset[str] | None = getattr(kind, "open_names", None)
    if listed is None and kind.__module__.startswith("kforge."):
        own = [base for base in kind.__mro__ if base.__module__.startswith("kforge.")]
        return frozenset(name for base in own for name in vars(base) if not name.startswith("_"))
    return listed


def _attribute_of_object(holder: object, name: str) -> object:
    names = _open_names(holder)
    if names is None:
        return Undefined(None, name, holder).arisen(4)
    if hasattr(type(holder), "go_type"):
        member = _member_of_struct(holder, name)
        return member.arisen(4) if isinstance(member, Undefined) else member
    getter = getattr(type(holder), "template_attribute", None)
    if getter is not None:
        found: object = getter(holder, name)
        return found.arisen(4) if isinstance(found, Undefined) else found
    if name not in names:
        return Undefined(None, name, holder).arisen(4)
    return getattr(holder, name)


def _member_of_struct(holder: "Any", name: str) -> object:
    """A field of a Go struct; what a method gives, or the method when it takes arguments."""
    if name in getattr(holder, "fields", ()):
        return getattr(holder, holder.fields[name])
    attribute, takes = getattr(holder, "methods", {}).get(name, ("", ""))
    if not attribute:
        return Undefined(None, name, holder)
    from kforge.jinja.go_functions import from_go

    method = getattr(holder, attribute)
    return method if takes else from_go(method())


def callable_from_template(target: object) -> "Callable[..., object]":
    """`target`, when it can be called. Everything a template reaches may be called if it can be at all."""
    if isinstance(target, Undefined):
        target.fail()
    if not callable(target):
        raise Failure(f"{describe(target)} cannot be called")
    return target


def spellings(name: str) -> list[str]:
    """How kforge may spell Helm's `name`: APIVersions -> api_versions, AppVersion -> appVersion."""
    if not name[:1].isupper():
        return []
    words: list[str] = []
    for place, char in enumerate(name):
        before, after = name[place - 1 : place], name[place + 1 : place + 2]
        if char.isupper() and (not before.isupper() or after.islower()):
            words.append("")
        words[-1] += char.lower()
    return ["_".join(words), words[0] + "".join([word.capitalize() for word in words[1:]])]
