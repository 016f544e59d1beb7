"""Template functions on strings. Where Go counts bytes (trunc, substr, wrap, abbrev), so do these."""

from kforge.functions.limits import LONGEST, bounded, too_long
from kforge.functions.registry import FunctionError, func
from kforge.golang.kinds import NilStringList, StringList, StringMap
from kforge.golang.quoting import quote as quoted
from kforge.golang.text import sprint, strval
from kforge.golang.unicode import SPACE, to_lower, to_upper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ELLIPSIS = b"..."


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _padding(count: int, text: str, times: int = 1) -> str:
    if count < 0:
        raise FunctionError("strings: negative Repeat count")
    if count * len(text) * times > LONGEST:
        raise too_long()
    return text * count


@func("hello")
def hello() -> str:
    """A greeting.

    {{ hello }}
        Hello!
    """
    return "Hello!"


@func("quote", takes="...any")
def quote(*values: object) -> str:
    """The texts of values in double quotes, escaped as in Go; nil is left out.

    {{ quote "a" 1 nil "b\\"c" }}
        "a" "1" "b\\"c"
    """
    if len(values) == 1:
        value = values[0]
        return "" if value is None else quoted(value if type(value) is str else strval(value))
    return bounded(" ".join([quoted(strval(value)) for value in values if value is not None]))


@func("squote", takes="...any")
def squote(*values: object) -> str:
    """The texts of values in single quotes, nothing escaped; nil is left out.

    {{ squote "a" 1 nil }}
        'a' '1'
    """
    return bounded(" ".join([f"'{sprint(value)}'" for value in values if value is not None]))


@func("cat", takes="...any")
def cat(*values: object) -> str:
    """The texts of values with spaces between; nil is left out.

    {{ cat "a" 1 nil "b" }}
        a 1 b
    """
    return bounded(" ".join([sprint(value) for value in values if value is not None]))


@func("indent", takes="int string")
def indent(width: int, text: str) -> str:
    """A text with so many blanks before every line, empty ones too.

    {{ indent 2 "a: 1\\nb: 2" }}
          a: 1
          b: 2
    """
    padding = " " * width if 0 <= width < 100 else _padding(width, " ", text.count("\n") + 1)
    return padding + text.replace("\n", "\n" + padding)


@func("nindent", takes="int string")
def nindent(width: int, text: str) -> str:
    """A newline, then the text as `indent` gives it.

    {{ nindent 2 "a" | quote }}
        "\\n  a"
    """
    padding = "\n" + (" " * width if 0 <= width < 100 else _padding(width, " ", text.count("\n") + 1))
    return padding + text.replace("\n", padding)


@func("trim", takes="string")
def trim(text: str) -> str:
    """A text without white space at its ends.

    {{ trim "  a b  " }}
        a b
    """
    return text.strip(SPACE)


@func("trimAll", "trimall", takes="string string")
def trim_all(characters: str, text: str) -> str:
    """A text without any of these characters at its ends.

    {{ trimAll "$-" "$-5.00-" }}
        5.00
    """
    return text.strip(characters)


@func("trimSuffix", takes="string string")
def trim_suffix(suffix: str, text: str) -> str:
    """A text without an ending.

    {{ trimSuffix "-" "web-" }}
        web
    """
    return text.removesuffix(suffix)


@func("trimPrefix", takes="string string")
def trim_prefix(prefix: str, text: str) -> str:
    """A text without a beginning.

    {{ trimPrefix "v" "v1.2" }}
        1.2
    """
    return text.removeprefix(prefix)


@func("trunc", takes="int string")
def trunc(count: int, text: str) -> str:
    """The first bytes of a text, for a negative count the last ones.

    {{ trunc 3 "abcdef" }} {{ trunc -2 "abcdef" }}
        abc ef
    """
    if text.isascii():
        if count >= 0:
            return text[:count]
        return text[count:] if len(text) + count > 0 else text
    data = _bytes(text)
    if count >= 0:
        return _text(data[:count])
    return _text(data[count:]) if len(data) + count > 0 else text


@func("substr", takes="int int string")
def substr(start: int, end: int, text: str) -> str:
    """The bytes of a text from one place up to another; a negative start is 0, a negative end the text's.

    {{ substr 1 3 "abcdef" }} {{ substr 2 -1 "abcdef" }}
        bc cdef
    """
    data = _bytes(text)
    if start < 0:
        if not 0 <= end <= len(data):
            what = f":{end}] with length {len(data)}" if end >= 0 else f":{end}]"
            raise FunctionError(f"runtime error: slice bounds out of range [{what}")
        return _text(data[:end])
    if end < 0 or end > len(data):
        end = len(data)
    if start > end:
        raise FunctionError(f"runtime error: slice bounds out of range [{start}:{end}]")
    return _text(data[start:end])


