"""kustomization-typed (KF051): a value in kustomization.yaml of another type than kustomize wants.

What: newTag: 1.10, a label that is a number, a namespace or a name in digits, a literal that is no string, a
mapping where a list belongs.
Why: kustomize reads its own files more strictly than resources, and fails on the whole overlay.
Fix: quotes around what should be a string, none around a plain number or true and false.

Bad in kustomization.yaml:
    images:
    - name: nginx
      newTag: 1.25

Bad in kustomization.yaml:
    commonLabels:
      release: 42

Good in kustomization.yaml:
    images:
    - name: nginx
      newTag: "1.25"
    commonLabels:
      release: "42"
"""

from kforge.lint.documents import KUSTOMIZATION, Document, Place
from kforge.lint.rule import ERROR, Problem, Rule
from kforge.lint.typed import mismatch
from kforge.yaml.events import Node

RULE = Rule("KF051", "kustomization-typed")


@RULE.field
def check(node: Node, place: Place, document: Document) -> Problem | None:
    if document.kind != KUSTOMIZATION:
        return None
    return mismatch(node, place, ERROR, "kustomize fails")
