"""Filters on text. A number or boolean is taken as the text that YAML would write for it."""

from kforge.jinja import strings
from kforge.jinja.flow import quoted
from kforge.jinja.fragments import Fragment, Verbatim, fragment, literal, text, verbatim
from kforge.jinja.limits import MAX_TEXT
from kforge.jinja.undefined import Failure, Undefined, describe
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kforge.jinja.fragments import Piece

_WORD = compiled(r"[^\s\-(\[{<]+")


def as_text(value: object) -> str:
    """A scalar as text. Raises Failure for mappings and lists: their text is never what is meant."""
    if isinstance(value, Undefined):
        value.fail()
    if isinstance(value, dict | list | tuple):
        raise Failure(f"{describe(value)} is not text")
    return text(value)


def as_integer(value: object, what: str) -> int:
    """An argument that must be an integer."""
    if isinstance(value, Undefined):
        value.fail()
    if type(value) is not int:
        raise Failure(f"{what} must be an integer, not {describe(value)}")
    return value


def upper(value: object) -> str:
    return as_text(value).upper()


def lower(value: object) -> str:
    return as_text(value).lower()


def capitalize(value: object) -> str:
    return as_text(value).capitalize()


def title(value: object) -> str:
    return _WORD.sub(lambda word: word[0][:1].upper() + word[0][1:].lower(), as_text(value))


def trim(value: object, chars: object = None) -> str:
    if isinstance(value, Fragment) and chars is None:
        return _trimmed(value)
    return as_text(value).strip(None if chars is None else as_text(chars))


def _trimmed(value: Fragment) -> Fragment:
    """A fragment without the blanks around it; what is in it stays as it is."""
    pieces: list[Piece] = list(value.pieces)
    while pieces and type(pieces[0]) is not tuple and not pieces[0].strip():  # type: ignore[union-attr]
        pieces.pop(0)
    while pieces and type(pieces[-1]) is not tuple and not pieces[-1].strip():  # type: ignore[union-attr]
        pieces.pop()
    if pieces and type(pieces[0]) is not tuple:
        pieces[0] = pieces[0].lstrip()  # type: ignore[union-attr]
    if pieces and type(pieces[-1]) is not tuple:
        pieces[-1] = pieces[-1].rstrip()  # type: ignore[union-attr]
    return fragment(pieces, type(value))


def trim_prefix(value: object, prefix: object) -> str:
    return as_text(value).removeprefix(as_text(prefix))


def trim_suffix(value: object, suffix: object) -> str:
    return as_text(value).removesuffix(as_text(suffix))


def trim_all(value: object, chars: object) -> str:
    return as_text(value).strip(as_text(chars))


def trunc(value: object, length: object) -> str:
    """The first `length` characters, or the last when `length` is negative."""
    whole, count = as_text(value), as_integer(length, "the length")
    return whole[:count] if count >= 0 else whole[count:]


def replace(value: object, old: object, new: object, count: object = None) -> str:
    return strings.replaced(as_text(value), as_text(old), as_text(new), count)


def contains(value: object, part: object) -> bool:
    return as_text(part) in as_text(value)


def has_prefix(value: object, prefix: object) -> bool:
    return as_text(value).startswith(as_text(prefix))


def has_suffix(value: object, suffix: object) -> bool:
    return as_text(value).endswith(as_text(suffix))


def quote(value: object) -> Fragment:
    """The text in double quotes, as YAML."""
    return literal(quoted(as_text(value)))


def squote(value: object) -> Fragment:
    """The text in single quotes, as YAML; in double ones where single ones cannot hold it."""
    whole = as_text(value)
    if "\n" in whole or quoted(whole).replace("\\\\", "").replace('\\"', "").count("\\"):
        return literal(quoted(whole))
    return literal("'" + whole.replace("'", "''") + "'")


def raw(value: object) -> Verbatim:
    """The text exactly as it is, wherever it stands."""
    return verbatim(str.__str__(value) if isinstance(value, str) else as_text(value))


def indent(value: object, width: object = 4, first: object = False, blank: object = False) -> Verbatim:
    """Every line but the first indented by `width` blanks (or by the text `width`)."""
    pad = width if isinstance(width, str) else " " * strings.width(width)
    pieces: list[Piece] = []
    if first:
        pieces.append(pad)
    given = value.pieces if isinstance(value, Fragment) else (as_text(value),)
    for number, piece in enumerate(given, 1):
        goes_on = number < len(given)
        if type(piece) is not tuple:
            pieces.append(_indented(piece, pad, bool(blank), goes_on))  # type: ignore[arg-type]
        elif isinstance(piece[0], str) and "\n" in piece[0]:
            pieces.append(_indented(as_text(piece[0]), pad, bool(blank), goes_on))
        else:
            pieces.append(piece)
    return fragment(pieces, Verbatim)  # type: ignore[return-value]


