"""Template functions on lists. They take every kind of list and give new ones, but for sortAlpha, which sorts
a []string where it is, as Go does."""

import math

from kforge.functions.limits import LONGEST, bounded, check_count, too_long
from kforge.functions.registry import FunctionError, func
from kforge.golang.equality import deep_equal
from kforge.golang.kinds import IntList, ListList, NilList, StringList, Uint8, kind_name
from kforge.golang.numbers import to_int
from kforge.golang.text import strval

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NIL_POINTER = "runtime error: invalid memory address or nil pointer dereference"


def _elements(value: object, complaint: str) -> "list[Any]":
    """The elements of any kind of list; `complaint` is what is said of anything else, its kind at the end."""
    if isinstance(value, list):
        return value
    if isinstance(value, bytes):
        return [Uint8(byte) for byte in value]
    if value is None:
        raise FunctionError(NIL_POINTER)
    raise FunctionError(f"{complaint} {kind_name(value)}")


@func("list", "tuple", takes="...any")
def make_list(*values: object) -> "list[object]":
    """A list of the values.

    {{ list "a" 1 true }}
        [a 1 true]
    """
    return [*values]


@func("append", "push", "mustAppend", "mustPush", takes="any any")
def append(items: object, value: object) -> "list[Any]":
    """A list with one more value at the end.

    {{ append (list 1 2) 3 }}
        [1 2 3]
    """
    return [*_elements(items, "Cannot push on type"), value]


@func("prepend", "mustPrepend", takes="any any")
def prepend(items: object, value: object) -> "list[Any]":
    """A list with one more value at the start.

    {{ prepend (list 1 2) 0 }}
        [0 1 2]
    """
    return [value, *_elements(items, "Cannot prepend on type")]


@func("concat", takes="...any")
def concat(*lists: object) -> "list[Any]":
    """One list of the elements of several.

    {{ concat (list 1 2) (list 3) (list) }}
        [1 2 3]
    """
    result: list[Any] = []
    for items in lists:
        result += items if isinstance(items, list) else _concatenated(items)
        check_count(len(result))
    return result or NilList()


def _concatenated(value: object) -> "list[Any]":
    if isinstance(value, (bytes, type(None))):
        return _elements(value, "")
    raise FunctionError(f"Cannot concat type {kind_name(value)} as list")


@func("first", "mustFirst", takes="any")
def first(items: object) -> object:
    """The first element, nil of an empty list.

    {{ first (list "a" "b" "c") }}
        a
    """
    elements = _elements(items, "Cannot find first on type")
    return elements[0] if elements else None


@func("last", "mustLast", takes="any")
def last(items: object) -> object:
    """The last element, nil of an empty list.

    {{ last (list "a" "b" "c") }}
        c
    """
    elements = _elements(items, "Cannot find last on type")
    return elements[-1] if elements else None


@func("rest", "mustRest", takes="any")
def rest(items: object) -> "list[Any]":
    """All elements but the first.

    {{ rest (list "a" "b" "c") }}
        [b c]
    """
    elements = _elements(items, "Cannot find rest on type")
    return list(elements[1:]) if elements else NilList()


@func("initial", "mustInitial", takes="any")
def initial(items: object) -> "list[Any]":
    """All elements but the last.

    {{ initial (list "a" "b" "c") }}
        [a b]
    """
    elements = _elements(items, "Cannot find initial on type")
    return list(elements[:-1]) if elements else NilList()


@func("reverse", "mustReverse", takes="any")
def reverse(items: object) -> "list[Any]":
    """The elements in reverse order.

    {{ reverse (list 1 2 3) }}
        [3 2 1]
    """
    return list(reversed(_elements(items, "Cannot find reverse on type")))


@func("compact", "mustCompact", takes="any")
def compact(items: object) -> "list[Any]":
    """The elements that are not empty.

    {{ compact (list 1 "" "a" 0 nil) }}
        [1 a]
    """
    return [item for item in _elements(items, "Cannot compact on type") if item]


@func("uniq", "mustUniq", takes="any")
def uniq(items: object) -> "list[Any]":
    """The elements without those that were there before, types counting.

    {{ uniq (list "a" "b" "a" 1 1.0) }}
        [a b 1 1]
    """
    result: list[Any] = []
    seen: set[str] = set()
    for item in _elements(items, "Cannot find uniq on type"):
        if type(item) is str:  # most lists are of strings
            if item not in seen:
                seen.add(item)
                result.append(item)
        elif not _holds(result, item):
            result.append(item)
    return result


def _holds(items: "list[Any] | tuple[Any, ...]", value: object) -> bool:
    return any(deep_equal(value, item) for item in items)


