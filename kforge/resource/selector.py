"""Selecting resources: patterns over group, version, kind, name and namespace, selectors over labels.

Name and namespace are compared with what a resource is called now and with what it was called first.
"""

from kforge.errors import KforgeError, OverlayError
from kforge.resource.go_pattern import PatternError, compile_pattern, words_of
from kforge.resource.label_selector import LabelSelectorError, parse_label_selector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kforge.resource.resource import Resource, ResourceSet

    Fail = Callable[[str, str, str], KforgeError]

PATTERNS = ("group", "version", "kind", "name", "namespace")
LABEL_SELECTORS = {"labelSelector": "labels", "annotationSelector": "annotations"}

_PATTERN_HINT = "patterns are Go's and match the whole word: write .* for anything, \\. for a dot"
_LABELS_HINT = "write a=b, a!=b, a, !a, a in (b, c) or a notin (b, c), joined by commas"


def _fail(field: str, message: str, hint: str) -> KforgeError:
    return OverlayError(f"{field}: {message}", hint=hint)


class Selector:
    """A compiled selector. An empty or absent field selects everything.

    `fields` are strings by the names in PATTERNS and LABEL_SELECTORS. `fail` makes the error for a field that
    cannot be read, from its name, a message and a hint. Patterns are read at once, label selectors when the
    first resource has passed the patterns: kustomize does not notice a bad one before.
    """

    __slots__ = ("_fail", "_fields", "_kinds", "_labels", "_tests")

    def __init__(self, fields: "Mapping[str, object]", fail: "Fail" = _fail) -> None:
        self._fail = fail
        self._fields = {field: str(value) for field, value in fields.items() if value}
        self._labels: dict[str, Callable[[Mapping[str, str]], bool]] = {}
        self._tests: dict[str, Callable[[str], bool]] = {}
        for field in PATTERNS:
            pattern = self._fields.get(field)
            if pattern:
                self._tests[field] = self._compile(field, pattern)
        kind = self._fields.get("kind")
        self._kinds = words_of(kind) if kind else None

    def _compile(self, field: str, pattern: str) -> "Callable[[str], bool]":
        try:
            return compile_pattern(pattern)
        except PatternError as error:
            raise self._fail(field, f"{pattern} is no pattern: {error}", _PATTERN_HINT) from None

    def select(self, resources: "ResourceSet") -> "list[Resource]":
        """The selected ones of `resources`, in their order."""
        return [resource for resource in self.candidates(resources) if self.matches(resource)]

    def candidates(self, resources: "ResourceSet") -> "list[Resource]":
        """The resources, in their order, without those whose present kind rules them out."""
        if self._kinds is not None and len(self._kinds) == 1:
            return resources.of_kind(next(iter(self._kinds)))
        return list(resources)

    def matches(self, resource: "Resource") -> bool:
        """Does everything the selector says hold for `resource`? Raises what `fail` makes."""
        return (
            self._matches_gvk(resource)
            and self._matches_name(resource)
            and self._matches_namespace(resource)
            and self.matches_labels(resource)
        )

    def matches_any_id(self, resource: "Resource") -> bool:
        """Do the patterns fit one of the ids of `resource`, with the namespace as it is stated there?"""
        tests = self._tests
        if not tests:
            return True
        group, version, present = resource.gvk
        for field, word in (("group", group), ("version", version)):
            if field in tests and not tests[field](word):
                return False
        kind_test, name_test, space_test = tests.get("kind"), tests.get("name"), tests.get("namespace")
        ids = [(resource.name, resource.namespace, present), *resource.history]
        return any(
            (name_test is None or name_test(name))
            and (kind_test is None or kind_test(kind))
            and (space_test is None or space_test(space))
            for name, space, kind in ids
        )

    def check_label_selectors(self) -> None:
        """Raise what `fail` makes if one of them cannot be read."""
        for field in LABEL_SELECTORS:
            if field in self._fields:
                self._label_test(field)

    def matches_labels(self, resource: "Resource") -> bool:
        """Do the selectors over labels and annotations fit `resource`?"""
        return all(
            self._matches_labels(field, resource) for field in LABEL_SELECTORS if field in self._fields
        )

    @property
    def has_patterns(self) -> bool:
        """Does the selector say anything about ids?"""
        return bool(self._tests)

    @property
    def has_label_selectors(self) -> bool:
        """Does the selector say anything about labels or annotations?"""
        return any(field in self._fields for field in LABEL_SELECTORS)

    def _matches_gvk(self, resource: "Resource") -> bool:
        tests = self._tests
        gvk = resource.gvk
        for part, field in zip(gvk, PATTERNS, strict=False):
            test = tests.get(field)
            if test is not None and not test(part):
                return False
        return True

    def _matches_name(self, resource: "Resource") -> bool:
        test = self._tests.get("name")
        if test is None or test(resource.name):
            return True
        return bool(resource.history) and test(resource.original_id.name)

    def _matches_namespace(self, resource: "Resource") -> bool:
        test = self._tests.get("namespace")
        return (
            test is None
            or test(resource.id.effective_namespace)
            or test(resource.original_id.effective_namespace)
        )

    def _matches_labels(self, field: str, resource: "Resource") -> bool:
        return self._label_test(field)(resource.strings(LABEL_SELECTORS[field]))

    def _label_test(self, field: str) -> "Callable[[Mapping[str, str]], bool]":
        test = self._labels.get(field)
        if test is None:
            text = self._fields[field]
            try:
                test = self._labels[field] = parse_label_selector(text)
            except LabelSelectorError as error:
                raise self._fail(field, f"{text} is no label selector: {error}", _LABELS_HINT) from None
        return test
