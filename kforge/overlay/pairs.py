"""Keys and values for generated ConfigMaps and Secrets: from env files, literals and files."""

from kforge.errors import OverlayError
from kforge.overlay.keys import check_key
from kforge.resource.resource import Origin, Resource, Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.overlay.context import BuildContext
    from kforge.overlay.shape import Metadata, Options, Pairs

_BOM = b"\xef\xbb\xbf"
# What Go's unicode.IsSpace takes for space; str.lstrip would strip more.
_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
# Go's line scanner gives up at a longer line, and kustomize does not ask it why.
_LONGEST_LINE = 65535
_BASE64_LINE = 70


def named(entry: "Pairs", metadata: "Metadata") -> "Pairs":
    """The entry that a document of its own holds; name and namespace may be those of the document."""
    named = entry.copy()
    named["name"] = entry.get("name") or metadata.get("name", "")
    named["namespace"] = entry.get("namespace") or metadata.get("namespace", "")
    return named


class Source:
    """One entry of a generator's list: what it says, and where it stands."""

    __slots__ = ("context", "entry", "field", "index")

    def __init__(self, entry: "Pairs", field: str, index: int, context: "BuildContext") -> None:
        self.entry = entry
        self.field = field
        self.index = index
        self.context = context

    def error(self, message: str, *path: str | int, hint: str = "") -> OverlayError:
        return self.context.error(message, self.field, self.index, *path, hint=hint)

    def options(self) -> "Options":
        """The entry's options over those of generatorOptions; what one of them switches on stays on."""
        general: Options = self.context.kustomization.fields.get("generatorOptions", {})
        own = self.entry.get("options") or {}
        return {
            "labels": {**(general.get("labels") or {}), **(own.get("labels") or {})},
            "annotations": {**(general.get("annotations") or {}), **(own.get("annotations") or {})},
            "disableNameSuffixHash": own.get("disableNameSuffixHash", False)
            or general.get("disableNameSuffixHash", False),
            "immutable": own.get("immutable", False) or general.get("immutable", False),
        }

    def resource(self, kind: str) -> Resource:
        """The resource to fill: name, namespace, labels, annotations, and what becomes of its name."""
        if not self.entry.get("name"):
            raise self.error(f"an entry of {self.field} must have a name")
        metadata: Tree = {"name": self.entry["name"]}
        if self.entry.get("namespace"):
            metadata["namespace"] = self.entry["namespace"]
        options = self.options()
        if options["labels"]:
            metadata["labels"] = options["labels"]
            for key in options["labels"]:
                self._check(key)
        if options["annotations"]:
            metadata["annotations"] = options["annotations"]
        tree: Tree = {"apiVersion": "v1", "kind": kind, "metadata": metadata}
        if options["immutable"]:
            tree["immutable"] = True
        resource = Resource(tree, Origin(self.context.file))
        resource.needs_hash = not options["disableNameSuffixHash"]
        resource.behavior = self.entry.get("behavior", "")
        return resource

    def pairs(self) -> dict[str, bytes]:
        """All keys and values, env files first. Raises OverlayError when a key comes twice."""
        pairs: dict[str, bytes] = {}
        for add in (self._add_envs, self._add_literals, self._add_files):
            add(pairs)
        return pairs

    def _check(self, key: str, *path: str | int) -> None:
        try:
            check_key(key)
        except OverlayError as error:
            raise self.error(error.message, *path, hint=error.hint) from None

    def _add(self, pairs: dict[str, bytes], key: str, value: bytes, *path: str | int) -> None:
        self._check(key, *path)
        if key in pairs:
            raise self.error(f"{self.entry.get('name')} has the key {key} twice", *path)
        pairs[key] = value

    def _add_envs(self, pairs: dict[str, bytes]) -> None:
        for place, name in enumerate(self.entry.get("envs") or ()):
            data = self.context.read(name, self.field, self.index, "envs", place)
            for number, line in enumerate(data.split(b"\n")):
                if len(line) > _LONGEST_LINE:
                    break
                key, value = self._env_line(line.removesuffix(b"\r"), number, name)
                if key:
                    self._add(pairs, key, value, "envs", place)

    def _env_line(self, line: bytes, number: int, name: str) -> tuple[str, bytes]:
        try:
            text = (line.removeprefix(_BOM) if number == 0 else line).decode()
        except UnicodeDecodeError:
            raise self.error(f"line {number + 1} of {name} is not UTF-8", "envs") from None
        text = text.lstrip(_SPACE)
        if text.startswith("#"):
            return "", b""
        key, _, value = text.partition("=")
        return key, value.encode()

    def _add_literals(self, pairs: dict[str, bytes]) -> None:
        for place, literal in enumerate(self.entry.get("literals") or ()):
            key, equals, value = literal.partition("=")
            if not key or not equals:
                raise self.error(
                    f"the literal {literal} has no key", "literals", place, hint="write key=value"
                )
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            self._add(pairs, key, value.encode(), "literals", place)

    def _add_files(self, pairs: dict[str, bytes]) -> None:
        for place, source in enumerate(self.entry.get("files") or ()):
            key, equals, path = source.partition("=")
            if not equals:
                key, path = _basename(source), source
            elif not key or not path or "=" in path:
                raise self.error(
                    f"cannot tell key from file in {source}", "files", place, hint="write key=path or path"
                )
            data = self.context.read(path, self.field, self.index, "files", place)
            self._add(pairs, key, data, "files", place)


def _basename(path: str) -> str:
    """Go's path.Base."""
    return path.rstrip("/").rpartition("/")[2] or ("/" if path else ".")


def base64_text(data: bytes) -> str:
    """Base64 in lines of 70, as kustomize breaks it; a short one is one line without an end."""
    from binascii import b2a_base64

    text = b2a_base64(data, newline=False).decode()
    if len(text) < _BASE64_LINE:
        return text
    return "".join(text[start : start + _BASE64_LINE] + "\n" for start in range(0, len(text), _BASE64_LINE))
