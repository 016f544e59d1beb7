"""Template functions on maps. set, unset and merges change the map they are given; nested maps are shared."""

from kforge.functions.registry import FunctionError, NilMap, func
from kforge.golang.kinds import StringList, StringMap, type_name
from kforge.golang.text import strval

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Map = dict[str, Any]

_MOST_COPIED = 1_000_000
MAP = "map[string]interface {}"


@func("dict", takes="...any")
def make_dict(*pairs: object) -> "Map":
    """A map of keys and values in turn; a key at the end without a value gets "".

    {{ dict "a" 1 "b" 2 }}
        map[a:1 b:2]
    """
    result: Map = {}
    if len(pairs) & 1:
        pairs = (*pairs, "")
    rest = iter(pairs)
    for key in rest:
        result[key if type(key) is str else strval(key)] = next(rest)
    return result


@func("get", takes="dict string")
def get(mapping: "Map | None", key: str) -> object:
    """The value of a key, "" when it is missing.

    {{ get (dict "a" 1) "a" }}
        1
    """
    return mapping.get(key, "") if mapping else ""


@func("set", takes="dict string any")
def set_key(mapping: "Map | None", key: str, value: object) -> "Map":
    """Give a key a value in the map itself, and that map.

    {{ $d := dict "a" 1 }}{{ $_ := set $d "b" 2 }}{{ $d }}
        map[a:1 b:2]
    """
    if mapping is None:
        raise FunctionError("assignment to entry in nil map")
    mapping[key] = value
    return mapping if type(mapping) is dict else _plain(mapping)


def _plain(mapping: "Map") -> "Map":
    """The map itself under the type of its parameter: .Values is a common.Values no more."""
    shown: Map = mapping.as_map() if hasattr(mapping, "as_map") else mapping
    return shown


@func("unset", takes="dict string")
def unset(mapping: "Map | None", key: str) -> "Map | None":
    """Take a key out of the map itself, and that map.

    {{ unset (dict "a" 1 "b" 2) "a" }}
        map[b:2]
    """
    if mapping:
        mapping.pop(key, None)
    return None if mapping is None else _plain(mapping)


@func("hasKey", takes="dict string")
def has_key(mapping: "Map | None", key: str) -> bool:
    """Whether a map has a key, be its value nil.

    {{ hasKey (dict "a" nil) "a" }} {{ hasKey (dict) "a" }}
        true false
    """
    return mapping is not None and key in mapping


@func("keys", takes="...dict")
def keys(*mappings: "Map | None") -> "list[str]":
    """The keys of maps, those of each in order (in Helm in none).

    {{ keys (dict "b" 1 "a" 2) | sortAlpha }}
        [a b]
    """
    return StringList([key for mapping in mappings if mapping for key in sorted(mapping)])


@func("values", takes="dict")
def values(mapping: "Map | None") -> "list[Any]":
    """The values of a map, in the order of its keys (in Helm in none).

    {{ values (dict "a" 1) }}
        [1]
    """
    return [mapping[key] for key in sorted(mapping)] if mapping else []


@func("pluck", takes="string ...dict")
def pluck(key: str, *mappings: "Map | None") -> "list[Any]":
    """The values that a key has in several maps.

    {{ pluck "a" (dict "a" 1) (dict "b" 2) (dict "a" 3) }}
        [1 3]
    """
    return [mapping[key] for mapping in mappings if mapping and key in mapping]


@func("pick", takes="dict ...string")
def pick(mapping: "Map | None", *names: str) -> "Map":
    """A map of only these keys.

    {{ pick (dict "a" 1 "b" 2 "c" 3) "a" "c" "x" }}
        map[a:1 c:3]
    """
    return {name: mapping[name] for name in names if name in mapping} if mapping else {}


@func("omit", takes="dict ...string")
def omit(mapping: "Map | None", *names: str) -> "Map":
    """A map of all keys but these.

    {{ omit (dict "a" 1 "b" 2 "c" 3) "a" "c" }}
        map[b:2]
    """
    result = dict(mapping) if mapping else {}
    for name in names:
        result.pop(name, None)
    return result


