"""The fields of Kubernetes' types, by version: what each holds, which must be there, what is served.

data/fields.txt has a line for each type, decoded when the type is first asked for:

    Container args:[s] env:[EnvVar](name) imagePullPolicy:s name:!s resizePolicy:[ContainerResizePolicy]@27

A field is its name, marks (`!` required, `~` deprecated), its type, and the minor versions that have it:
`@27` since 1.27, `@-30` until 1.30, `@28-30`. A type is a letter (below), the name of another type, `[T]` a
list, with the fields that tell its items apart behind it, or `{T}` a mapping with free keys. data/kinds.txt
has a line for each kind: its type with the versions that serve it (`~`: deprecated), and for one that is gone
the apiVersion that has it now.
"""

import os

from kforge.schema.enums import ENUMS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STRING = "s"
BOOLEAN = "b"
INT32 = "i"
INT64 = "l"
NUMBER = "f"
QUANTITY = "q"
INT_OR_STRING = "p"
TIME = "t"
BYTES = "y"  # base64
OBJECT = "o"  # a mapping of anything
ANY = "*"
LIST = "["
MAP = "{"
STRUCT = "."

TEXTS = (STRING, TIME, BYTES)
INTEGERS = (INT32, INT64)
COLLECTIONS = (LIST, MAP, STRUCT, OBJECT)

FIRST, LAST = 25, 37  # minor versions

_LETTERS = frozenset(
    (STRING, BOOLEAN, INT32, INT64, NUMBER, QUANTITY, INT_OR_STRING, TIME, BYTES, OBJECT, ANY)
)
_FOLDER = os.path.join(os.path.dirname(__file__), "data")


class Type:
    """What a value is: `kind` is one of the words above; a struct is looked up when it is asked for.

    `items` is the type of a list's items, or of a mapping's values; `enum` the only strings there may be, ()
    for any; `limits` what an OpenAPI schema demands beyond the type, by its keywords.
    """

    __slots__ = ("_find", "_struct", "enum", "items", "keys", "kind", "limits", "name")

    def __init__(
        self,
        kind: str,
        *,
        items: "Type | None" = None,
        name: str = "",
        find: "Callable[[str], Struct] | None" = None,
        struct: "Struct | None" = None,
        enum: "tuple[str, ...]" = (),
        keys: "tuple[str, ...]" = (),
        limits: "dict[str, object] | None" = None,
    ) -> None:
        self.kind = kind
        self.limits = limits
        self.items = items
        self.name = name
        self.enum = enum
        self.keys = keys
        self._find = find
        self._struct = struct

    @property
    def struct(self) -> "Struct":
        """The fields of a struct."""
        found = self._struct
        if found is None:
            assert self._find
            found = self._struct = self._find(self.name)
        return found

    def __repr__(self) -> str:
        return f"Type({self.kind}{self.name}{self.items or ''})"


class Field:
    """A field of a struct. `plain` is the class of values that need no second look, None where all do."""

    __slots__ = ("deprecated", "plain", "type")

    def __init__(self, kind: Type, *, deprecated: bool = False) -> None:
        self.type = kind
        self.deprecated = deprecated
        self.plain = None if kind.enum or kind.limits or deprecated else _PLAIN.get(kind.kind)


_PLAIN = {STRING: str, TIME: str, BOOLEAN: bool, INT64: int}


class Struct:
    """The fields of one type. `open`: there may be others."""

    __slots__ = ("fields", "name", "open", "required")

    def __init__(
        self,
        name: str,
        fields: "dict[str, Field]",
        required: "tuple[str, ...]" = (),
        *,
        open: bool = False,
    ) -> None:
        self.name = name
        self.fields = fields
        self.required = required
        self.open = open


class Kind:
    """What is known of a kind: the versions that serve it, and where it is when it is gone ("" nowhere)."""

    __slots__ = ("deprecated", "first", "last", "successor", "type_name")

    def __init__(self, text: str) -> None:
        name, _, self.successor = text.partition(" ")
        name, self.first, self.last = _interval(name)
        self.deprecated = name[:1] == "~"
        self.type_name = name.lstrip("~")


