"""Semantic versions and constraints on them, in the dialect of Masterminds/semver v3 that Helm speaks.

Not node's and not Cargo's dialect: "1.2" is a version, ">1.2" leaves out 1.2.5, "~0.0.0" is everything, a
prerelease matches only a constraint whose AND group names a prerelease.
"""

from kforge.errors import ChartError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable

MAX = 2**64 - 1  # a segment is an unsigned 64-bit number
LONGEST = 20  # its digits
VERSION_BYTES, CONSTRAINT_BYTES, GROUPS = 256, 512, 32  # beyond which Masterminds/semver refuses
DIGITS = frozenset("0123456789")
IDENTIFIER = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-")
WILD = ("", "x", "X", "*")

_PART = r"[0-9|xX*]+"
_EXTRA = r"[0-9A-Za-z\-]+(?:\.[0-9A-Za-z\-]+)*"
_VERSION = rf"v?({_PART})(\.{_PART})?(\.{_PART})?(-{_EXTRA})?(\+{_EXTRA})?"
_BARE = _VERSION.replace("(", "(?:").replace("(?:?:", "(?:")
_SPACE = r"[\t\n\f\r ]"
_OPERATOR = r"=||!=|>|<|>=|=>|<=|=<|~|~>|\^"  # the empty one stands second: the order of Go's pattern


class Version:
    """A version. `pre` is "" for a release; build metadata is checked but takes no part in comparisons."""

    __slots__ = ("numbers", "pre")

    def __init__(self, numbers: "tuple[int, int, int]", pre: str) -> None:
        self.numbers = numbers
        self.pre = pre

    def compare(self, other: "Version") -> int:
        """-1, 0 or 1, as Go's Compare."""
        if self.numbers != other.numbers:
            return 1 if self.numbers > other.numbers else -1
        if self.pre == other.pre:
            return 0
        if not self.pre or not other.pre:
            return -1 if self.pre else 1
        return _compare_pre(self.pre, other.pre)


def parse(text: str) -> Version | None:
    """The version that `text` gives ("1", "v1.2", "1.2.3-rc.1+x", leading zeros allowed), or None."""
    if len(text) > VERSION_BYTES:
        return None
    rest, _, build = text.partition("+")
    numbers, dash, pre = rest.partition("-")
    parts = numbers.removeprefix("v").split(".")
    if len(parts) > 3 or not all(part and _is_number(part) for part in parts):
        return None
    if "+" in text and not well_formed(build, leading_zero=True):
        return None
    if dash and not well_formed(pre, leading_zero=False):
        return None
    major, minor, patch = [*map(_number, parts), 0, 0][:3]
    return Version((major, minor, patch), pre)


def strict(text: str) -> Version | None:
    """The version that `text` gives with all three numbers, no `v` and no leading zero, else None."""
    numbers = text.partition("+")[0].partition("-")[0].split(".")
    if len(numbers) != 3 or any(number[:1] in ("0", "v") and number != "0" for number in numbers):
        return None
    return parse(text)


def well_formed(text: str, leading_zero: bool) -> bool:
    """Whether a text is a prerelease or, where numbers may begin with 0, build metadata."""
    for part in text.split("."):
        if not part or not IDENTIFIER.issuperset(part):
            return False
        if not leading_zero and len(part) > 1 and part[0] == "0" and DIGITS.issuperset(part):
            return False
    return True


def _compare_pre(left: str, right: str) -> int:
    ours, theirs = left.split("."), right.split(".")
    for index in range(max(len(ours), len(theirs))):
        mine = ours[index] if index < len(ours) else ""
        other = theirs[index] if index < len(theirs) else ""
        if mine != other:
            return _compare_identifier(mine, other)
    return 0


def _compare_identifier(mine: str, other: str) -> int:
    if not mine or not other:
        return 1 if mine else -1
    number = _is_number(mine)
    if number != _is_number(other):
        return -1 if number else 1
    if number:
        return 1 if _number(mine) > _number(other) else -1
    return 1 if mine > other else -1


def _is_number(text: str) -> bool:
    return DIGITS.issuperset(text) and len(text.lstrip("0")) <= LONGEST and _number(text) <= MAX


def _number(digits: str) -> int:
    """The number; Python refuses to convert thousands of zeros."""
    return int(digits.lstrip("0") or 0)


class Bound:
    """One comparison of a constraint: an operator and a version whose missing parts are `dirty`."""

    __slots__ = ("dirty", "minor_dirty", "operator", "patch_dirty", "version")

    def __init__(self, operator: str, version: Version, *, any_: bool = False, parts: int = 3) -> None:
        self.operator = operator
        self.version = version
        self.minor_dirty = parts == 1 and not any_
        self.patch_dirty = parts == 2 and not any_
        self.dirty = any_ or parts < 3


class Constraint:
    """A parsed constraint: alternatives (`||`) of bounds that must all hold."""

    __slots__ = ("groups",)

    def __init__(self, groups: "list[list[Bound]]") -> None:
        self.groups = groups

    def allows(self, version: Version) -> bool:
        for group in self.groups:
            prerelease = any(bound.version.pre for bound in group)
            if version.pre and not prerelease:
                continue
            if all(OPERATORS[bound.operator](version, bound) for bound in group):
                return True
        return False


def satisfies(constraint: str, version: str) -> bool:
    """Whether `version` lies in the range `constraint`; a bad one of either is False, as in Helm."""
    found = parse(version)
    if found is None:
        return False
    try:
        return constrain(constraint).allows(found)
    except ChartError:
        return False