@func("merge", "mustMerge", takes="dict ...dict")
def merge(target: "Map | None", *sources: "Map | None") -> "Map":
    """Fill what is empty or missing in the first map from the others, in the map itself, and that map.

    {{ merge (dict "a" 1 "b" "") (dict "a" 2 "b" 3 "c" 4) }}
        map[a:1 b:3 c:4]
    """
    return _merge_all(target, sources, overwrite=False)


@func("mergeOverwrite", "mustMergeOverwrite", takes="dict ...dict")
def merge_overwrite(target: "Map | None", *sources: "Map | None") -> "Map":
    """Set in the first map what the others have, in the map itself, and that map.

    {{ mergeOverwrite (dict "a" 1 "b" 2) (dict "a" 3) (dict "c" (dict "d" 4)) }}
        map[a:3 b:2 c:map[d:4]]
    """
    return _merge_all(target, sources, overwrite=True)


def _merge_all(target: "Map | None", sources: "tuple[Map | None, ...]", overwrite: bool) -> "Map":
    if target is None or hasattr(target, "go_nil"):
        made = any(source is not None and not hasattr(source, "go_nil") for source in sources)
        target = {} if made else NilMap()
    for source in sources:
        if source:
            _merge(target, source, overwrite)
    return _plain(target)


def _merge(target: "Map", source: "Map", overwrite: bool) -> None:
    """mergo's Merge and MergeWithOverwrite: maps go into maps, all else is taken or left whole."""
    texts_only = isinstance(target, StringMap) and not isinstance(source, StringMap)
    for key, value in list(source.items()):
        if value is None:
            if overwrite:
                target[key] = None
            continue
        own = target.get(key)
        if isinstance(value, dict) and isinstance(own, dict):
            _merge(own, value, overwrite)
            if own:
                continue
        if overwrite or not own:
            if texts_only:
                raise FunctionError(
                    "reflect.Value.SetMapIndex: value of type interface {} is not assignable to type string"
                )
            target[key] = value


@func("deepCopy", "mustDeepCopy", takes="any")
def deep_copy(value: object) -> object:
    """A copy that shares no map and no list with the original.

    {{ $a := dict "b" (dict) }}{{ $c := deepCopy $a }}{{ $_ := set $c.b "d" 1 }}{{ $a }}
        map[b:map[]]
    """
    if value is None:
        raise FunctionError("reflect: call of reflect.Value.Type on zero Value")
    return _copied(value, [_MOST_COPIED])


def _copied(value: "Any", left: "list[int]") -> "Any":
    """`left` holds how many maps and lists may yet be copied: shared ones multiply."""
    kind = type(value)
    if isinstance(value, (dict, list)):
        left[0] -= 1
        if left[0] < 0:
            raise MemoryError
    if kind is dict:
        return {key: _copied(item, left) for key, item in value.items()}
    if kind is list:
        return [_copied(item, left) for item in value]
    if isinstance(value, dict) and type_name(value) == MAP:  # what has another type elsewhere
        return {key: _copied(item, left) for key, item in value.items()}
    if isinstance(value, dict):
        copied = kind()
        for name in (name for base in kind.__mro__ for name in getattr(base, "__slots__", ())):
            setattr(copied, name, getattr(value, name))
        copied.update((key, _copied(item, left)) for key, item in value.items())
        return copied
    if isinstance(value, list):
        return kind(_copied(item, left) for item in value)
    own = getattr(value, "go_copy", None)
    return own() if own else value


@func("dig", takes="...any")
def dig(*arguments: "Any") -> object:
    """The value below several keys of nested maps, or a default when one of the keys is missing.

    {{ dig "a" "b" "none" (dict "a" (dict "b" 1)) }} {{ dig "a" "x" "none" (dict "a" (dict "b" 1)) }}
        1 none
    """
    if len(arguments) < 3:
        raise FunctionError("dig needs at least three arguments")
    *names, fallback, place = arguments
    _expect(place, MAP)
    for name in names:
        _expect(name, "string")
    for name in names:
        _expect(place, MAP)
        if name not in place:
            return fallback
        place = place[name]
    return place


def _expect(value: object, wanted: str) -> None:
    kind = type(value)
    if kind is not dict and kind is not str and type_name(value) == wanted:
        return  # a subchart's values
    if kind is not (dict if wanted == MAP else str):
        found = "nil" if value is None else type_name(value)
        raise FunctionError(f"interface conversion: interface {{}} is {found}, not {wanted}")