def _indented(whole: str, pad: str, blank: bool, goes_on: bool) -> str:
    """`goes_on`: something else stands behind, on the last line, so that this is not blank."""
    *others, last = whole.split("\n")
    lines = [*[line if not number else _padded(line, pad, blank) for number, line in enumerate(others)]]
    return "\n".join([*lines, _padded(last, pad, blank or goes_on) if others else last])


def _padded(line: str, pad: str, blank: bool) -> str:
    return pad + line if line or blank else line


def nindent(value: object, width: object = 4) -> Verbatim:
    """A line break, then every line indented by `width` blanks."""
    inner = indent(value, width, True)
    return fragment(("\n", *inner.pieces), Verbatim)  # type: ignore[return-value]


def split(value: object, separator: object = None) -> list[str]:
    whole = as_text(value)
    if separator is None:
        return whole.split()
    divider = as_text(separator)
    return whole.split(divider) if divider else list(whole)


def lines(value: object) -> list[str]:
    return as_text(value).splitlines()


def repeat(value: object, count: object) -> str:
    whole, times = as_text(value), as_integer(count, "the count")
    if len(whole) * times > MAX_TEXT:
        raise Failure(f"the text grows beyond {MAX_TEXT // 2**20} MiB")
    return whole * times


def truncate(
    value: object, length: object = 255, killwords: object = False, end: object = "...", leeway: object = 5
) -> str:
    """The first `length` characters with `end` at their end, cut at a blank unless `killwords`."""
    whole, limit, tail = as_text(value), as_integer(length, "the length"), as_text(end)
    if len(whole) <= limit + as_integer(leeway, "the leeway"):
        return whole
    if limit < len(tail):
        raise Failure(f"the length must be at least {len(tail)}")
    cut = whole[: limit - len(tail)]
    return (cut if killwords else cut.rsplit(" ", 1)[0]) + tail


def center(value: object, width: object = 80) -> str:
    return as_text(value).center(strings.width(width))


def wordcount(value: object) -> int:
    return len(compiled(r"\w+").findall(as_text(value)))


def wordwrap(
    value: object,
    width: object = 79,
    break_long_words: object = True,
    wrapstring: object = "\n",
    break_on_hyphens: object = True,
) -> str:
    import textwrap

    def wrapped(line: str) -> str:
        return as_text(wrapstring).join(
            textwrap.wrap(
                line,
                width=strings.width(width),
                expand_tabs=False,
                replace_whitespace=False,
                break_long_words=bool(break_long_words),
                break_on_hyphens=bool(break_on_hyphens),
            )
        )

    return as_text(wrapstring).join(map(wrapped, as_text(value).splitlines()))


def format_(value: object, *values: object, **named: object) -> str:
    """`value % values`."""
    from kforge.jinja.operators import percent

    if values and named:
        raise Failure("format takes values or named values, not both")
    return percent(as_text(value), named or values)


def b64enc(value: object) -> str:
    from binascii import b2a_base64

    return b2a_base64(as_text(value).encode(), newline=False).decode()


def b64dec(value: object) -> str:
    from binascii import Error, a2b_base64

    try:
        return a2b_base64(as_text(value), strict_mode=True).decode()
    except (Error, ValueError):
        raise Failure("this is not the base64 of a text") from None


def sha256sum(value: object) -> str:
    from hashlib import sha256

    return sha256(as_text(value).encode()).hexdigest()


def sha1sum(value: object) -> str:
    from hashlib import sha1

    return sha1(as_text(value).encode(), usedforsecurity=False).hexdigest()


def urlencode(value: object) -> str:
    from urllib.parse import quote as percent_encoded
    from urllib.parse import quote_plus

    if isinstance(value, dict):
        pairs = [(quote_plus(as_text(key)), quote_plus(as_text(item))) for key, item in value.items()]
        return "&".join([f"{key}={item}" for key, item in pairs])
    return percent_encoded(as_text(value), safe="/")


FILTERS: "dict[str, Callable[..., object]]" = {
    "upper": upper,
    "lower": lower,
    "capitalize": capitalize,
    "title": title,
    "trim": trim,
    "trim_prefix": trim_prefix,
    "trim_suffix": trim_suffix,
    "trim_all": trim_all,
    "trunc": trunc,
    "truncate": truncate,
    "replace": replace,
    "contains": contains,
    "has_prefix": has_prefix,
    "has_suffix": has_suffix,
    "quote": quote,
    "squote": squote,
    "raw": raw,
    "indent": indent,
    "nindent": nindent,
    "split": split,
    "split_list": split,
    "lines": lines,
    "repeat": repeat,
    "center": center,
    "wordcount": wordcount,
    "wordwrap": wordwrap,
    "format": format_,
    "b64enc": b64enc,
    "b64dec": b64dec,
    "sha256sum": sha256sum,
    "sha1sum": sha1sum,
    "urlencode": urlencode,
}