@func("has", "mustHas", takes="any any")
def has(value: object, items: object) -> bool:
    """Whether a value is in a list, its type counting: 1 is not 1.0.

    {{ has 2 (list 1 2) }} {{ list 1.0 | has 1 }}
        true false
    """
    if items is None:
        return False
    elements = _elements(items, "Cannot find has on type")
    return value in elements if type(value) is str else _holds(elements, value)


@func("without", "mustWithout", takes="any ...any")
def without(items: object, *values: object) -> "list[Any]":
    """The elements that are none of the values.

    {{ without (list "a" "b" "c") "a" "c" }}
        [b]
    """
    elements = _elements(items, "Cannot find without on type")
    return [item for item in elements if not (item in values if type(item) is str else _holds(values, item))]


@func("slice", "mustSlice", takes="any ...any")
def slice_list(items: object, *places: object) -> object:
    """The elements from one place up to another, to the end without one.

    {{ slice (list 1 2 3 4) 1 3 }} {{ slice (list 1 2 3) 1 }}
        [2 3] [2 3]
    """
    if isinstance(items, bytes):
        elements: list[Any] | bytes = items
    else:
        elements = _elements(items, "list should be type of slice or array but")
    if not elements:
        return None
    start = to_int(places[0]) if places else 0
    end = to_int(places[1]) if len(places) > 1 else len(elements)
    if not 0 <= start <= end <= len(elements):
        raise FunctionError("reflect.Value.Slice: slice index out of bounds")
    part = elements[start:end]
    return part if isinstance(part, bytes) or type(elements) is list else type(elements)(part)


@func("chunk", "mustChunk", takes="int any")
def chunk(size: int, items: object) -> "list[Any]":
    """The elements in lists of a size, the last one with what is left.

    {{ chunk 2 (list 1 2 3 4 5) }}
        [[1 2] [3 4] [5]]
    """
    elements = _elements(items, "Cannot chunk type")
    if size < -1 and len(elements) == 1:
        size = 1  # what Go's arithmetic comes to
    count = math.floor((len(elements) - 1) / size) + 1 if size else -1
    if count < 0 or (size < 0 and count):
        raise FunctionError("runtime error: makeslice: len out of range")
    return ListList(elements[i : i + size] for i in range(0, count * size, size or 1))


@func("sortAlpha", takes="any")
def sort_alpha(items: object) -> "list[str]":
    """The texts of the elements in alphabetical order.

    {{ sortAlpha (list "b" "a" 10 9) }}
        [10 9 a b]
    """
    if isinstance(items, (list, bytes)):
        texts = to_strings(items)
        texts.sort()
        return texts
    return StringList([strval(items)])


@func("toStrings", takes="any")
def to_strings(items: object) -> "list[str]":
    """The texts of the elements, without those that are nil.

    {{ toStrings (list 1 "a" nil true) }}
        [1 a true]
    """
    if isinstance(items, StringList):
        return items
    if isinstance(items, (list, bytes)):
        return StringList([strval(item) for item in items if item is not None])
    return StringList() if items is None else StringList([strval(items)])


@func("join", takes="string any")
def join(separator: str, items: object) -> str:
    """The texts of the elements with a separator between.

    {{ join "-" (list "a" 1 true) }}
        a-1-true
    {{ list "x" nil "y" | join "," }}
        x,y
    """
    texts = to_strings(items)
    if len(separator) * len(texts) > LONGEST:
        raise too_long()
    return bounded(separator.join(texts))


@func("until", takes="int")
def until(count: int) -> "list[int]":
    """The whole numbers from 0 up to, but without, a number.

    {{ until 5 }} {{ until -3 }}
        [0 1 2 3 4] [0 -1 -2]
    """
    return until_step(0, count, -1 if count < 0 else 1)


@func("untilStep", takes="int int int")
def until_step(start: int, stop: int, step: int) -> "list[int]":
    """The whole numbers from a start up to, but without, a stop, in steps.

    {{ untilStep 3 10 2 }} {{ untilStep 10 3 -3 }}
        [3 5 7 9] [10 7 4]
    """
    numbers = range(start, stop, step) if step and (step < 0 or stop >= start) else range(0)
    check_count(len(numbers))
    return IntList(numbers)


@func("seq", takes="...int")
def seq(*numbers: int) -> str:
    """The whole numbers from one to another as text: `seq end`, `seq start end` or `seq start step end`.

    {{ seq 5 }} / {{ seq 2 -1 }} / {{ seq 0 2 6 }}
        1 2 3 4 5 / 2 1 0 -1 / 0 2 4 6
    """
    if not 1 <= len(numbers) <= 3:
        return ""
    start = numbers[0] if len(numbers) > 1 else 1
    end = numbers[-1]
    direction = 1 if end >= start else -1
    step = numbers[1] if len(numbers) == 3 else direction
    if len(numbers) == 3 and direction < 0 and step > 0:
        return ""
    return " ".join(map(str, until_step(start, end + direction, step)))
