"""template-unquoted (KF050): a value printed without quotes where a string belongs.

What: a line of a Go template such as `value: {{ .Values.level }}` for an environment variable, an argument, a
ConfigMap's data, a label or an annotation. Found where the chart is rendered.
Why: the value is read as YAML once more: with "true", "8080" or "1.10" as the value, quoted or not in the
values file, a boolean or a number comes out, and the API server refuses the object. Jinja templates of kforge
keep the type by themselves. A warning; where it happens with the default or ci values, the rule about types
tells it.

Bad in a chart:
    # values.yaml
    level: debug
    # templates/a.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
    data:
      level: {{ .Values.level }}

Good in a chart:
    # values.yaml
    level: debug
    # templates/a.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
    data:
      level: {{ .Values.level | quote }}
"""

from kforge.lint.documents import Document, Place
from kforge.lint.rule import WARNING, Problem, Rule
from kforge.lint.typed import value_of
from kforge.patterns import compiled
from kforge.schema.fields import MAP, STRING
from kforge.yaml.events import Node

RULE = Rule("KF050", "template-unquoted")

# a whole value that is one value of the chart, printed as it is
PRINTED = compiled(r"\s*(?:-\s+)?(?:[^\s:{}]+:\s+)?\{\{-?\s*(\$?\.Values(?:\.\w+)+)\s*-?\}\}\s*(?:#.*)?")
LISTS = ("args", "command")


@RULE.field
def check(node: Node, place: Place, document: Document) -> Problem | None:
    if document.template_line is None or node.kind != "scalar" or node.style != "plain":
        return None
    if place.type is None or place.type.kind != STRING or place.type.enum or not _is_free(place):
        return None
    found = PRINTED.fullmatch(document.template_line(node.line))
    if found is None or not isinstance(value_of(node), str):
        return None
    message = f"{found[1]} stands without quotes where a string belongs: true or 8080 would be no string"
    hint = f"write {{{{ {found[1]} | quote }}}}"
    return Problem.at(WARNING, message, node, hint=hint)


def _is_free(place: Place) -> bool:
    """Whether any text may stand here: not a name or an image, which never look like a number."""
    outer = place.outer
    if place.key is None:
        return outer is not None and outer.key in LISTS
    if outer is not None and outer.type is not None and outer.type.kind == MAP:
        return True
    return place.key == "value" and outer is not None and outer.outer is not None and outer.outer.key == "env"