def constrain(text: str) -> Constraint:
    """Parse a constraint. Raises ChartError when it is none."""
    if text[:1] in DIGITS and text.count(".") == 2 and DIGITS.issuperset(text.replace(".", "")):
        exact = parse(text)  # the usual one, without a regular expression
        if exact:
            return Constraint([[Bound("", exact)]])
    if len(text.encode("utf-8", "surrogateescape")) > CONSTRAINT_BYTES:
        raise ChartError(f"constraint string is too long (max {CONSTRAINT_BYTES} bytes)")
    patterns = _patterns()
    groups = _without_ranges(text, patterns[0]).split("||")
    if len(groups) > GROUPS:
        raise ChartError(f"too many constraint groups (max {GROUPS})")
    return Constraint([_group(part, patterns) for part in groups])


_compiled: "list[re.Pattern[str]]" = []


def _patterns() -> "list[re.Pattern[str]]":
    if not _compiled:
        from kforge.patterns import ASCII, compiled

        space, bare = _SPACE, _BARE
        first = rf"{space}*(?:{_OPERATOR}){space}*{bare}{space}*"
        later = rf"(?:{space}+|,{space}*)(?:{_OPERATOR}){space}*{bare}{space}*"
        _compiled[:] = [  # at once: another thread may be here, too
            compiled(pattern, ASCII)
            for pattern in (
                rf"{space}*({bare}){space}+-{space}+({bare}){space}*",  # 1.2 - 3
                rf"{first}(?:{later})*",  # a whole AND group
                rf"(?:{_OPERATOR}){space}*{bare}",  # each bound of it
                rf"{space}*({_OPERATOR}){space}*{_VERSION}{space}*",  # its parts
            )
        ]
    return _compiled


def _without_ranges(text: str, hyphen: "re.Pattern[str]") -> str:
    result = text
    for match in hyphen.finditer(text):
        result = result.replace(match[0], f">= {match[1]}, <= {match[2]} ", 1)
    return result


def _group(text: str, patterns: "list[re.Pattern[str]]") -> "list[Bound]":
    _, whole, each, parts = patterns
    if not whole.fullmatch(text):
        raise _improper(text)
    return [_bound(part, parts) for part in each.findall(text)]


def _bound(text: str, parts: "re.Pattern[str]") -> Bound:
    match = parts.fullmatch(text)
    if not match:
        raise _improper(text)
    operator, major, minor, patch, pre = match[1], match[2], match[3] or "", match[4] or "", match[5] or ""
    if major in WILD:
        version, any_, count = parse("0.0.0" + pre), True, 0
    elif minor[1:] in WILD:
        version, any_, count = parse(f"{major}.0.0{pre}"), False, 1
    elif patch[1:] in WILD:
        version, any_, count = parse(f"{major}{minor}.0{pre}"), False, 2
    else:
        version, any_, count = parse(major + minor + patch + pre + (match[6] or "")), False, 3
    if version is None:
        raise _improper(text)
    return Bound(operator, version, any_=any_, parts=count)


def _improper(text: str) -> ChartError:
    return ChartError(f"improper version constraint {text!r}")


def _equal(version: Version, bound: Bound) -> bool:
    return _tilde(version, bound) if bound.dirty else version.compare(bound.version) == 0


def _not_equal(version: Version, bound: Bound) -> bool:
    if bound.dirty:
        if bound.version.numbers[0] != version.numbers[0]:
            return True
        if bound.minor_dirty:
            return False
        if bound.version.numbers[1] != version.numbers[1]:
            return True
        if bound.patch_dirty:
            return bool(version.pre or bound.version.pre) and version.pre != bound.version.pre
        if bound.version.numbers[2] != version.numbers[2]:
            return True
    return version.compare(bound.version) != 0


def _greater(version: Version, bound: Bound) -> bool:
    if bound.dirty:
        if version.numbers[0] != bound.version.numbers[0]:
            return version.numbers[0] > bound.version.numbers[0]
        if bound.minor_dirty:
            return False  # 11.1.0 is not > 11
        if bound.patch_dirty:
            return version.numbers[1] > bound.version.numbers[1]
    return version.compare(bound.version) > 0


def _less_or_equal(version: Version, bound: Bound) -> bool:
    if not bound.dirty:
        return version.compare(bound.version) <= 0
    major, minor, _ = bound.version.numbers
    if version.numbers[0] > major:
        return False
    return not (version.numbers[0] == major and version.numbers[1] > minor and not bound.minor_dirty)


def _tilde(version: Version, bound: Bound) -> bool:
    if version.compare(bound.version) < 0:
        return False
    if bound.version.numbers == (0, 0, 0) and not bound.minor_dirty and not bound.patch_dirty:
        return True  # "~0.0.0" and "*" take everything
    if version.numbers[0] != bound.version.numbers[0]:
        return False
    return bound.minor_dirty or version.numbers[1] == bound.version.numbers[1]


def _caret(version: Version, bound: Bound) -> bool:
    major, minor, patch = bound.version.numbers
    if version.compare(bound.version) < 0:
        return False
    if major or bound.minor_dirty:
        return version.numbers[0] == major
    if version.numbers[0]:
        return False
    if minor or bound.patch_dirty:
        return version.numbers[1] == minor
    return not version.numbers[1] and version.numbers[2] == patch


OPERATORS: "dict[str, Callable[[Version, Bound], bool]]" = {
    "": _equal,
    "=": _equal,
    "!=": _not_equal,
    ">": _greater,
    "<": lambda version, bound: version.compare(bound.version) < 0,
    ">=": lambda version, bound: version.compare(bound.version) >= 0,
    "=>": lambda version, bound: version.compare(bound.version) >= 0,
    "<=": _less_or_equal,
    "=<": _less_or_equal,
    "~": _tilde,
    "~>": _tilde,
    "^": _caret,
}
