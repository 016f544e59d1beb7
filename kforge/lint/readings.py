"""What each reader makes of a plain scalar, as the text a message shows.

A number shows as JSON writes it, a string in quotes. `GO` and `KUSTOMIZE` come from yaml/scalars.py; the
readers that no cluster tool uses, but that linters, scripts and CI do, are here: PyYAML (YAML 1.1), readers
of YAML 1.2's core schema, and ruamel.yaml (1.2, but dates, underscores and 0b are known).
"""

from math import isfinite, isnan

from kforge.patterns import compiled
from kforge.yaml import scalars

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

HELM, KUBECTL, KUSTOMIZE = CLUSTER = ("helm", "kubectl", "kustomize")
PYYAML, CORE, RUAMEL = OTHERS = ("PyYAML", "YAML 1.2 readers", "ruamel.yaml")
IDS = {PYYAML: "pyyaml", CORE: "yaml-1.2", RUAMEL: "ruamel"}  # in reports for programs
FAILS = "an error"
DATE = "a date"

INFINITE = r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
NULLS = r"~|null|Null|NULL|"

# the implicit types of YAML 1.1, as PyYAML resolves them: first match wins
YAML11 = (
    ("bool", r"yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"),
    ("null", NULLS),
    ("binary", r"[-+]?0b[01_]+"),
    ("hex", r"[-+]?0x[0-9a-fA-F_]+"),
    ("octal", r"[-+]?0[0-7_]+"),
    ("int", r"[-+]?(?:0|[1-9][0-9_]*)"),
    ("base60", r"[-+]?(?:[1-9][0-9_]*(?::[0-5]?[0-9])+|[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)"),
    (
        "float",
        r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|" + INFINITE,
    ),
    ("error", r"<<|="),
    (
        "date",
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)"
        r"[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?",
    ),
)
YAML12 = (
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("null", NULLS),
    ("int", r"[-+]?[0-9]+"),
    ("octal", r"0o[0-7]+"),
    ("hex", r"0x[0-9a-fA-F]+"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|" + INFINITE),
)
RUAMEL12 = (
    *YAML12[:2],
    ("int", r"[-+]?[0-9][0-9_]*"),
    ("octal", r"[-+]?0o[0-7_]+"),
    ("hex", r"[-+]?0x[0-9a-fA-F_]+"),
    ("binary", r"[-+]?0b[01_]+"),
    (
        "float",
        r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?|" + INFINITE,
    ),
    *YAML11[-2:],
)
VERSIONS = {PYYAML: YAML11, CORE: YAML12, RUAMEL: RUAMEL12}
TRUE = ("yes", "true", "on")


class Readings:
    """What each reader makes of one plain scalar, in the words of a message."""

    __slots__ = ("by_reader",)

    def __init__(self, by_reader: "dict[str, str]") -> None:
        self.by_reader = by_reader

    def pairs(self) -> "tuple[tuple[str, str], ...]":
        """By the readers' ids."""
        return tuple((IDS.get(reader, reader), seen) for reader, seen in self.by_reader.items())

    def agree(self, *readers: str) -> bool:
        """Whether these readers (default: all) see the same."""
        return len({self.by_reader[reader] for reader in readers or self.by_reader}) == 1

    def sentence(self, *readers: str) -> str:
        """`helm and kubectl read false, kustomize reads "NO"`, for these readers.

        Default: the tools that deploy, and, when those agree, whoever reads something else.
        """
        if not readers and self.agree(*CLUSTER):
            common = (*CLUSTER, PYYAML, CORE)
            readers = common if not self.agree(*common) else () if self.agree() else (*CLUSTER, RUAMEL)
        readers = readers or CLUSTER
        groups: dict[str, list[str]] = {}
        for reader in readers:
            groups.setdefault(self.by_reader[reader], []).append(reader)
        return ", ".join(_clause(names, seen) for seen, names in groups.items())


def of_value(text: str, *, go_only: bool = False) -> Readings:
    """The readings of a value. `go_only`: kustomize reads it as kubectl (its own files, JSON patches)."""
    go = scalars.resolve(text, scalars.GO)
    other = go if go_only else scalars.resolve(text, scalars.KUSTOMIZE)
    seen = {
        HELM: _finite(float(go) if type(go) is int else go),  # all numbers are float64 in helm's values
        KUBECTL: _finite(go),
        KUSTOMIZE: _finite(other),
    }
    return Readings(seen | {reader: _read(text, reader) for reader in OTHERS})


def of_key(text: str, *, go_only: bool = False) -> Readings:
    """The readings of a key: helm and kubectl make every key a string, kustomize takes strings only."""
    go = go_key(text)
    own = go if go_only else kustomize_key(text)
    seen = [FAILS if name is None else quoted(name) for name in (go, go, own)]
    return Readings(
        dict(zip(CLUSTER, seen, strict=True)) | {reader: _read(text, reader) for reader in OTHERS}
    )


def go_key(text: str) -> str | None:
    """The plain key as helm and kubectl name it; None where they fail."""
    value = scalars.resolve(text, scalars.GO)
    if value is None or (_DIGITS.fullmatch(text) and 2**63 <= int(text) < 2**64):
        return None
    return value if isinstance(value, str) else scalars.key_text(value)


def kustomize_key(text: str) -> str | None:
    """The plain key as kustomize names it; None where it fails: on all but strings, and on dates."""
    is_date = text[4:5] == "-" and scalars.timestamp(text)
    return text if not is_date and scalars.resolve(text, scalars.KUSTOMIZE) == text else None


_DIGITS = compiled("[0-9]{19,20}")


def _finite(value: object) -> str:
    """What a Go tool makes of a value: none can write infinities as JSON, so all fail on them."""
    return FAILS if isinstance(value, float) and not isfinite(value) else show(value)


_SINGULAR = ([HELM], [KUBECTL], [KUSTOMIZE], [PYYAML], [RUAMEL])


def _clause(names: "list[str]", seen: str) -> str:
    verb, rest = ("fail", "") if seen == FAILS else ("read", f" {seen}")
    return f"{_join(names)} {verb}{'s' if names in _SINGULAR else ''}{rest}"


def _join(names: "list[str]") -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def show(value: object) -> str:
    """A value as messages show it: JSON's spelling, infinities in words."""
    if isinstance(value, str):
        return quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number(value)
    return str(value)


def quoted(text: str) -> str:
    """The string in double quotes, cut when it is long."""
    text = text if len(text) <= 60 else f"{text[:59]}…"
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'.replace("\t", "\\t").replace("\n", "\\n")


def number(value: float) -> str:
    """A float as Go's encoding/json writes it: shortest digits, plain up to 1e21 and down to 1e-6."""
    if not isfinite(value):
        return "not a number" if isnan(value) else "infinity" if value > 0 else "-infinity"
    if value == 0:
        return "0"
    mantissa, _, exponent = repr(value).partition("e")
    if not exponent:
        return mantissa.removesuffix(".0")
    power = int(exponent)
    sign = "-" if mantissa[0] == "-" else ""
    digits = mantissa.lstrip("-").replace(".", "")
    digits = digits[:-1] if mantissa.endswith(".0") else digits
    if not -7 < power < 21:
        return f"{mantissa.removesuffix('.0')}e{power:+d}"
    return sign + (digits.ljust(power + 1, "0") if power > 0 else "0." + "0" * (-power - 1) + digits)


def _read(text: str, reader: str) -> str:
    """What a reader that is no Go tool makes of a plain scalar. Scanners in Python take no tabs inside."""
    if "\t" in text and reader != CORE:
        return FAILS
    kind = _kind(text, reader)
    plain = text if reader == CORE else text.replace("_", "")
    try:
        return _value(kind, text, plain)
    except (ValueError, OverflowError):  # `0x_` and the like, numbers beyond Python's limit of digits
        return FAILS


def _value(kind: str, text: str, plain: str) -> str:
    if kind == "bool":
        return "true" if text.lower() in TRUE else "false"
    if kind == "base60":
        return number(_base60(plain))
    if kind == "date":
        return _date(text)
    if kind == "null":
        return "null"
    if kind == "error":
        return FAILS
    if kind in ("int", "octal", "hex", "binary"):
        return str(int(plain.replace("o", ""), {"int": 10, "octal": 8, "hex": 16, "binary": 2}[kind]))
    if kind == "float":
        return number(float(plain.lower().replace(".inf", "inf").replace(".nan", "nan")))
    return quoted(text)


def _base60(text: str) -> float:
    sign, digits = (-1, text[1:]) if text[0] == "-" else (1, text.lstrip("+"))
    total = 0.0
    for part in digits.split(":"):
        total = total * 60 + float(part)
    return sign * total


def _date(text: str) -> str:
    from datetime import date, time

    numbers = [int(part) for part in _NUMBERS.findall(text)]
    try:
        date(*numbers[:3])
        hour, minute, second = [*numbers[3:6], 0, 0, 0][:3]
        time(hour, minute, second)
    except ValueError:
        return FAILS
    return DATE


_NUMBERS = compiled("[0-9]+")
_patterns: "dict[str, re.Pattern[str]]" = {}


def _kind(text: str, reader: str) -> str:
    """The implicit type of a plain scalar to this reader, "" for a string."""
    pattern = _patterns.get(reader)
    if pattern is None:
        pattern = compiled("|".join(f"(?P<{kind}>{body})" for kind, body in VERSIONS[reader]))
        _patterns[reader] = pattern
    match = pattern.fullmatch(text)
    return match.lastgroup or "" if match else ""
