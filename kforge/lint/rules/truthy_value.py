"""truthy-value (KF001): a word that YAML 1.1 takes for a boolean.

What: a plain y, n, yes, no, on or off in lower, upper or title case; also True, TRUE, False and FALSE, which
are booleans to everybody but rarely meant as such where a string belongs.
Why: helm and kubectl read YAML 1.1 (Norway's NO is false), kustomize keeps the word in resources and patches.
So the same file deploys different things depending on the tool, and an API server refuses a boolean label.
Where the schema has a boolean, any of these words is fine, unless a kustomization names the file as a
resource: kustomize makes a string of it.
Fix: in quotes, or true and false where the name says that a boolean is meant (enabled, hostNetwork). In chart
values, and in custom resources, only where the name tells: a template takes "no" for true. True becomes true.

Bad:
    country: NO

Bad:
    metadata: {labels: {enabled: True}}

Good:
    country: "NO"
    enabled: false
"""

from kforge.lint.documents import VALUES, wants_word
from kforge.lint.rule import ERROR, WARNING, Edit, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import CAPITAL_BOOLEAN, TRUTHY

RULE = Rule("KF001", "truthy-value")


@RULE.value(TRUTHY)
def check_word(scalar: Scalar) -> Problem | None:
    if scalar.is_boolean:
        return _kustomized(scalar)
    boolean = scalar.readings.by_reader["kubectl"]
    hint = f'write "{scalar.text}", or {boolean} where a boolean is meant'
    return scalar.problem(ERROR, "is a boolean to some readers", hint).mended(_edit(scalar, boolean))


@RULE.value(CAPITAL_BOOLEAN)
def check_spelling(scalar: Scalar) -> Problem | None:
    if scalar.is_boolean:
        return None
    hint = f'write {scalar.text.lower()}, or "{scalar.text}" where a string is meant'
    problem = scalar.problem(ERROR if scalar.wants_string else WARNING, "is a boolean", hint)
    return problem.mended(scalar.quoting() if scalar.wants_string else scalar.replacing(scalar.text.lower()))


def _kustomized(scalar: Scalar) -> Problem | None:
    """A boolean field in a file that kustomize reads first, and makes a string of the word."""
    document = scalar.document
    if document.knowledge is None or document.template_line is not None:
        return None
    if not document.knowledge.is_resource(document.file):
        return None
    boolean = scalar.readings.by_reader["kubectl"]
    hint = f"write {boolean}"
    what = "is a boolean to kubectl and a string to kustomize, which reads this file"
    return scalar.problem(ERROR, what, hint).mended(scalar.replacing(boolean))


def _edit(scalar: Scalar, boolean: str) -> Edit | None:
    if wants_word(scalar.document, scalar.place):
        return scalar.quoting()
    if scalar.wants_boolean:
        return scalar.replacing(boolean)
    if scalar.place.type is not None:
        return None
    unknown = scalar.document.kind == VALUES or scalar.document.custom
    return None if unknown else scalar.quoting()
