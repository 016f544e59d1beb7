"""Template functions on semantic versions, in the dialect of Masterminds/semver."""

from kforge.errors import ChartError
from kforge.functions.registry import FunctionError, func
from kforge.golang.kinds import Struct, Uint64
from kforge.golang.quoting import quote
from kforge.semver import MAX, VERSION_BYTES, Version, constrain, parse, well_formed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar

_VALUE_METHODS = {
    "IncMajor": ("inc_major", ""),
    "IncMinor": ("inc_minor", ""),
    "IncPatch": ("inc_patch", ""),
    "Major": ("major", ""),
    "MarshalJSON": ("json_bytes", ""),
    "MarshalText": ("text_bytes", ""),
    "Metadata": ("metadata", ""),
    "Minor": ("minor", ""),
    "Patch": ("patch", ""),
    "Prerelease": ("prerelease", ""),
    "SetMetadata": ("set_metadata", "string"),
    "SetPrerelease": ("set_prerelease", "string"),
    "String": ("go_text", ""),
}
_POINTER_METHODS = {
    **_VALUE_METHODS,
    "Compare": ("compare", "*semver.Version"),
    "Equal": ("equal", "*semver.Version"),
    "GreaterThan": ("greater", "*semver.Version"),
    "GreaterThanEqual": ("greater_equal", "*semver.Version"),
    "LessThan": ("less", "*semver.Version"),
    "LessThanEqual": ("less_equal", "*semver.Version"),
    "Original": ("original", ""),
}
INVALID = "invalid semantic version"
MEMO_LIMIT = 1000

# charts ask the same about .Capabilities.KubeVersion all the time
_compared: "dict[tuple[str, str], bool]" = {}
LEADING_ZERO = "version segment starts with 0"


class VersionValue(Struct):
    """A version that came of another: what IncMajor gives. It lacks the methods that need a pointer."""

    __slots__ = ("build", "numbers", "pre", "source")
    go_type = "semver.Version"
    methods: "ClassVar[Mapping[str, tuple[str, str]]]" = _VALUE_METHODS

    def __init__(self, numbers: "tuple[int, int, int]", pre: str, build: str, source: str = "") -> None:
        self.numbers = numbers
        self.pre = pre
        self.build = build
        self.source = source

    @property
    def go_fields(self) -> "tuple[object, ...]":
        return (*map(Uint64, self.numbers), self.pre, self.build, self.source)

    @property
    def version(self) -> Version:
        return Version(self.numbers, self.pre)

    def go_copy(self) -> "VersionValue":
        """What deepCopy gives: it does not see the fields, which are private in Go."""
        return type(self)((0, 0, 0), "", "")

    def go_text(self) -> str:
        text = "{}.{}.{}".format(*self.numbers)
        if self.pre:
            text += "-" + self.pre
        return f"{text}+{self.build}" if self.build else text

    def json_value(self) -> str:
        return self.go_text()

    def json_bytes(self) -> bytes:
        return f'"{self.go_text()}"'.encode()

    def text_bytes(self) -> bytes:
        return self.go_text().encode()

    def major(self) -> Uint64:
        return Uint64(self.numbers[0])

    def minor(self) -> Uint64:
        return Uint64(self.numbers[1])

    def patch(self) -> Uint64:
        return Uint64(self.numbers[2])

    def prerelease(self) -> str:
        return self.pre

    def metadata(self) -> str:
        return self.build

    def inc_major(self) -> "VersionValue":
        return self._next(self.numbers[0] + 1, 0, 0, "major")

    def inc_minor(self) -> "VersionValue":
        return self._next(self.numbers[0], self.numbers[1] + 1, 0, "minor")

    def inc_patch(self) -> "VersionValue":
        major, minor, patch = self.numbers
        return self._next(major, minor, patch if self.pre else patch + 1, "patch")

    def set_prerelease(self, prerelease: str) -> "VersionValue":
        if prerelease and not well_formed(prerelease, leading_zero=False):
            zero = well_formed(prerelease, leading_zero=True)
            raise FunctionError(LEADING_ZERO if zero else "invalid prerelease string")
        return self._made(self.numbers, prerelease, self.build)

    def set_metadata(self, metadata: str) -> "VersionValue":
        if metadata and not well_formed(metadata, leading_zero=True):
            raise FunctionError("invalid metadata string")
        return self._made(self.numbers, self.pre, metadata)

    def _next(self, major: int, minor: int, patch: int, part: str) -> "VersionValue":
        if max(major, minor, patch) > MAX:
            raise FunctionError(f"{part} version increment would overflow uint64")
        return self._made((major, minor, patch), "", "")

    def _made(self, numbers: "tuple[int, int, int]", pre: str, build: str) -> "VersionValue":
        result = VersionValue(numbers, pre, build)
        result.source = ("v" if self.source.startswith("v") else "") + result.go_text()
        return result


