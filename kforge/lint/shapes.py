"""The shapes a plain scalar can have that some reader takes for more than text; one table for rules and scan.

Every plain scalar has one shape or none. Rules hang their checks on shapes; scan.py waves a file through when
none of its plain scalars can have a shape that a rule watches.
"""

from kforge.lint.readings import YAML11, number, of_value
from kforge.patterns import compiled
from kforge.yaml import scalars

TRUTHY = "truthy"  # yes, n, Off: a boolean to YAML 1.1
CAPITAL_BOOLEAN = "capital-boolean"  # True, FALSE
BOOLEAN = "boolean"  # true, false
NULL = "null"
LOUD_NULL = "loud-null"  # ~, Null, NULL
EMPTY = "empty"
MERGE = "merge"  # <<
EQUALS = "equals"  # =, YAML 1.1's value key
INFINITE = "infinite"
INT = "int"  # no reader differs, its text survives
BIG_INT = "big-int"  # beyond 2^53
SIGNED_INT = "signed-int"  # +1, -0
OCTAL = "octal"  # 0644, 0o644
LEADING_ZERO = "leading-zero"  # 08, 0888
RADIX = "radix"  # 0x1F, 0b11
UNDERSCORE = "underscore"  # 1_000, 1_0.5
EXPONENT = "exponent"
FLOAT = "float"  # its text survives
LOSSY_FLOAT = "lossy-float"  # 1.10
SEXAGESIMAL = "sexagesimal"  # 22:22
TIMESTAMP = "timestamp"
TAB = "tab"  # a tab inside
OTHER = "other"  # readers differ and no shape above says why

WORDS = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), TRUTHY),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), TRUTHY),
    **dict.fromkeys(("True", "TRUE", "False", "FALSE"), CAPITAL_BOOLEAN),
    **dict.fromkeys(("true", "false"), BOOLEAN),
    **dict.fromkeys(("~", "Null", "NULL"), LOUD_NULL),
    "null": NULL,
    "": EMPTY,
    "<<": MERGE,
    "=": EQUALS,
}
STARTS = frozenset("yYnNoOtTfF~<=+-.0123456789")
NUMBER_STARTS = frozenset("+-.0123456789")

DATE = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"

# first match wins
NUMBERS = (
    (INT, r"0|-?[1-9][0-9]{0,14}"),
    (BIG_INT, r"-?[1-9][0-9]{15,}"),
    (SIGNED_INT, r"\+(?:0|[1-9][0-9]*)|-0"),
    (OCTAL, r"[-+]?0(?:[0-7]+|[oO][0-7][0-7_]*)"),
    (LEADING_ZERO, r"[-+]?0[0-9]+"),
    (RADIX, r"[-+]?0(?:[xX][0-9a-fA-F_]*[0-9a-fA-F][0-9a-fA-F_]*|[bB][01_]*[01][01_]*)"),
    (INFINITE, r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"),
    (EXPONENT, r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)[eE][-+]?[0-9]+"),
    (FLOAT, r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)"),
    (UNDERSCORE, r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?"),
    (SEXAGESIMAL, dict(YAML11)["base60"]),
    (TIMESTAMP, DATE + r"(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}.*)?"),
)
_NUMBER = compiled("|".join(f"(?P<{name.replace('-', '_')}>{body})" for name, body in NUMBERS))

_known: "dict[str, str]" = {}


def shape(text: str) -> str:
    """The shape of the plain scalar `text`, "" when it is text to every reader."""
    if text[:1] not in STARTS and text:
        return TAB if "\t" in text else ""
    found = _known.get(text)
    if found is None:
        found = _known[text] = _shape(text)
    return found


def _shape(text: str) -> str:
    if text in WORDS:
        return WORDS[text]
    if text[0] in NUMBER_STARTS:
        match = _NUMBER.fullmatch(text)
        named = (match.lastgroup or "").replace("_", "-") if match else ""
        kind = _weighed(named, text) if named else _disagreement(text)
        if kind:
            return kind
    return TAB if "\t" in text else ""


def _weighed(kind: str, text: str) -> str:
    """The shape after a look at what the text means: a number that survives, a date that is none."""
    if kind == FLOAT:
        value = scalars.resolve(text, scalars.GO)
        return FLOAT if isinstance(value, float) and number(value) == text else LOSSY_FLOAT
    if kind == BIG_INT:
        return INT if abs(int(text[:20])) <= 2**53 else BIG_INT
    if kind in (TIMESTAMP, UNDERSCORE):
        readings = of_value(text)
        surprising = not readings.agree() or isinstance(scalars.resolve(text, scalars.GO), int | float)
        return kind if surprising else ""
    return kind


def _disagreement(text: str) -> str:
    """OTHER when readers differ on a text that has none of the known shapes."""
    if not set(text) <= _NUMERIC:
        return ""
    value = scalars.resolve(text, scalars.GO)
    return OTHER if not isinstance(value, str) or not of_value(text).agree() else ""


_NUMERIC = frozenset("0123456789abcdefABCDEFoOxX+-._:TtZz ")
