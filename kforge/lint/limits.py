"""What a definition of a custom kind says of a value beyond its type: a pattern, bounds, a length."""

from kforge.lint.readings import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_searches: "dict[str, Callable[[str], bool] | None]" = {}


def beyond(value: object, limits: "dict[str, object]", place: str) -> str:
    """What is wrong with a value that fits its type, by the keywords of an OpenAPI schema; "" for nothing."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return _number(value, limits, place)
    return _text(value, limits, place) if isinstance(value, str) else ""


def _number(value: float, limits: "dict[str, object]", place: str) -> str:
    least, most = limits.get("minimum"), limits.get("maximum")
    if isinstance(least, int | float):
        if value < least:
            return f"{value} is less than {least}, the least that {place} takes"
        if value == least and limits.get("exclusiveMinimum") is True:
            return f"{value} is not more than {least}, as {place} must be"
    if isinstance(most, int | float):
        if value > most:
            return f"{value} is more than {most}, the most that {place} takes"
        if value == most and limits.get("exclusiveMaximum") is True:
            return f"{value} is not less than {most}, as {place} must be"
    return ""


def _text(value: str, limits: "dict[str, object]", place: str) -> str:
    """Lengths are counted in characters, and a pattern need not match all of the text, as in Go."""
    least, most, pattern = limits.get("minLength"), limits.get("maxLength"), limits.get("pattern")
    if isinstance(least, int) and len(value) < least:
        return f"{quoted(value)} is shorter than the {least} characters that {place} must have"
    if isinstance(most, int) and len(value) > most:
        return f"{quoted(value)} is longer than the {most} characters that {place} takes"
    if isinstance(pattern, str) and not _matches(pattern, value):
        return f"{quoted(value)} does not match {pattern}, as {place} must"
    return ""


def _matches(pattern: str, text: str) -> bool:
    """Whether the pattern is found in the text; one that Go refuses says nothing."""
    if pattern not in _searches:
        from kforge.resource.go_pattern import PatternError, compile_search

        try:
            _searches[pattern] = compile_search(pattern)
        except PatternError:
            _searches[pattern] = None
    search = _searches[pattern]
    return search is None or search(text)
