"""Methods of strings that could grow a text beyond bounds or reach into objects, done here within limits."""

from kforge.jinja.fragments import text
from kforge.jinja.limits import MAX_TEXT, MAX_WIDTH
from kforge.jinja.undefined import Failure, SandboxFailure, describe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def sized(whole: str) -> str:
    if len(whole) > MAX_TEXT:
        raise Failure(f"the text grows beyond {MAX_TEXT // 2**20} MiB")
    return whole


def width(columns: object) -> int:
    """`columns` as a number of columns. Raises Failure for what is none and for more than anyone needs."""
    if type(columns) is not int:
        raise Failure(f"a width must be an integer, not {describe(columns)}")
    if columns > MAX_WIDTH:
        raise Failure(f"a width of {columns} is more than the {MAX_WIDTH} that are allowed")
    return columns


def replaced(whole: str, old: object, new: object, count: object = None) -> str:
    """`whole` with `old` replaced by `new`, at most `count` times."""
    old, new = text(old), text(new)
    times = whole.count(old) if old else len(whole) + 1
    if times * len(new) > MAX_TEXT:
        raise Failure(f"the text grows beyond {MAX_TEXT // 2**20} MiB")
    return whole.replace(old, new, count if type(count) is int else -1)


def join(separator: str, parts: object) -> str:
    """The texts of `parts` with `separator` between them."""
    if not hasattr(parts, "__iter__"):
        raise Failure(f"{describe(parts)} cannot be joined")
    texts = [text(part) for part in parts]
    if sum(map(len, texts)) + len(separator) * len(texts) > MAX_TEXT:
        raise Failure(f"the text grows beyond {MAX_TEXT // 2**20} MiB")
    return separator.join(texts)


def formatted(pattern: str, *values: object, **named: object) -> str:
    """`pattern.format(...)` for plain fields: no attributes, no items, no nested widths."""
    from _string import formatter_parser  # type: ignore[import-not-found]

    parts: list[str] = []
    automatic = iter(range(len(values)))
    for before, field, specification, conversion in _parsed_format(formatter_parser, pattern):
        parts.append(before)
        if field is None:
            continue
        if (
            not (field == "" or field.isdigit() or field.isidentifier())
            or conversion
            or "{" in (specification or "")
        ):
            raise SandboxFailure(
                f"the format field {{{field}}} is not open to templates", "use plain names or numbers"
            )
        try:
            value = named[field] if field.isidentifier() else values[int(field) if field else next(automatic)]
        except (LookupError, StopIteration):
            raise Failure(f"the format field {{{field}}} has no value") from None
        parts.append(_formatted_field(value, specification or ""))
    return sized("".join(parts))


def _parsed_format(
    parser: "Callable[[str], object]", pattern: str
) -> "list[tuple[str, str | None, str | None, str | None]]":
    try:
        return list(parser(pattern))  # type: ignore[call-overload, no-any-return]
    except ValueError as error:
        raise Failure(f"the format is wrong: {error}") from None


def _formatted_field(value: object, specification: str) -> str:
    digits = "".join([char if char.isdigit() else " " for char in specification]).split()
    if any(len(number) > 5 or int(number) > MAX_WIDTH for number in digits):
        raise Failure(f"a width of {max(digits, key=len)} is more than the {MAX_WIDTH} that are allowed")
    number = type(value) in (int, float) and specification
    try:
        return format(value if number else text(value), specification)
    except ValueError:
        raise Failure(f"the format {specification} does not fit {describe(value)}") from None


GUARDED: "dict[str, Callable[[str], Callable[..., str]]]" = {
    "center": lambda whole: lambda columns, fill=" ": whole.center(width(columns), fill),
    "ljust": lambda whole: lambda columns, fill=" ": whole.ljust(width(columns), fill),
    "rjust": lambda whole: lambda columns, fill=" ": whole.rjust(width(columns), fill),
    "zfill": lambda whole: lambda columns: whole.zfill(width(columns)),
    "expandtabs": lambda whole: lambda columns=8: replaced(whole, "\t", " " * width(columns)),
    "format": lambda whole: lambda *values, **named: formatted(whole, *values, **named),
    "join": lambda whole: lambda parts: join(whole, parts),
    "replace": lambda whole: lambda old, new, count=None: replaced(whole, old, new, count),
}
