"""Merging two lists by the keys of their items, as kustomize does (kyaml's walk of associative sequences).

The patch's items come first, in its order; then what else the resource has. Of lists with several keys
(`containerPort` and `protocol`) only new items come first. A missing key, an item twice, an empty item: there
kustomize has ways of its own, which `_merge_odd` follows step by step.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Walk = Callable[[object, object], object]
    Values = tuple[str, ...]

Items = list[object]


class Missing:
    """The type of MISSING and UNSAID."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


# a value that is not there, or is to go
MISSING = Missing()
# a null of the resource that is not spelled out (`emptyDir:`): where a merge comes by, it is gone
UNSAID = Missing()


class Conflict(Exception):  # noqa: N818  (the filter makes a PatchError of it)
    """A patch that does not fit: the place is `key` in `parent`, a map or list of the patch."""

    def __init__(self, message: str, parent: object, key: str | int | None = None, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.parent = parent
        self.key = key
        self.hint = hint


def merge_list(dest: Items, origin: Items, keys: "Values", walk: "Walk") -> tuple[Items, bool]:
    """The list that comes of `dest` (the resource's) and `origin` (the patch's); and whether one was odd.

    A list that the resource lacks is given as both. `walk` merges two items: either may be MISSING, and in a
    new list they are the same object. Raises Conflict.
    """
    patched = [] if origin is dest else origin
    used, old_ids, new_ids = _identify(dest, patched, keys)
    if not used:
        return _merge_odd(dest, origin, keys, walk), True
    if origin is dest:
        walked = [walk(item, item) for item in dest] if keys else dest
        return [item for item in walked if item is not MISSING and item != {}], False
    old = dict(zip(old_ids, dest, strict=True))
    if keys:
        return _merge_plain(old, dict(zip(new_ids, patched, strict=True)), used, walk), False
    return [old.pop(key, item) for key, item in zip(new_ids, patched, strict=True)] + list(
        old.values()
    ), False


def _merge_plain(old: "dict[Values, object]", new: "dict[Values, object]", used: int, walk: "Walk") -> Items:
    """Lists in which every item says by its keys which one it is."""
    merged: Items = []
    for key, item in new.items():
        there = old.get(key, MISSING)
        value = walk(there, item)
        if value is MISSING or value == {}:
            old.pop(key, None)
        elif there is MISSING:
            merged.append(value)
        elif used == 1:
            # not `value`: the old item was changed in place, and `$patch: replace` counts for nothing here
            merged.append(old.pop(key))
    return merged + [item if key in new else walk(item, MISSING) for key, item in old.items()]


def _identify(dest: Items, patched: Items, keys: "Values") -> "tuple[int, list[Values], list[Values]]":
    """How many of `keys` identify the items, and each item's values of them; 0 when the lists are odd."""
    if not keys:
        old, new = _scalar_ids(dest), _scalar_ids(patched)
        return (1, old, new) if old is not None and new is not None else (0, [], [])
    # all items with every key, or all with the first one only
    for used in (len(keys), 1):
        asked, absent = keys[:used], keys[used:]
        old, new = _ids(dest, asked, absent), _ids(patched, asked, absent)
        if old is not None and new is not None:
            return used, old, new
    return 0, [], []


def _ids(items: Items, keys: "Values", absent: "Values") -> "list[Values] | None":
    """The values of `keys` of each item; None unless all are there, and different, and no `absent` key is."""
    ids: list[Values] = []
    for item in items:
        if not isinstance(item, dict):
            return None
        values = []
        for key in keys:
            value = item.get(key)
            if not value or not isinstance(value, str | int):
                return None
            values.append(value if isinstance(value, str) else scalar_text(value))
        for key in absent:
            if key in item:
                return None
        ids.append(tuple(values))
    return ids if len(set(ids)) == len(ids) else None


def _scalar_ids(items: Items) -> "list[Values] | None":
    ids: list[Values] = [
        (scalar_text(item),) for item in items if item is not None and not isinstance(item, dict | list)
    ]
    return ids if len(ids) == len(items) == len(set(ids)) and ("",) not in ids else None


# The rest follows kustomize step by step, for lists whose items are not told apart by their keys. A value is
# compared by its text, a map or list having none; "" stands for a missing one.


def _merge_odd(dest: Items, origin: Items, keys: "Values", walk: "Walk") -> Items:
    values_list = _values_of_all(origin, dest, keys)
    keys = keys or ("",)
    if len(keys) > 1:
        _unify(values_list)
    added: Items = []
    used: Values = keys
    for values in values_list:
        used, valid = _valid(values_list, values, keys)
        value = walk(_find(dest, used, valid), _find(origin, used, valid))
        if value is MISSING or value is None or value == {}:
            for _ in used:
                dest[:] = _set(dest, MISSING, used, valid)
            continue
        added = _set(added, value, used, valid)
    return _append(added, dest, used) if values_list else dest


def _values_of_all(origin: Items, dest: Items, keys: "Values") -> "list[Values]":
    """The keys' values of every item, the patch's first, each once."""
    found: dict[Values, None] = {}
    for item in (*origin, *dest):
        if keys:
            fields = item if isinstance(item, dict) else {}
            found[tuple(_text(fields.get(key)) for key in keys)] = None
        else:
            found[(_text(item),)] = None
    return list(found)


def _unify(values_list: "list[Values]") -> None:
    """Make equal what differs only in that one lacks a value, e.g. port 80 without and with a protocol."""
    for i in range(len(values_list)):
        first = values_list[i]
        for j, second in enumerate(values_list):
            pairs = list(zip(first, second, strict=True))
            if any(a == b for a, b in pairs) and all(a == b or not a or not b for a, b in pairs):
                values_list[i] = values_list[j] = tuple(a or b for a, b in pairs)


def _valid(values_list: "Sequence[Values]", values: "Values", keys: "Values") -> "tuple[Values, Values]":
    """The keys that any of `values_list` has a value for, and `values` of these."""
    there = [any(each[i] for each in values_list) for i in range(len(keys))]
    if not any(there):
        return keys, values
    return (
        tuple(key for key, used in zip(keys, there, strict=True) if used),
        tuple(value for value, used in zip(values, there, strict=True) if value or used),
    )


def _find(items: Items, keys: "Values", values: "Values") -> object:
    """The first item with these values, MISSING if there is none. Keys without a value do not count."""
    keys, values = _valid([values], values, keys)
    for item in items:
        if keys[0] == "":
            if _text(item) == values[0]:
                return item
        elif isinstance(item, dict) and all(
            key in item and _text(item[key]) == value for key, value in zip(keys, values, strict=True)
        ):
            return item
    return MISSING


def _set(items: Items, element: object, keys: "Values", values: "Values") -> Items:
    """`items` with `element` in place of each that has these values, at the end if none has; MISSING deletes.

    Empty items vanish. Without values everything but `element` vanishes.
    """
    kept: Items = []
    found = False
    for item in items:
        if item is None or item == {}:
            continue
        if not isinstance(item, dict) and keys[0] and values and values[0]:
            kept.append(item)
        elif not _has(item, keys, values):
            if values:
                kept.append(item)
        else:
            found = True
            if element is not MISSING:
                kept.append(element)
    if not found and element is not MISSING and element is not None:
        kept.append(element)
    return kept


def _has(item: object, keys: "Values", values: "Values") -> bool:
    """Has `item` these values? For a value "" the key is enough; keys beyond the values pass."""
    if not values:
        return False
    for key, value in zip(keys, values, strict=False):
        if key == "":
            if isinstance(item, dict | list):
                raise Conflict("a list of scalars is merged here, and one of its items is no scalar", item)
            if _text(item) != value:
                return False
        elif not isinstance(item, dict):
            raise _no_fields(key, item)
        elif key not in item or (value and _text(item[key]) != value):
            return False
    return True


def _append(items: Items, more: Items, keys: "Values") -> Items:
    """`items` and then `more`, an item that is there already being replaced."""
    for element in more:
        if keys[0] == "":
            items = _set(items, element, keys, (_text(element),))
            continue
        values: list[str] = []
        for key in keys:
            if element is not None and not isinstance(element, dict):
                raise _no_fields(key, element)
            if element is None or key not in element:
                items.append(element)
            else:
                values.append(_text(element[key]))
        if len(keys) > 1:
            # several keys: an item that is there moves to the end
            items = _set(items, MISSING, keys, tuple(values))
        items = _set(items, element, keys, tuple(values))
    return items


def _no_fields(key: str, item: object) -> Conflict:
    return Conflict(f"items told apart by their {key} are merged here, and one of them has no fields", item)


def _text(value: object) -> str:
    """The text of a scalar, "" for everything that has none."""
    return "" if value is None or isinstance(value, dict | list | Missing) else scalar_text(value)


def scalar_text(value: object) -> str:
    """A scalar as kustomize compares it: by its text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)