@func("upper", takes="string")
def upper(text: str) -> str:
    """A text in upper case.

    {{ upper "abc" }}
        ABC
    """
    return to_upper(text)


@func("lower", takes="string")
def lower(text: str) -> str:
    """A text in lower case.

    {{ lower "ABC" }}
        abc
    """
    return to_lower(text)


@func("repeat", takes="int string")
def repeat(count: int, text: str) -> str:
    """A text so many times.

    {{ repeat 3 "ab" }}
        ababab
    """
    return _padding(count, text)


@func("replace", takes="string string string")
def replace(old: str, new: str, text: str) -> str:
    """A text with all of one part replaced by another.

    {{ replace "." "-" "1.2.3" }}
        1-2-3
    """
    if len(text) * len(new) > LONGEST and len(text) + text.count(old) * (len(new) - len(old)) > LONGEST:
        raise too_long()
    return text.replace(old, new)


@func("contains", takes="string string")
def contains(part: str, text: str) -> bool:
    """Whether a text holds another.

    {{ contains "bc" "abcd" }}
        true
    """
    return part in text


@func("hasPrefix", takes="string string")
def has_prefix(prefix: str, text: str) -> bool:
    """Whether a text begins with another.

    {{ hasPrefix "ab" "abc" }}
        true
    """
    return text.startswith(prefix)


@func("hasSuffix", takes="string string")
def has_suffix(suffix: str, text: str) -> bool:
    """Whether a text ends with another.

    {{ hasSuffix "bc" "abc" }}
        true
    """
    return text.endswith(suffix)


@func("plural", takes="string string int")
def plural(one: str, many: str, count: int) -> str:
    """The first text for a count of 1, the second for any other.

    {{ plural "item" "items" 1 }} {{ plural "item" "items" 2 }}
        item items
    """
    return one if count == 1 else many


@func("split", takes="string string")
def split(separator: str, text: str) -> StringMap:
    """The parts of a text between separators, as a map of _0, _1 and so on.

    {{ $parts := split "/" "a/b/c" }}{{ $parts._0 }} {{ $parts._2 }}
        a c
    """
    return _numbered(_parts(text, separator, -1))


@func("splitn", takes="string int string")
def splitn(separator: str, count: int, text: str) -> StringMap:
    """As `split`, into so many parts at most.

    {{ $parts := splitn "/" 2 "a/b/c" }}{{ $parts._0 }} {{ $parts._1 }}
        a b/c
    """
    return _numbered(_parts(text, separator, count))


@func("splitList", takes="string string")
def split_list(separator: str, text: str) -> "list[str]":
    """The parts of a text between separators, as a list.

    {{ splitList "/" "a/b/c" }}
        [a b c]
    """
    return StringList(_parts(text, separator, -1))


def _numbered(parts: "list[str]") -> StringMap:
    return StringMap({f"_{number}": part for number, part in enumerate(parts)})


def _parts(text: str, separator: str, count: int) -> "list[str]":
    """strings.SplitN: all parts for a negative count, none for 0, the characters for an empty separator."""
    if count == 0:
        return NilStringList()
    if separator:
        return text.split(separator, count - 1 if count > 0 else -1)
    if 0 < count < len(text):
        return [*text[: count - 1], text[count - 1 :]]
    return [*text]


# ---- line breaking and shortening


@func("wrap", takes="int string")
def wrap(width: int, text: str) -> str:
    """A text broken into lines at blanks, of so many bytes at most where words allow it.

    {{ wrap 5 "a bc def ghij klmnopq" | quote }}
        "a bc\\ndef\\nghij\\nklmnopq"
    """
    return _wrapped(text, width, b"\n", break_words=False)


@func("wrapWith", takes="int string string")
def wrap_with(width: int, newline: str, text: str) -> str:
    """A text broken into lines of so many bytes at most with a separator; long words are broken too.

    {{ wrapWith 5 "|" "Hello World" }}
        Hello|World
    """
    return _wrapped(text, width, _bytes(newline) or b"\n", break_words=True)


