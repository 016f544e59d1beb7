"""Filters on lists and mappings. None changes what it is given: values are shared by all templates."""

from kforge.jinja import strings
from kforge.jinja.access import get_attribute, get_item
from kforge.jinja.fragments import text
from kforge.jinja.limits import MAX_RANGE
from kforge.jinja.text_filters import as_integer, as_text
from kforge.jinja.undefined import Failure, Undefined, describe, missing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kforge.jinja.runtime import Context


def as_list(value: object) -> list[object]:
    """The items of a list, the keys of a mapping, the characters of a text."""
    if isinstance(value, Undefined):
        value.fail()
    if not hasattr(value, "__iter__"):
        raise Failure(f"{describe(value)} is not a list")
    return list(value)


def as_mapping(value: object) -> "dict[object, object]":
    if isinstance(value, Undefined):
        value.fail()
    if not isinstance(value, dict):
        raise Failure(f"{describe(value)} is not a mapping")
    return value


def getter(attribute: object, default: object = None) -> "Callable[[object], object]":
    """A function for the value at `attribute` of an item: a key, an index, or several joined with dots."""
    written: list[object] = list(attribute.split(".")) if isinstance(attribute, str) else [attribute]
    steps = [int(step) if isinstance(step, str) and step.isdigit() else step for step in written]

    def get(item: object) -> object:
        for step in steps:
            item = get_attribute(item, step) if isinstance(step, str) else get_item(item, step)
        if isinstance(item, Undefined) and default is not None:
            return default
        return item

    return get


def _ordering(case_sensitive: object, attribute: object = None) -> "Callable[[object], object]":
    get = getter(attribute) if attribute is not None else None

    def key(item: object) -> object:
        value = get(item) if get else item
        if isinstance(value, Undefined):
            value.fail()
        return value.lower() if isinstance(value, str) and not case_sensitive else value

    return key


def join(value: object, separator: object = "", attribute: object = None) -> str:
    parts: Iterable[object] = as_list(value)
    if attribute is not None:
        parts = map(getter(attribute), parts)
    return strings.join(as_text(separator), parts)


def sort(
    value: object, reverse: object = False, case_sensitive: object = False, attribute: object = None
) -> list[object]:
    return sorted(as_list(value), key=_ordering(case_sensitive, attribute), reverse=bool(reverse))  # type: ignore[arg-type]


def sort_alpha(value: object) -> list[str]:
    return sorted(map(text, as_list(value)))


def unique(value: object, case_sensitive: object = False, attribute: object = None) -> list[object]:
    """The items without those that were there before."""
    key = _ordering(case_sensitive, attribute)
    seen: list[object] = []
    kept = []
    for item in as_list(value):
        mark = key(item)
        # True == 1 in Python, not in YAML
        if not any(mark == other and type(mark) is type(other) for other in seen):
            seen.append(mark)
            kept.append(item)
    return kept


def uniq(value: object) -> list[object]:
    return unique(value, True)


def length(value: object) -> int:
    if isinstance(value, Undefined):
        value.fail()
    if not hasattr(value, "__len__"):
        raise Failure(f"{describe(value)} has no length")
    return len(value)


def first(value: object) -> object:
    items = as_list(value)
    return items[0] if items else Undefined("the list is empty and has no first item", "first")


def last(value: object) -> object:
    items = as_list(value)
    return items[-1] if items else Undefined("the list is empty and has no last item", "last")


def rest(value: object) -> list[object]:
    return as_list(value)[1:]


def initial(value: object) -> list[object]:
    return as_list(value)[:-1]


def reverse(value: object) -> object:
    return as_text(value)[::-1] if isinstance(value, str) else as_list(value)[::-1]


def append(value: object, item: object) -> list[object]:
    return [*as_list(value), item]


def prepend(value: object, item: object) -> list[object]:
    return [item, *as_list(value)]


def concat(value: object, *others: object) -> list[object]:
    return [item for part in (value, *others) for item in as_list(part)]


def has(value: object, item: object) -> bool:
    return item in as_list(value)


def without(value: object, *items: object) -> list[object]:
    return [item for item in as_list(value) if item not in items]


def compact(value: object) -> list[object]:
    return [item for item in as_list(value) if not is_empty(item)]


def is_empty(value: object) -> bool:
    """What Helm takes for empty: null, false, 0, "", {} and []."""
    if isinstance(value, Undefined):
        return True
    return not value


