"""Helm's way of laying values over the defaults of a chart and of the charts below it.

Two forms: coalescing lets null delete a default, merging keeps the nulls for a later coalescing. Trees are
changed in place and shared between parent and child as in Helm, whose results depend on it.
"""

import marshal

from kforge.chart.decode import describe
from kforge.errors import ValuesError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kforge.chart.chart import Chart

    Values = dict[str, object]
    Warn = Callable[[str], None]

GLOBAL = "global"


def coalesce(chart: "Chart", values: "Values", warn: "Warn") -> "Values":
    """`values` over the defaults of `chart` and its subcharts, nulls removed. Raises ValuesError."""
    return _chart(chart, copy(values), "", False, warn)


def merge(chart: "Chart", values: "Values", warn: "Warn") -> "Values":
    """`values` over the defaults of `chart` and its subcharts, nulls kept. Raises ValuesError."""
    return _chart(chart, copy(values), "", True, warn)


def copy(values: "Values") -> "Values":
    """A deep copy of plain data; what was shared inside it is shared no more, as after Helm's copying."""
    try:
        # version 2 of the format knows no references between objects
        result: Values = marshal.loads(marshal.dumps(values, 2))  # noqa: S302 - of what was dumped just here
    except ValueError:
        raise ValuesError("the values are nested too deeply") from None
    return result


class SubchartValuesError(ValuesError):
    """The values of a subchart are no mapping; `path` leads there from the root's values."""

    def __init__(self, prefix: str, found: object) -> None:
        self.path = prefix.split(".")[1:]
        super().__init__(f"the values of the chart {prefix} must be a mapping, not {describe(found)}")


def _chart(chart: "Chart", values: "Values", prefix: str, keep_null: bool, warn: "Warn") -> "Values":
    _defaults(chart, values, prefix, keep_null, warn)
    inner = _join(prefix, chart.name)
    for subchart in chart.dependencies:
        own = values.setdefault(subchart.name, {})
        if not isinstance(own, dict):
            raise SubchartValuesError(_join(inner, subchart.name), own)
        _globals(own, values, inner, warn)
        values[subchart.name] = _chart(subchart, own, inner, keep_null, warn)
    return values


def _defaults(chart: "Chart", values: "Values", prefix: str, keep_null: bool, warn: "Warn") -> None:
    """Lay `values` over the chart's own defaults."""
    inner = _join(prefix, chart.name)
    names = {subchart.name for subchart in chart.dependencies}
    for key, default in copy(chart.values).items():
        if key not in values:
            if not keep_null:
                if default is None:
                    continue
                if isinstance(default, dict):
                    _drop_nulls(default)
            values[key] = default
            continue
        value = values[key]
        if value is None and not keep_null:
            del values[key]
        elif isinstance(value, dict):
            if isinstance(default, dict):
                keep = keep_null or key in names  # a subchart's nulls are coalesced with the subchart
                if not keep:
                    _drop_nulls(default)
                tables(value, default, keep, warn, _join(inner, key))
            elif default is not None:
                warn(f"{_join(inner, key)} is given as a mapping, its default is {describe(default)}")


def tables(over: "Values", under: "Values", keep_null: bool, warn: "Warn", prefix: str = "") -> "Values":
    """Fill `over` with what only `under` has, in place; `under` is changed as well."""
    given = {key for key, value in under.items() if value is not None}
    for key, value in over.items():
        if value is None:
            under[key] = None
    for key, value in under.items():
        if key not in over:
            over[key] = value
            continue
        above = over[key]
        if above is None and not keep_null and key in given:
            del over[key]
        elif isinstance(value, dict):
            if isinstance(above, dict):
                tables(above, value, keep_null, warn, _join(prefix, key))
            else:
                warn(f"{_join(prefix, key)} is given as {describe(above)}, its default is a mapping")
        elif isinstance(above, dict) and value is not None:
            warn(f"{_join(prefix, key)} is given as a mapping, its default is {describe(value)}")
    return over


def _globals(child: "Values", parent: "Values", prefix: str, warn: "Warn") -> None:
    """Hand the parent's global values down; where both have a mapping the parent's values win."""
    own, given = child.get(GLOBAL, {}), parent.get(GLOBAL, {})
    if not isinstance(own, dict) or not isinstance(given, dict):
        warn(
            f"{_join(prefix, GLOBAL)} is not handed down: it is no mapping in the chart or in the chart above"
        )
        return
    for key, value in given.items():
        if isinstance(value, dict):
            handed = dict(value)
            below = own.get(key, handed)
            if not isinstance(below, dict):
                warn(
                    f"{_join(prefix, GLOBAL)}.{key} is not handed down: the chart below has {describe(below)}"
                )
                continue
            if key in own:
                tables(handed, below, True, warn, _join(prefix, key))
            own[key] = handed
        elif isinstance(own.get(key), dict):
            warn(f"{_join(prefix, GLOBAL)}.{key} is not handed down: the chart below has a mapping")
        else:
            own[key] = value
    child[GLOBAL] = own


def _drop_nulls(values: "Values") -> None:
    for key in [key for key, value in values.items() if value is None]:
        del values[key]
    for value in values.values():
        if isinstance(value, dict):
            _drop_nulls(value)


def _join(prefix: str, key: str) -> str:
    return f"{prefix}.{key}" if prefix else key
