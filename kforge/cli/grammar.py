"""Reads a verb's words by the grammar of Go's flags (pflag), which helm and kustomize share.

`--name=value`, `--name value`, `-n value`, `-nvalue`, `-n=value`, `--flag`, `--flag=false`, joined letters
(`-gn x`), options after operands, and `--`, after which all are operands. A name is never abbreviated.
"""

from kforge.cli.options import FALSE, FLAG, LIST, TRUE, VALUE
from kforge.errors import UsageError, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kforge.cli.options import Option, Verb


class Arguments:
    """What a command line says: options by long name, and the `operands`, words that are no options."""

    __slots__ = ("_given", "operands", "verb")

    def __init__(self, verb: "Verb", given: "dict[str, list[str]]", operands: "Sequence[str]") -> None:
        self.verb = verb
        self._given = given
        self.operands = tuple(operands)

    def flag(self, name: str) -> bool:
        """Whether the flag `name` is set."""
        return self.text(name) == "true"

    def text(self, name: str) -> str:
        """The value of the option `name`: the last one given, or the default."""
        given = self._given.get(name)
        return given[-1] if given else self.verb.by_name[name].default

    def many(self, name: str) -> "tuple[str, ...]":
        """All values of the option `name`, in order."""
        return tuple(self._given.get(name, ()))


def parse(verb: "Verb", words: "Iterable[str]") -> Arguments:
    """Read `words`, which follow the verb. Raises UsageError."""
    given: dict[str, list[str]] = {}
    operands: list[str] = []
    rest = iter(words)
    for word in rest:
        if len(word) < 2 or word[0] != "-":
            operands.append(word)
        elif word == "--":
            operands.extend(rest)
        elif word[1] == "-":
            _read_long(verb, word, rest, given)
        else:
            _read_letters(verb, word, rest, given)
    for name, values in given.items():
        _check_choice(verb.by_name[name], values)
    if "help" not in given:
        _check_number(verb, operands)
    return Arguments(verb, given, operands)


def _read_long(verb: "Verb", word: str, rest: "Iterator[str]", given: "dict[str, list[str]]") -> None:
    name, equals, value = word[2:].partition("=")
    option = verb.by_name.get(name)
    if option is None:
        raise _unknown(verb, name)
    if not equals:
        value = _without_value(option, f"--{name}", rest)
    _take(option, f"--{name}", value, given)


def _read_letters(verb: "Verb", word: str, rest: "Iterator[str]", given: "dict[str, list[str]]") -> None:
    letters = word[1:]
    while letters:
        shown = f"-{letters[0]}"
        option = verb.by_letter.get(letters[0])
        if option is None:
            raise UsageError(f"unknown flag {shown}{_in(word)}", hint=_help(verb))
        if len(letters) > 2 and letters[1] == "=":
            return _take(option, shown, letters[2:], given)
        if option.kind == FLAG or option.bare:
            _take(option, shown, _without_value(option, shown, rest), given)
            letters = letters[1:]
        else:
            return _take(option, shown, letters[1:] or _without_value(option, shown, rest), given)
    return None


def _without_value(option: "Option", shown: str, rest: "Iterator[str]") -> str:
    """The value of an option that has none in its own word: implied, or the next word, whatever it is."""
    if option.kind == FLAG:
        return "true"
    if option.bare:
        return option.bare
    for word in rest:
        return word
    raise UsageError(f"{shown} needs a value: {option.metavar}")


def _take(option: "Option", shown: str, value: str, given: "dict[str, list[str]]") -> None:
    if option.kind == FLAG:
        if value not in TRUE and value not in FALSE:
            raise UsageError(f"{shown} is a flag: {value!r} is neither true nor false")
        value = "true" if value in TRUE else "false"
    if option.refused and value != "false":
        raise UsageError(f"{shown} is refused: {option.refused}")
    values = split_list(value, shown) if option.kind == LIST else [value]
    if option.kind in (FLAG, VALUE):
        given[option.name] = values
    else:
        given.setdefault(option.name, []).extend(values)


def split_list(text: str, shown: str) -> "list[str]":
    """The fields of one line of CSV, as Go's encoding/csv reads them. Raises UsageError."""
    if '"' not in text:
        return text.split(",") if text else []
    fields = []
    while True:
        if text.startswith('"'):
            end = text.find('"', 1)
            while end > 0 and text[end + 1 : end + 2] == '"':
                end = text.find('"', end + 2)
            if end < 0 or text[end + 1 : end + 2] not in ("", ","):
                raise UsageError(f"{shown}: a quote is not closed, or text follows it", hint='write "a,b",c')
            fields.append(text[1:end].replace('""', '"'))
            comma, text = text[end + 1 : end + 2], text[end + 2 :]
        else:
            field, comma, text = text.partition(",")
            if '"' in field:
                raise UsageError(f"{shown}: a quote stands inside {field}", hint='write "a,b",c')
            fields.append(field)
        if not comma:
            return fields


def _check_choice(option: "Option", values: "Sequence[str]") -> None:
    """Only the value that counts is looked at, as in kustomize."""
    if option.choices and values[-1] not in option.choices:
        choices = ", ".join(option.choices)
        raise UsageError(f"--{option.name} cannot be {values[-1]!r}", hint=f"it is one of {choices}")


def _check_number(verb: "Verb", operands: "Sequence[str]") -> None:
    if len(operands) < verb.fewest:
        raise UsageError(f"kforge {verb.name} needs {verb.operands}", hint=_help(verb))
    if len(operands) > verb.most:
        taken = f"{verb.operands} and no more" if verb.operands else "nothing beside it"
        extra = ", ".join(operands[verb.most :])
        raise UsageError(f"kforge {verb.name} takes {taken}: {extra}", hint=_help(verb))


def _unknown(verb: "Verb", name: str) -> UsageError:
    names = [option.name for option in verb.by_name.values() if not option.refused]
    longer = [
        each for each in names if name and each.startswith(name)
    ]  # other command lines take a beginning
    near = longer[0] if longer else nearest(name, names)
    return UsageError(f"unknown flag --{name}", hint=f"did you mean --{near}?" if near else _help(verb))


def _in(word: str) -> str:
    return f" in {word}" if len(word) > 2 else ""


def _help(verb: "Verb") -> str:
    return f"see kforge {verb.name} --help"
