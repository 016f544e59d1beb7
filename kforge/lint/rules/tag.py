"""tag (KF023): an explicit tag that the tools do not treat alike.

What: any tag but !!str, !!merge and the collections' own: !!bool "yes", !!float 1, !!binary, !!set, !custom.
Why: kubectl ignores tags it does not know, PyYAML fails on them; !!bool "yes" is true to kubectl and an
error to kustomize; !!float 1 comes out as 1. In files that are no manifest, values or kustomization, tags
of an application (!Ref) are none of our business.

Bad:
    count: !!float 1

Bad in values.yaml:
    secret: !vault abc

Good:
    count: 1.5
    text: !!str 1
"""

from kforge.lint.documents import OTHER, Document
from kforge.lint.rule import ERROR, WARNING, Problem, Rule
from kforge.yaml import scalars
from kforge.yaml.events import Node

RULE = Rule("KF023", "tag")

STANDARD = "tag:yaml.org,2002:"
HARMLESS = ("!", *(STANDARD + name for name in ("str", "map", "seq", "merge")))
VALUES: "dict[str, tuple[object, ...]]" = {STANDARD + "bool": (True, False), STANDARD + "null": (None,)}


@RULE.tagged
def check(node: Node, document: Document) -> Problem | None:
    if node.tag in HARMLESS or (document.kind == OTHER and not node.tag.startswith(STANDARD)):
        return None
    shown = node.tag.replace(STANDARD, "!!")
    fitting = VALUES.get(node.tag)
    value = scalars.resolve(node.value, scalars.KUSTOMIZE)
    if fitting and not any(value is one for one in fitting):
        message = f"{shown} does not fit {node.value}: kustomize fails"
        return Problem.at(ERROR, message, node, hint="write the value itself")
    message = f"the tag {shown} is not read alike by helm, kubectl, kustomize and PyYAML"
    return Problem.at(WARNING, message, node, hint="write the value without a tag")