def batch(value: object, linecount: object, fill_with: object = None) -> list[list[object]]:
    items, count = as_list(value), as_integer(linecount, "the count")
    if not 0 < count <= MAX_RANGE:
        raise Failure(f"the count must be from 1 to {MAX_RANGE}")
    groups = [items[place : place + count] for place in range(0, len(items), count)]
    if groups and fill_with is not None:
        groups[-1] += [fill_with] * (count - len(groups[-1]))
    return groups


def slice_(value: object, slices: object, fill_with: object = None) -> list[list[object]]:
    items, count = as_list(value), as_integer(slices, "the count")
    if not 0 < count <= MAX_RANGE:
        raise Failure(f"the count must be from 1 to {MAX_RANGE}")
    size, longer = divmod(len(items), count)
    groups = []
    start = 0
    for number in range(count):
        end = start + size + (number < longer)
        group = items[start:end]
        if fill_with is not None and longer and number >= longer:
            group.append(fill_with)
        groups.append(group)
        start = end
    return groups


def max_(value: object, case_sensitive: object = False, attribute: object = None) -> object:
    items = as_list(value)
    if not items:
        return Undefined("the list is empty and has no greatest item", "max")
    return max(items, key=_ordering(case_sensitive, attribute))  # type: ignore[arg-type]


def min_(value: object, case_sensitive: object = False, attribute: object = None) -> object:
    items = as_list(value)
    if not items:
        return Undefined("the list is empty and has no smallest item", "min")
    return min(items, key=_ordering(case_sensitive, attribute))  # type: ignore[arg-type]


def sum_(value: object, attribute: object = None, start: object = 0) -> object:
    items: Iterable[object] = as_list(value)
    if attribute is not None:
        items = map(getter(attribute), items)
    total = start
    for item in items:
        if isinstance(item, Undefined):
            item.fail()
        if type(item) not in (int, float):
            raise Failure(f"{describe(item)} cannot be added up")
        total += item  # type: ignore[operator]
    return total


def groupby(
    value: object, attribute: object, default: object = None, case_sensitive: object = False
) -> list[list[object]]:
    """Pairs of a value of `attribute` and the list of items that have it, in the order of the values."""
    get = getter(attribute, default)
    groups: dict[object, list[object]] = {}
    for item in as_list(value):
        key = get(item)
        groups.setdefault(key.lower() if isinstance(key, str) and not case_sensitive else key, []).append(
            item
        )
    ordered = sorted(groups.items(), key=lambda pair: pair[0])  # type: ignore[arg-type, return-value]
    return [[get(items[0]), items] for _, items in ordered]


def map_(
    context: "Context", value: object, name: object = None, *values: object, **named: object
) -> list[object]:
    """The attribute of every item, or what a filter makes of it."""
    if "attribute" in named and name is None:
        return list(map(getter(named["attribute"], named.get("default")), as_list(value)))
    function = context.environment.filter(name)
    if getattr(function, "needs_context", False):
        return [function(context, item, *values, **named) for item in as_list(value)]
    return [function(item, *values, **named) for item in as_list(value)]


def _chosen(
    context: "Context",
    value: object,
    wanted: bool,
    get: "Callable[[object], object]",
    test: "tuple[object, ...]",
) -> list[object]:
    if test:
        function = context.environment.test(test[0])
        return [item for item in as_list(value) if bool(function(get(item), *test[1:])) is wanted]
    return [item for item in as_list(value) if (not is_empty(get(item))) is wanted]


def select(context: "Context", value: object, *test: object) -> list[object]:
    return _chosen(context, value, True, lambda item: item, test)


def reject(context: "Context", value: object, *test: object) -> list[object]:
    return _chosen(context, value, False, lambda item: item, test)


def selectattr(context: "Context", value: object, attribute: object, *test: object) -> list[object]:
    return _chosen(context, value, True, getter(attribute), test)


def rejectattr(context: "Context", value: object, attribute: object, *test: object) -> list[object]:
    return _chosen(context, value, False, getter(attribute), test)


# --- mappings ---


def keys(value: object) -> list[object]:
    return list(as_mapping(value))


def values(value: object) -> list[object]:
    return list(as_mapping(value).values())


def items(value: object) -> list[object]:
    if isinstance(value, Undefined):
        value.fail()
    return [[key, item] for key, item in as_mapping(value).items()]