class VersionPointer(VersionValue):
    """What `semver` gives."""

    __slots__ = ()
    go_type = "*semver.Version"
    methods: "ClassVar[Mapping[str, tuple[str, str]]]" = _POINTER_METHODS

    def original(self) -> str:
        return self.source

    def compare(self, other: VersionValue) -> int:
        return self.version.compare(other.version)

    def equal(self, other: VersionValue) -> bool:
        return self.compare(other) == 0

    def greater(self, other: VersionValue) -> bool:
        return self.compare(other) > 0

    def greater_equal(self, other: VersionValue) -> bool:
        return self.compare(other) >= 0

    def less(self, other: VersionValue) -> bool:
        return self.compare(other) < 0

    def less_equal(self, other: VersionValue) -> bool:
        return self.compare(other) <= 0


@func("semver", takes="string")
def semver(text: str) -> VersionPointer:
    """A version, with Major, Minor, Patch, Prerelease, Metadata, Original, Compare and more as its methods.

    {{ $v := semver "v1.2.3-rc.1+b5" }}{{ $v.Major }} {{ $v.Prerelease }} {{ $v.Metadata }} {{ $v }}
        1 rc.1 b5 1.2.3-rc.1+b5
    """
    return _version(text)


@func("semverCompare", takes="string string")
def semver_compare(constraint: str, version: str) -> bool:
    """Whether a version lies within a constraint.

    {{ semverCompare ">=1.19-0" "v1.27.3-gke.100" }} {{ semverCompare "^1.2.0" "2.0.0" }}
        true false
    """
    known = _compared.get((constraint, version))
    if known is not None:
        return known
    try:
        wanted = constrain(constraint)
    except ChartError as error:
        raise FunctionError(_refusal(constraint, str(error.message))) from None
    if len(_compared) > MEMO_LIMIT:
        _compared.clear()
    result = _compared[constraint, version] = wanted.allows(_version(version).version)
    return result


def _refusal(constraint: str, message: str) -> str:
    """What Go says of a bad constraint: it names the first of the alternatives that is none."""
    if not message.startswith("improper"):
        return message
    for part in constraint.split("||"):
        try:
            constrain(part)
        except ChartError:
            return f"improper constraint: {quote(part)}"
    return f"improper constraint: {quote(constraint)}"


def _version(text: str) -> VersionPointer:
    version = parse(text)
    if version is None:
        raise FunctionError(_complaint(text))
    return VersionPointer(version.numbers, version.pre, text.partition("+")[2], text)


def _complaint(text: str) -> str:
    """What is wrong with a text that is no version."""
    if len(text.encode("utf-8", "surrogateescape")) > VERSION_BYTES:
        return f"version string is too long (max {VERSION_BYTES} bytes)"
    numbers, dash, pre = text.partition("+")[0].partition("-")
    parts = numbers.removeprefix("v").split(".")
    if len(parts) > 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return INVALID
    for part in parts:
        if len(part.lstrip("0")) > 20 or int(part) > MAX:
            return f'error parsing version segment: strconv.ParseUint: parsing "{part}": value out of range'
    if dash and well_formed(pre, leading_zero=True):
        return LEADING_ZERO
    return INVALID
