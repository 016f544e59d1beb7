"""kubectl's JSONPath templates over plain data: what `--jsonpath` of show values prints.

Helm ignores an error of a template that is well formed (a missing key, a comparison of unlike types) and
prints nothing; here it is NotFound, for a warning. Numbers are float64, as they are in Helm's values.
"""

from kforge.chart.jsonpath_grammar import (
    ALL,
    DEEP,
    EXISTS,
    FIELD,
    FILTER,
    LIST,
    LITERAL,
    SLICE,
    TEXT,
    UNION,
    WORD,
    parse,
)
from kforge.golang.json_text import json_text
from kforge.golang.text import sprint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from kforge.chart.jsonpath_grammar import Node

COMPARISONS: "dict[str, Callable[[Any, Any], bool]]" = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


class NotFound(Exception):  # noqa: N818 - no error to helm
    """What a template asks for is not there."""


def render(template: str, data: object) -> str:
    """What `template` makes of `data`. Raises UsageError, and NotFound where kubectl would fail."""
    walk = Walk(parse(template))
    return "".join(map(_printed, walk.results(_floats(data))))


def _floats(value: object) -> object:
    if isinstance(value, dict):
        return {key: _floats(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_floats(inner) for inner in value]
    return float(value) if type(value) is int else value


def _printed(results: "list[Any]") -> str:
    return " ".join(
        json_text(result)
        if isinstance(result, (dict, list))
        else "null"
        if result is None
        else sprint(result)
        for result in results
    )


class Walk:
    """One run of a template; the counters say where in its ranges it is."""

    def __init__(self, nodes: "list[Node]") -> None:
        self.nodes = nodes
        self.begin = self.inside = self.end = 0
        self.last_end = -1  # the place of the latest {end}

    def results(self, data: object, first: int = 0) -> "list[list[Any]]":
        """The results of each node from number `first` on: of a range those of what it repeats."""
        found: list[list[Any]] = []
        number = first
        while number < len(self.nodes):
            results = self.walk([data], self.nodes[number])
            number += 1
            if 0 < self.end <= self.inside:
                self.end -= 1
                self.last_end = number
                break
            if not self.begin:
                found.append(results)
                continue
            self.begin -= 1
            self.inside += 1
            for value in results:
                found += self.results(value, number)
            if not results:  # what is repeated is walked once all the same, to find its end
                self.results(None, number)
            self.inside -= 1
            number = max(number, self.last_end)
        return found

    def walk(self, values: "list[Any]", node: "Node") -> "list[Any]":
        kind, content = node
        if kind == LIST:
            for inner in content:
                values = self.walk(values, inner)
            return values
        if kind == TEXT:
            return [content]
        if kind == LITERAL:
            return [content] * len(values)
        if kind == WORD:
            return self.word(values, content)
        if kind == UNION:
            return [result for nodes in content for result in self.walk(values, (LIST, nodes))]
        if kind == FIELD:
            return _field(values, content)
        if kind == DEEP:
            return _descend(values)
        if kind == ALL:
            return [inner for value in values for inner in _inner(value)]
        if kind == SLICE:
            return [item for value in values if value is not None for item in _sliced(value, content)]
        assert kind == FILTER
        return [item for value in values for item in self.filtered(value, *content)]

    def word(self, values: "list[Any]", name: str) -> "list[Any]":
        if name == "range":
            self.begin += 1
            return values
        if name != "end":
            raise NotFound(f"{name} has no meaning")
        if not self.inside:
            raise NotFound("end stands in no range")
        self.end += 1
        return []

    def filtered(self, value: object, left: "list[Node]", operator: str, right: "list[Node]") -> "list[Any]":
        if not isinstance(value, list):
            raise NotFound("only a list can be filtered")
        return [item for item in value if self.passes(item, left, operator, right)]

    def passes(self, item: object, left: "list[Node]", operator: str, right: "list[Node]") -> bool:
        if operator == EXISTS:
            try:
                return bool(self.walk([item], (LIST, left)))
            except NotFound:
                return False
        sides = []
        for nodes in (left, right):
            found = self.walk([item], (LIST, nodes))
            if not found:
                return False
            if len(found) > 1:
                raise NotFound("a comparison has more than one thing on a side")
            sides.append(found[0])
        return _compare(sides[0], operator, sides[1])


def _compare(left: object, operator: str, right: object) -> bool:
    """As Go's templates compare: only what has the same type."""
    if operator not in COMPARISONS:
        raise NotFound(f"{operator} compares nothing")
    if type(left) is not type(right) or isinstance(left, (dict, list, type(None))):
        raise NotFound("things of different types are compared")
    if isinstance(left, bool) and operator not in ("==", "!="):
        raise NotFound("true and false have no order")
    return COMPARISONS[operator](left, right)


def _field(values: "list[Any]", name: str) -> "list[Any]":
    found = [value[name] for value in values if isinstance(value, dict) and name in value]
    if values and not found:
        raise NotFound(f"{name} is not there")
    return found


def _inner(value: object) -> "list[Any]":
    """All that is in a mapping (by key; Go has no order), in a list, or the bytes of a text."""
    if isinstance(value, dict):
        return [value[key] for key in sorted(value)]
    if isinstance(value, str):
        return list(value.encode("utf-8", "surrogateescape"))
    return value if isinstance(value, list) else []


def _descend(values: "list[Any]") -> "list[Any]":
    """Each value that holds others, and all such below it."""
    result: list[Any] = []
    for value in values:
        inner = _inner(value)
        if inner:
            result += [value, *_descend(inner)]
    return result


def _sliced(value: object, bounds: "tuple[int | None, int | None, int | None, bool]") -> "list[Any]":
    if not isinstance(value, list):
        raise NotFound("an index stands at something that is no list")
    first, last, step, derived = bounds
    start = first or 0
    if start < 0:
        start += len(value)
    end = len(value) if last is None else last
    if end < 0 or (end == 0 and derived):
        end += len(value)
    if start == end:
        return []
    if not 0 <= start < len(value) or not 0 <= end <= len(value):
        raise NotFound(f"an index is out of bounds: the list has {len(value)} items")
    if start > end or (step is not None and step <= 0):
        raise NotFound("a slice ends before it starts")
    return value[start : end : step or 1]
