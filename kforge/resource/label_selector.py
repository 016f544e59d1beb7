"""Selectors over labels and annotations in Kubernetes' grammar: `app=web,tier in (front, back),!old`."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Requirement = Callable[[Mapping[str, str]], bool]

_SYMBOLS = "=!(),><"
_OPERATORS = ("=", "==", "!=", "in", "notin", ">", "<")
_END = ""
_MAX_NAME = 63
_MAX_PREFIX = 253
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_NAME = _LETTERS | frozenset("-_.")
_LOWER = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


class LabelSelectorError(Exception):
    """A selector that cannot be read; the message says why."""


def parse_label_selector(text: str) -> "Requirement":
    """A test whether labels satisfy every requirement of `text`. Raises LabelSelectorError."""
    requirements = _Parser(_tokens(text)).parse()
    return lambda labels: all(requirement(labels) for requirement in requirements)


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(text):
        start = at
        if text[at] in " \t\r\n":
            at += 1
            continue
        if text[at] in _SYMBOLS:
            at += 2 if text[at : at + 2] in ("==", "!=") else 1
        else:
            while at < len(text) and text[at] not in _SYMBOLS and text[at] not in " \t\r\n":
                at += 1
        found.append(text[start:at])
    return [*found, _END]


class _Parser:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    def parse(self) -> "list[Requirement]":
        found: list[Requirement] = []
        while self._peek() != _END:
            found.append(self._requirement())
            symbol = self._take()
            if symbol == _END:
                break
            if symbol != ",":
                raise self._unexpected(symbol, "a comma")
            if self._peek() == _END:
                raise LabelSelectorError("it ends in a comma")
        return found

    def _peek(self) -> str:
        return self.tokens[self.at]

    def _take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def _word(self, wanted: str) -> str:
        symbol = self._take()
        if symbol == _END or symbol[0] in _SYMBOLS:
            raise self._unexpected(symbol, wanted)
        return symbol

    @staticmethod
    def _unexpected(symbol: str, wanted: str) -> LabelSelectorError:
        return LabelSelectorError(f"{symbol or 'the end'} stands where {wanted} should be")

    def _requirement(self) -> "Requirement":
        absent = self._peek() == "!"
        if absent:
            self._take()
        key = _checked_key(self._word("a label"))
        if absent:
            return lambda labels: key not in labels
        if self._peek() in (_END, ","):
            return lambda labels: key in labels
        operator = self._take()
        if operator not in _OPERATORS:
            raise self._unexpected(operator, f"one of {' '.join(_OPERATORS)}")
        return _requirement(key, operator, self._values() if "in" in operator else {self._value()})

    def _value(self) -> str:
        return "" if self._peek() in (_END, ",") else self._word("a value")

    def _values(self) -> set[str]:
        symbol = self._take()
        if symbol != "(":
            raise self._unexpected(symbol, "an opening parenthesis")
        found: set[str] = set()
        while True:
            found.add("" if self._peek() in (",", ")") else self._word("a value"))
            symbol = self._take()
            if symbol == ")":
                return found
            if symbol != ",":
                raise self._unexpected(symbol, "a comma or a closing parenthesis")


def _requirement(key: str, operator: str, values: set[str]) -> "Requirement":
    if operator in ("<", ">"):
        return _comparison(key, operator, next(iter(values)))
    for value in values:
        _check_value(value)
    if operator in ("!=", "notin"):
        return lambda labels: labels.get(key) not in values
    return lambda labels: labels.get(key) in values


def _comparison(key: str, operator: str, value: str) -> "Requirement":
    bound = _integer(value)
    if bound is None or not value.isdigit():  # a sign makes it no label value
        raise LabelSelectorError(f"{operator} wants a whole number, not {value or 'nothing'}")

    def holds(labels: "Mapping[str, str]") -> bool:
        number = _integer(labels.get(key, ""))
        return number is not None and (number > bound if operator == ">" else number < bound)

    return holds


def _integer(text: str) -> int | None:
    digits = text[1:] if text[:1] in ("+", "-") else text
    return int(text) if digits.isascii() and digits.isdigit() else None


def _checked_key(key: str) -> str:
    prefix, slash, name = key.rpartition("/")
    if slash and not _is_subdomain(prefix):
        raise LabelSelectorError(f"{key} is no label: {prefix or 'nothing'} before the / is no domain")
    if not _is_name(name):
        raise LabelSelectorError(f"{key} is no label")
    return key


def _check_value(value: str) -> None:
    if value and not _is_name(value):
        raise LabelSelectorError(f"{value} is no value of a label")


def _is_name(text: str) -> bool:
    return (
        0 < len(text) <= _MAX_NAME and text[0] in _LETTERS and text[-1] in _LETTERS and _NAME.issuperset(text)
    )


def _is_subdomain(text: str) -> bool:
    parts = text.split(".")
    return len(text) <= _MAX_PREFIX and all(
        part and part[0] in _LOWER and part[-1] in _LOWER and all(c in _LOWER or c == "-" for c in part)
        for part in parts
    )
