"""invalid-value (KF043): a value of the right type that its field does not take.

What: a word that is none of those a field knows (imagePullPolicy: Allways), an integer beyond 32 bits, data
of a Secret that is no base64, a quantity that is none (1.5 GB), a port number in quotes; what the pattern,
bounds or length in the definition of a custom kind leave out.
Why: the API server refuses the object. A number in quotes is the name of a port, or a percentage without its
sign, where Kubernetes takes integers and strings.
Fix: the word, where it is one slip away; no quotes around a number.

Bad:
    apiVersion: v1
    kind: Pod
    metadata: {name: a}
    spec: {containers: [{name: a, image: nginx, imagePullPolicy: Allways}]}

Bad:
    apiVersion: v1
    kind: Secret
    metadata: {name: a}
    data: {password: secret!}

Bad:
    apiVersion: v1
    kind: Service
    metadata: {name: a}
    spec: {ports: [{port: 80, targetPort: "8080"}]}

Bad:
    apiVersion: v1
    kind: Pod
    metadata: {name: a}
    spec: {containers: [{name: a, image: nginx, resources: {limits: {memory: 1.5 GB}}}]}

Good:
    apiVersion: v1
    kind: Secret
    metadata: {name: a}
    data: {password: c2VjcmV0IQ==}
"""

from kforge.errors import nearest
from kforge.lint.documents import Document, Place
from kforge.lint.readings import quoted
from kforge.lint.rule import ERROR, Edit, Problem, Rule
from kforge.lint.typed import fits, is_near, mended, value_of
from kforge.schema import fields as types
from kforge.schema.conform import INT32_END, is_base64
from kforge.schema.quantity import is_quantity
from kforge.yaml.events import Node

RULE = Rule("KF043", "invalid-value")

REFUSED = "the API server refuses it"


@RULE.field
def check(node: Node, place: Place, document: Document) -> Problem | None:
    wanted = place.type
    value = value_of(node)
    if wanted is None or node.kind != "scalar" or value is None or not fits(value, wanted):
        return None
    narrow = wanted.kind == types.INT32 or (wanted.kind == types.INT_OR_STRING and not document.custom)
    if narrow and isinstance(value, int | float) and not _is_32_bits(value):
        return Problem.at(ERROR, f"{node.value} does not fit the 32 bits of {place.shown}: {REFUSED}", node)
    found = _text(value, node, place, document) if isinstance(value, str) else None
    return found or _limited(value, node, place)


def _limited(value: object, node: Node, place: Place) -> Problem | None:
    assert place.type
    if not place.type.limits:
        return None
    from kforge.lint.limits import beyond

    message = beyond(value, place.type.limits, place.shown)
    return Problem.at(ERROR, f"{message}: {REFUSED}", node) if message else None


def _is_32_bits(value: float) -> bool:
    return -INT32_END <= value < INT32_END


def _text(value: str, node: Node, place: Place, document: Document) -> Problem | None:
    wanted = place.type
    assert wanted
    if wanted.enum and value and value not in wanted.enum:
        return _word(value, node, place)
    if wanted.kind == types.QUANTITY and not is_quantity(value):
        message = f"{quoted(value)} is no quantity: kubectl and the API server refuse it"
        return Problem.at(ERROR, message, node, hint="a number, and perhaps one of m, k, M, G, Ki, Mi, Gi")
    if wanted.kind == types.BYTES and not is_base64(value):
        message = f"{place.shown} is not base64: kubectl and the API server refuse it"
        hint = "stringData takes plain text" if document.resource == "Secret" else ""
        return Problem.at(ERROR, message, node, hint=hint)
    if wanted.kind == types.INT_OR_STRING and value.isdigit() and not document.custom:
        message = f"{quoted(value)} in quotes is no number: {place.shown} takes it for a name or a percentage"
        return Problem.at(ERROR, message, node, hint=f"write {value}").mended(mended(node, value, wanted))
    return None


def _word(value: str, node: Node, place: Place) -> Problem:
    assert place.type
    words = place.type.enum
    slips = [word for word in words if word and is_near(value, word)]
    near = slips[0] if len(slips) == 1 else nearest(value, words)
    known = ", ".join(word for word in words if word)
    message = f"{quoted(value)} is nothing that {place.shown} knows: {REFUSED}"
    hint = f"did you mean {near}? It is one of {known}" if near else f"it is one of {known}"
    problem = Problem.at(ERROR, message, node, hint=hint)
    one_line = node.line == node.end_line and not (node.alias or node.tag or node.anchor)
    if len(slips) == 1 and one_line and node.style == "plain":
        span = (node.line, node.column, node.end_line, node.end_column)
        problem.edit = Edit(span, slips[0], new=True)
    return problem