class Kubernetes:
    """The API of one version of Kubernetes, 1.`minor`."""

    __slots__ = ("_structs", "minor")

    def __init__(self, minor: int) -> None:
        self.minor = minor
        self._structs: dict[str, Struct] = {}

    def kind(self, api_version: str, kind: str) -> Kind | None:
        """What is known of a kind, served or not, None for one that no version has."""
        known = _kinds().get(f"{api_version}/{kind}")
        if known is None:
            return None
        fitting = [one for one in known if one.first <= self.minor <= one.last]
        if fitting:
            return fitting[0]
        return known[-1] if known[-1].last < self.minor else known[0]

    def root(self, api_version: str, kind: str) -> Struct | None:
        """The fields of a kind that is served."""
        found = self.kind(api_version, kind)
        served = found is not None and found.type_name and found.first <= self.minor <= found.last
        return self.struct(found.type_name) if found and served else None

    def struct(self, name: str) -> Struct:
        """A type by its name."""
        found = self._structs.get(name)
        if found is None:
            text = _lines("fields.txt").get(name, "")
            found = self._structs[name] = struct_of(name, text, self.struct, self.minor)
        return found

    def kinds_in(self, api_version: str) -> "list[str]":
        """The kinds that an apiVersion serves."""
        start = f"{api_version}/"
        return [
            name[len(start) :]
            for name, known in _kinds().items()
            if name.startswith(start)
            and "/" not in name[len(start) :]
            and any(one.first <= self.minor <= one.last for one in known)
        ]

    def api_versions_of(self, kind: str) -> "list[str]":
        """The apiVersions that serve a kind of this name."""
        return [
            name.rpartition("/")[0]
            for name, known in _kinds().items()
            if name.rpartition("/")[2] == kind and any(one.first <= self.minor <= one.last for one in known)
        ]


def struct_of(name: str, text: str, find: "Callable[[str], Struct]", minor: int = LAST) -> Struct:
    """The struct that a line of fields.txt describes, as one minor version has it."""
    fields: dict[str, Field] = {}
    required = []
    for field, marks, kind in _entries(text, minor):
        fields[field] = Field(_type(kind, find, ENUMS.get(f"{name}.{field}", ())), deprecated="~" in marks)
        if "!" in marks:
            required.append(field)
    return Struct(name, fields, tuple(required))


def _entries(text: str, minor: int) -> "Iterator[tuple[str, str, str]]":
    for entry in text.split(" ") if text else ():
        field, _, rest = entry.partition(":")
        if "@" in rest:
            rest, first, last = _interval(rest)
            if not first <= minor <= last:
                continue
        kind = rest.lstrip("!~")
        yield field, rest[: len(rest) - len(kind)], kind


def _type(text: str, find: "Callable[[str], Struct]", enum: "tuple[str, ...]") -> Type:
    if text in _LETTERS:
        return _plain_type(text) if not enum else Type(text, enum=enum)
    if text[0] == "[":
        end = text.rindex("]")
        keys = tuple(text[end + 2 : -1].split(",")) if end < len(text) - 1 else ()
        return Type(LIST, items=_type(text[1:end], find, enum), keys=keys)
    if text[0] == "{":
        return Type(MAP, items=_type(text[1:-1], find, enum))
    return Type(STRUCT, name=text, find=find)


_plain_types: "dict[str, Type]" = {}


def _plain_type(letter: str) -> Type:
    found = _plain_types.get(letter)
    if found is None:
        found = _plain_types[letter] = Type(letter)
    return found


def _interval(text: str) -> "tuple[str, int, int]":
    """What stands before the versions, and the first and last of them."""
    name, _, versions = text.partition("@")
    first, dash, last = versions.partition("-")
    return name, int(first or FIRST if first or last else FIRST), int(last) if dash else LAST


def when(struct: str, field: str) -> "tuple[int, int] | None":
    """The first and last minor version that have a field, None for one that no version has."""
    found = None
    for entry in _lines("fields.txt").get(struct, "").split(" "):
        name, _, rest = entry.partition(":")
        if name == field:
            _, first, last = _interval(rest)
            found = (min(first, found[0]), max(last, found[1])) if found else (first, last)
    return found


_tables: "dict[str, dict[str, str]]" = {}


def _lines(file: str) -> "dict[str, str]":
    found = _tables.get(file)
    if found is None:
        from kforge.files import read_text

        rows = read_text(os.path.join(_FOLDER, file)).split("\n")
        pairs = (row.partition(" ") for row in rows if row and row[0] != "#")
        found = {}
        for name, _, text in pairs:
            found[name] = f"{found[name]}\n{text}" if name in found else text
        _tables[file] = found
    return found


_known_kinds: "dict[str, list[Kind]]" = {}


def _kinds() -> "dict[str, list[Kind]]":
    if not _known_kinds:
        for name, text in _lines("kinds.txt").items():
            _known_kinds[name] = [Kind(part) for part in text.split("\n")]
    return _known_kinds


_versions: "dict[int, Kubernetes]" = {}


def kubernetes(minor: int = LAST) -> Kubernetes:
    """The API of Kubernetes 1.`minor`, from FIRST to LAST."""
    found = _versions.get(minor)
    if found is None:
        found = _versions[minor] = Kubernetes(minor)
    return found


def minor_of(version: str) -> int | None:
    """The minor version in `1.28`, `v1.28.3`; None when there is no table for it."""
    parts = version.strip().removeprefix("v").split(".")
    if len(parts) < 2 or parts[0] != "1" or not all(part[:1].isdigit() for part in parts):
        return None
    return int(parts[1]) if parts[1].isdigit() and FIRST <= int(parts[1]) <= LAST else None