def _wrapped(text: str, width: int, newline: bytes, *, break_words: bool) -> str:
    data = _bytes(text)
    width = max(width, 1)
    place = 0
    out: list[bytes] = []
    while len(data) - place > width:
        if data[place] == 32:
            place += 1
            continue
        end = data.rfind(b" ", place, place + width + 1)
        skip = 1
        if end < 0:
            if break_words:
                end, skip = place + width, 0
            else:
                end = data.find(b" ", place + width)
                if end < 0:
                    break
        out += (data[place:end], newline)
        place = end + skip
    out.append(data[place:])
    return _text(b"".join(out))


@func("abbrev", takes="int string")
def abbrev(width: int, text: str) -> str:
    """A text cut to so many bytes, the last three of them dots.

    {{ abbrev 5 "hello world" }}
        he...
    """
    return text if width < 4 else _text(_abbreviated(_bytes(text), 0, width))


@func("abbrevboth", takes="int int string")
def abbrevboth(left: int, right: int, text: str) -> str:
    """A text cut at both ends: from a place on, so many bytes, dots included.

    {{ abbrevboth 5 10 "1234 5678 9123" }}
        ...5678...
    """
    if right < 4 or (left > 0 and right < 7):
        return text
    return _text(_abbreviated(_bytes(text), left, right))


def _abbreviated(data: bytes, left: int, width: int) -> bytes:
    if len(data) <= width:
        return data
    left = min(left, len(data), len(data) - (width - 3) if len(data) - left < width - 3 else left)
    if left <= 4:
        return data[: width - 3] + ELLIPSIS
    if width < 7:
        return b""
    if left + width - 3 < len(data):
        rest = data[left:]
        return ELLIPSIS + (_abbreviated(rest, 0, width - 3) if width >= 7 else b"")
    return ELLIPSIS + data[len(data) - (width - 3) :]


# ---- cases and characters


@func("title", takes="string")
def title(text: str) -> str:
    """A text with every word beginning in upper case.

    {{ title "hello world-wide web" }}
        Hello World-Wide Web
    """
    from kforge.golang.words import title as titled

    return titled(text)


@func("untitle", takes="string")
def untitle(text: str) -> str:
    """A text with every word beginning in lower case.

    {{ untitle "Hello World" }}
        hello world
    """
    from kforge.golang.words import untitle as untitled

    return untitled(text)


@func("swapcase", takes="string")
def swapcase(text: str) -> str:
    """A text with upper and lower case exchanged; a word's first letter in lower case becomes title case.

    {{ swapcase "Hello World" }}
        hELLO wORLD
    """
    from kforge.golang.words import swap_case

    return swap_case(text)


@func("initials", takes="string")
def initials(text: str) -> str:
    """The first bytes of the words of a text.

    {{ initials "First Try" }}
        FT
    """
    chars = _bytes(text).decode("latin-1")
    return "".join(
        [
            char
            for place, char in enumerate(chars)
            if char not in SPACE and (not place or chars[place - 1] in SPACE)
        ]
    )


@func("nospace", takes="string")
def nospace(text: str) -> str:
    """A text without white space; where there was some, what is not ASCII is broken into bytes, as in Helm.

    {{ nospace " a b c " }}
        abc
    """
    chars = _bytes(text).decode("latin-1")
    kept = "".join([char for char in chars if char not in SPACE])
    return text if len(kept) == len(chars) else kept


@func("snakecase", takes="string")
def snakecase(text: str) -> str:
    """The words of a text in lower case with underscores between.

    {{ snakecase "FirstName HTTPServer" }}
        first_name_http_server
    """
    from kforge.golang.words import separated

    return separated(text, "_")


@func("kebabcase", takes="string")
def kebabcase(text: str) -> str:
    """The words of a text in lower case with hyphens between.

    {{ kebabcase "FirstName HTTPServer" }}
        first-name-http-server
    """
    from kforge.golang.words import separated

    return separated(text, "-")


@func("camelcase", takes="string")
def camelcase(text: str) -> str:
    """The words of a text joined, each with its first letter in upper case.

    {{ camelcase "http_server name" }}
        HttpServerName
    """
    from kforge.golang.words import pascal_case

    return pascal_case(text)


@func("shuffle", takes="string", state=True)
def shuffle(state: "Any", text: str) -> str:
    """The characters of a text in random order.

    {{ shuffle "aaa" }}
        aaa
    """
    chars = [*text]
    for place in range(len(chars) - 1, 0, -1):
        other = state.randomness.below(place + 1)
        chars[place], chars[other] = chars[other], chars[place]
    return "".join(chars)
