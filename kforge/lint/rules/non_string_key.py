"""non-string-key (KF014): a key that is a number, a boolean, null, a date or a collection.

What: any key but a string, except the words of truthy-key.
Why: Kubernetes objects have string keys only. kustomize fails on every other key; helm and kubectl write
the value as text, which is not always the text in the file (010 becomes 8, 1e6 becomes 1e+06). An error in
a manifest and where the text changes; in chart values, which kustomize never reads, a number that survives
is no finding, and elsewhere it is information.

Bad:
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
    data:
      8080: web

Bad:
    modes: {010: read}

Bad:
    ? {a: b}
    : c

Good in values.yaml:
    tcp:
      8080: default/web:80

Good:
    data: {"010": read}
"""

from kforge.lint.documents import MANIFEST, VALUES, Document
from kforge.lint.readings import FAILS, KUBECTL, KUSTOMIZE, quoted
from kforge.lint.rule import ERROR, INFO, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import (
    BIG_INT,
    BOOLEAN,
    EMPTY,
    EXPONENT,
    FLOAT,
    INT,
    LEADING_ZERO,
    LOSSY_FLOAT,
    LOUD_NULL,
    NULL,
    OCTAL,
    RADIX,
    SIGNED_INT,
    TIMESTAMP,
    UNDERSCORE,
)
from kforge.yaml.events import Node

RULE = Rule("KF014", "non-string-key")

STANDARD = "tag:yaml.org,2002:"
TEXT_TAGS = ("str", "merge")
NUMBERS = (INT, BIG_INT, SIGNED_INT, OCTAL, LEADING_ZERO, RADIX, UNDERSCORE, EXPONENT, FLOAT, LOSSY_FLOAT)

NULLS = (EMPTY, LOUD_NULL, NULL)


@RULE.key(*NUMBERS, BOOLEAN, TIMESTAMP, *NULLS)
def check(scalar: Scalar) -> Problem | None:
    seen = scalar.readings.by_reader
    message = f"{scalar.shown or 'nothing'} is no string as a key: {scalar.readings.sentence()}"
    hint = f"write {quoted(scalar.text)}"
    if seen[KUBECTL] != quoted(scalar.text):
        fixable = scalar.shape not in NULLS
        return scalar.plainly(ERROR, message, hint).mended(scalar.quoting() if fixable else None)
    if seen[KUSTOMIZE] != FAILS or scalar.document.kind == VALUES:
        return None
    if scalar.document.kind != MANIFEST:
        return scalar.plainly(INFO, message, hint)
    return scalar.plainly(ERROR, message, hint).mended(scalar.quoting())


@RULE.mapping
def check_nodes(mapping: Node, _document: Document) -> "list[Problem]":
    problems = []
    for key, _ in mapping.pairs:
        if key.kind != "scalar":
            message = f"a {key.kind} cannot be a key: helm, kubectl and kustomize fail"
            problems.append(Problem.at(ERROR, message, key))
        elif key.tag.startswith(STANDARD) and key.tag[len(STANDARD) :] not in TEXT_TAGS:
            tag = key.tag[len(STANDARD) :]
            message = f"the tag !!{tag} makes no string of the key {key.value}: kustomize fails"
            problems.append(Problem.at(ERROR, message, key))
    return problems
