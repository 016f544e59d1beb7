"""Rendered text to manifests: cut into documents, checked, hooks told apart, in Helm's order."""

from kforge.chart import decode as go
from kforge.errors import KforgeError, Position, TemplateError, YamlError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Protocol

    class Text(Protocol):
        """Text that knows which line of a template made each of its lines."""

        @property
        def text(self) -> str: ...

        def position(self, line: int) -> Position: ...


SEPARATOR = "---"
# what Go calls white space; Python's strip() also takes \x1c to \x1f
SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
)

HOOK = "helm.sh/hook"
TEST = "test"
HOOKS = {
    name: name
    for name in (
        *("pre-install", "post-install", "pre-delete", "post-delete"),
        *("pre-upgrade", "post-upgrade", "pre-rollback", "post-rollback", TEST),
    )
} | {"test-success": TEST}

ORDER = {
    kind: place
    for place, kind in enumerate(
        (
            *("PriorityClass", "Namespace", "NetworkPolicy", "ResourceQuota", "LimitRange"),
            *("PodSecurityPolicy", "PodDisruptionBudget", "ServiceAccount", "Secret", "SecretList"),
            *("ConfigMap", "StorageClass", "PersistentVolume", "PersistentVolumeClaim"),
            *("CustomResourceDefinition", "ClusterRole", "ClusterRoleList", "ClusterRoleBinding"),
            *("ClusterRoleBindingList", "Role", "RoleList", "RoleBinding", "RoleBindingList", "Service"),
            *("DaemonSet", "Pod", "ReplicationController", "ReplicaSet", "Deployment"),
            *("HorizontalPodAutoscaler", "StatefulSet", "Job", "CronJob", "IngressClass", "Ingress"),
            *("APIService", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"),
        )
    )
}
CRD = "CustomResourceDefinition"

HEAD: "dict[str, go.Shape]" = {
    "apiVersion": go.TEXT,
    "kind": go.TEXT,
    "metadata": {"name": go.TEXT, "annotations": (go.MAP, go.TEXT)},
}


class Manifest:
    """One document of the output. `source` is the template's name (vote/templates/web.yaml.j2).

    `events` are the hook's events, empty for what is no hook. `position(line)` is where line `line` of
    `text` comes from.
    """

    __slots__ = ("_first", "_origin", "events", "is_crd", "kind", "name", "source", "text")

    def __init__(self, source: str, text: str, origin: "Callable[[int], Position]", first: int) -> None:
        self.source = source
        self.text = text
        self.kind = ""
        self.name = ""
        self.events: list[str] = []
        self.is_crd = False
        self._origin = origin
        self._first = first

    @property
    def is_hook(self) -> bool:
        return bool(self.events)

    @property
    def is_test(self) -> bool:
        return TEST in self.events

    def position(self, line: int) -> Position:
        return self._origin(self._first + line - 1)

    def document(self) -> str:
        """The manifest as Helm prints it."""
        return f"---\n# Source: {self.source}\n{self.text}\n"


def order(manifests: "Iterable[Manifest]") -> "list[Manifest]":
    """In Helm's order of kinds; unknown kinds come last, by name. What is equal keeps its place."""
    unknown = len(ORDER)
    return sorted(
        manifests,
        key=lambda manifest: (
            ORDER.get(manifest.kind, unknown),
            "" if manifest.kind in ORDER else manifest.kind,
        ),
    )


def split(text: str) -> "list[tuple[int, str]]":
    """The documents of `text` with the line each begins in; what is blank is left out.

    A line that starts with --- separates, whatever follows: `---kind: X` begins a document too.
    """
    start = text.lstrip(SPACE)
    line = text.count("\n", 0, len(text) - len(start)) + 1
    result: list[tuple[int, str]] = []
    for part in _cut(start):
        document = part.lstrip(SPACE)
        if document:
            skipped = part.count("\n", 0, len(part) - len(document))
            result.append((line + skipped, document))
        line += part.count("\n")
    return result


def _cut(text: str) -> "Iterable[str]":
    at = 0
    while True:
        found = at if text.startswith(SEPARATOR, at) and (at == 0 or text[at - 1] == "\n") else -1
        if found < 0:
            found = text.find("\n" + SEPARATOR, at) + 1 or -1
        if found < 0:
            yield text[at:]
            return
        yield text[at:found]
        at = found + len(SEPARATOR)
        while text[at : at + 1] in (" ", "\t"):
            at += 1


class Reader:
    """Cuts the output of templates into manifests; collects the errors of all of them."""

    def __init__(self, warn: "Callable[[str], None]", excerpt: "Callable[[Position], str]") -> None:
        """`excerpt` gives the text of the line at a position."""
        self.manifests: list[Manifest] = []
        self.errors: list[KforgeError] = []
        self._warn = warn
        self._excerpt = excerpt

    def add(self, source: str, rendered: "Text") -> None:
        """Read what the template `source` rendered to."""
        if not rendered.text.strip(SPACE):
            return
        for line, text in split(rendered.text):
            manifest = Manifest(source, text, rendered.position, line)
            try:
                if self._read(manifest):
                    self.manifests.append(manifest)
            except KforgeError as error:
                self.errors.append(error)
                return  # what follows in this file is likely a consequence

    def _read(self, manifest: Manifest) -> bool:
        """Fill in kind, name and events; whether the manifest is kept. Raises TemplateError."""
        from kforge.chart.document import read

        if not manifest.text.isascii():
            self._check_unicode(manifest)
        try:
            tree = read(manifest.text, manifest.source).tree
        except YamlError as error:
            raise self._error(manifest, error.message, error.position, error.hint) from None
        if tree is None:
            return True
        try:
            head = _plain_head(tree) or go.decode(tree, HEAD)
        except go.Mismatch as mismatch:
            raise self._error(manifest, str(mismatch), _place(manifest, mismatch.path)) from None
        return self._take(manifest, head)

    def _check_unicode(self, manifest: Manifest) -> None:
        """Go templates may print any bytes. Raises TemplateError for those that are no text."""
        try:
            manifest.text.encode()
        except UnicodeEncodeError as error:
            line = manifest.text.count("\n", 0, error.start) + 1
            byte = ord(manifest.text[error.start]) & 0xFF
            found = Position(manifest.source, line)
            raise self._error(manifest, f"byte 0x{byte:02x} is not UTF-8", found) from None

    def _take(self, manifest: Manifest, head: object) -> bool:
        assert isinstance(head, dict)
        metadata = head.get("metadata") or {}
        manifest.kind = head.get("kind") or ""
        manifest.name = metadata.get("name") or ""
        annotations = metadata.get("annotations") or {}
        if HOOK not in annotations:
            return True
        for word in annotations[HOOK].split(","):
            event = HOOKS.get(word.strip(SPACE).lower())
            if event is None:
                self._warn(
                    f"{manifest.position(1)}: {manifest.kind} {manifest.name} is left out: "
                    f"there is no hook {word.strip()!r}"
                )
                return False
            manifest.events.append(event)
        return True

    def _error(
        self, manifest: Manifest, message: str, found: "Position | None", hint: str = ""
    ) -> TemplateError:
        """The error at the line of the template that made the line `found` of the manifest."""
        line = found.line if found and found.line else 1
        lines = manifest.text.split("\n")
        shown = lines[line - 1] if line <= len(lines) else ""
        position = manifest.position(line)
        source = self._excerpt(position)
        if source == shown and found:
            position = Position(position.file, position.line, found.column)
        elif shown.strip():
            hint = f"this line rendered to: {shown.strip()}" + (f"; {hint}" if hint else "")
        return TemplateError(f"not a manifest: {message}", position, source=source, hint=hint)


def _place(manifest: Manifest, path: "tuple[str | int, ...]") -> Position:
    from kforge.chart import place

    return place.find(manifest.text, manifest.source, path).position


def _plain_head(tree: object) -> "dict[str, object] | None":
    """The head of an ordinary manifest, or None when it must be read with care."""
    if not isinstance(tree, dict) or type(tree.get("kind")) is not str:
        return None
    metadata = tree.get("metadata")
    if type(metadata) is not dict or type(metadata.get("name")) is not str:
        return None
    if type(tree.get("apiVersion")) is not str:
        return None
    annotations = metadata.get("annotations")
    if annotations is None:
        return tree
    if type(annotations) is not dict:
        return None
    return tree if all(type(value) is str for value in annotations.values()) else None