def dictsort(
    value: object, case_sensitive: object = False, by: object = "key", reverse: object = False
) -> list[object]:
    if by not in ("key", "value"):
        raise Failure('dictsort sorts by "key" or by "value"')
    place = 0 if by == "key" else 1
    order = _ordering(case_sensitive)
    return sorted(items(value), key=lambda pair: order(pair[place]), reverse=bool(reverse))  # type: ignore[index, return-value, arg-type]


def get(value: object, key: object, default: object = None) -> object:
    return as_mapping(value).get(key, default)


def has_key(value: object, key: object) -> bool:
    return key in as_mapping(value)


def pick(value: object, *names: object) -> "dict[object, object]":
    mapping = as_mapping(value)
    return {name: mapping[name] for name in names if name in mapping}


def omit(value: object, *names: object) -> "dict[object, object]":
    return {key: item for key, item in as_mapping(value).items() if key not in names}


def merge(value: object, *others: object) -> "dict[object, object]":
    """The mappings as one; of several values for a key the first wins, mappings below it are merged too."""
    merged = dict(as_mapping(value))
    for other in others:
        for key, item in as_mapping(other).items():
            if key not in merged:
                merged[key] = item
            elif isinstance(merged[key], dict) and isinstance(item, dict):
                merged[key] = merge(merged[key], item)
    return merged


def merge_overwrite(value: object, *others: object) -> "dict[object, object]":
    """The same, but the last wins."""
    return merge(*reversed([value, *others])) if others else dict(as_mapping(value))


def set_(value: object, key: object, item: object) -> "dict[object, object]":
    """A copy of the mapping with one more key."""
    return {**as_mapping(value), key: item}


def pluck(value: object, *mappings: object) -> list[object]:
    return [as_mapping(mapping)[value] for mapping in mappings if value in as_mapping(mapping)]


def dig(value: object, *path: object) -> object:
    """The value below the keys of `path`; its last item is the default for when there is none."""
    if len(path) < 2:
        raise Failure("dig needs keys and a default")
    if isinstance(value, Undefined):
        return path[-1]
    current: object = value
    for key in path[:-1]:
        current = current.get(key, missing) if isinstance(current, dict) else missing
        if current is missing:
            return path[-1]
    return current


def each(value: object) -> "list[object]":
    """What Go's range goes through: items, a mapping's values by their keys, numbers; nothing of null."""
    return [item for _, item in entries(value)]


def entries(value: object) -> "list[tuple[object, object]]":
    """Pairs as Go's range has them: a mapping's keys, sorted, and values; a list's numbers and items."""
    if value is None or isinstance(value, Undefined):
        return []
    if isinstance(value, dict):
        return sorted(value.items(), key=lambda pair: str(pair[0]))
    if type(value).__name__ == "ChartFiles":
        return list(value.items())  # type: ignore[attr-defined]
    if isinstance(value, int) and not isinstance(value, bool):
        return [(number, number) for number in range(min(value, MAX_RANGE))]
    if not isinstance(value, list | tuple | range):
        raise Failure(f"{describe(value)} has no entries")
    return list(enumerate(value))


FILTERS: "dict[str, Callable[..., object]]" = {
    "each": each,
    "entries": entries,
    "join": join,
    "sort": sort,
    "sort_alpha": sort_alpha,
    "uniq": uniq,
    "unique": unique,
    "length": length,
    "first": first,
    "last": last,
    "rest": rest,
    "initial": initial,
    "reverse": reverse,
    "append": append,
    "prepend": prepend,
    "concat": concat,
    "has": has,
    "without": without,
    "compact": compact,
    "batch": batch,
    "slice": slice_,
    "max": max_,
    "min": min_,
    "sum": sum_,
    "groupby": groupby,
    "map": map_,
    "select": select,
    "reject": reject,
    "selectattr": selectattr,
    "rejectattr": rejectattr,
    "keys": keys,
    "values": values,
    "items": items,
    "dictsort": dictsort,
    "get": get,
    "has_key": has_key,
    "pick": pick,
    "omit": omit,
    "merge": merge,
    "merge_overwrite": merge_overwrite,
    "set": set_,
    "pluck": pluck,
    "dig": dig,
}
for _name in ("map", "select", "reject", "selectattr", "rejectattr"):
    FILTERS[_name].needs_context = True  # type: ignore[attr-defined]
