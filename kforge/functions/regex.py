"""Template functions with Go's regular expressions (RE2: no lookaround, no back references, linear time)."""

from kforge.functions.registry import FunctionError, func
from kforge.golang.kinds import NilStringList, StringList
from kforge.golang.regexp import BadPatternError, compiled, quote_meta

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.golang.regexp import Regexp


def _must(pattern: str) -> "Regexp":
    try:
        return compiled(pattern)
    except BadPatternError as error:
        raise FunctionError(f"regexp: Compile(`{pattern}`): {error}") from None


@func("regexMatch", takes="string string")
def regex_match(pattern: str, text: str) -> bool:
    """Whether a pattern matches somewhere in a text; a bad pattern does not.

    {{ regexMatch "^v[0-9]+$" "v12" }}
        true
    """
    try:
        return compiled(pattern).matches(text)
    except BadPatternError:
        return False


@func("mustRegexMatch", takes="string string")
def must_regex_match(pattern: str, text: str) -> bool:
    """Whether a pattern matches somewhere in a text.

    {{ mustRegexMatch "b+" "abbc" }}
        true
    """
    return _must(pattern).matches(text)


@func("regexFind", "mustRegexFind", takes="string string")
def regex_find(pattern: str, text: str) -> str:
    """The first part of a text that a pattern matches, "" without one.

    {{ regexFind "[0-9]+" "v12.3" }}
        12
    """
    found = _must(pattern).find_all(text, 1)
    return found[0] if found else ""


@func("regexFindAll", "mustRegexFindAll", takes="string string int")
def regex_find_all(pattern: str, text: str, count: int) -> "list[str]":
    """The parts of a text that a pattern matches, at most so many; -1 for all.

    {{ regexFindAll "[2,4,6,8]" "123456789" -1 }}
        [2 4 6 8]
    """
    found = _must(pattern).find_all(text, count)
    return StringList(found) if found else NilStringList()


@func("regexReplaceAll", "mustRegexReplaceAll", takes="string string string")
def regex_replace_all(pattern: str, text: str, replacement: str) -> str:
    """The text with what a pattern matches replaced; $1 and ${name} stand for groups.

    {{ regexReplaceAll "a(x*)b" "-ab-axxb-" "${1}W" }}
        -W-xxW-
    """
    return _must(pattern).replace_all(text, replacement)


@func("regexReplaceAllLiteral", "mustRegexReplaceAllLiteral", takes="string string string")
def regex_replace_all_literal(pattern: str, text: str, replacement: str) -> str:
    """The text with what a pattern matches replaced by a text as it is.

    {{ regexReplaceAllLiteral "a(x*)b" "-ab-axxb-" "${1}" }}
        -${1}-${1}-
    """
    return _must(pattern).replace_all(text, replacement, literal=True)


@func("regexSplit", "mustRegexSplit", takes="string string int")
def regex_split(pattern: str, text: str, count: int) -> "list[str]":
    """The parts of a text between matches of a pattern, at most so many; -1 for all.

    {{ regexSplit "z+" "pizza" -1 }}
        [pi a]
    """
    parts = _must(pattern).split(text, count)
    return NilStringList() if parts is None else StringList(parts)


@func("regexQuoteMeta", takes="string")
def regex_quote_meta(text: str) -> str:
    """A pattern that matches just this text.

    {{ regexQuoteMeta "1.2.3" }}
        1\\.2\\.3
    """
    return quote_meta(text)
