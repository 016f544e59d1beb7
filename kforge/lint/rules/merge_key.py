"""merge-key (KF021): a merge that the tools do not carry out alike.

What: a `<<` that stands after a key it also brings; two `<<` in one mapping; a quoted "<<"; a `<<` that
merges no mapping; `<<` or `=` as a plain value, `=` as a key.
Why: helm and kubectl let what is merged win over what stands before it, kustomize never. kustomize fails on
two `<<` and drops a quoted one. PyYAML fails on `<<` and `=` as words.
Fix: in quotes, for `<<` and `=` as words; the rest is for people.

Bad:
    base: &base {replicas: 1}
    web:
      replicas: 3
      <<: *base

Bad:
    operator: =

Good:
    base: &base {replicas: 1}
    web:
      <<: *base
      replicas: 3
    operator: "="
"""

from kforge.lint.documents import Document
from kforge.lint.rule import ERROR, WARNING, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import EQUALS, MERGE
from kforge.yaml.events import Node

RULE = Rule("KF021", "merge-key")

MERGE_TEXT = "<<"


@RULE.key(EQUALS)
@RULE.value(EQUALS, MERGE)
def check(scalar: Scalar) -> Problem:
    return scalar.problem(WARNING, "is a special word in YAML 1.1").mended(scalar.quoting())


@RULE.mapping
def check_merges(mapping: Node, _document: Document) -> "list[Problem]":
    problems = []
    own: dict[str, Node] = {}
    first: Node | None = None
    for key, value in mapping.pairs:
        if key.kind != "scalar" or key.value != MERGE_TEXT:
            own[key.value] = value
        elif key.style != "plain":
            message = 'kustomize drops the key "<<", helm and kubectl keep it'
            problems.append(Problem.at(ERROR, message, key, hint="name the key otherwise"))
        elif first:
            message = f"<< is already in line {first.line}: kustomize fails, helm and kubectl merge both"
            problems.append(Problem.at(ERROR, message, key, hint="merge a list: <<: [*a, *b]"))
        else:
            first = key
            problems += _order(key, value, own)
    return problems


def _order(merge: Node, value: Node, own: "dict[str, Node]") -> "list[Problem]":
    """Where the merged value meets keys that stand before it."""
    parts = value.items if value.kind == "sequence" else [value]
    if any(part.kind != "mapping" for part in parts):
        message = "<< merges no mapping: helm, kubectl and kustomize fail"
        return [Problem.at(ERROR, message, merge, hint="merge a mapping or a list of mappings")]
    brought = {key.value: merged for part in reversed(parts) for key, merged in part.pairs}
    names = [name for name, node in own.items() if name in brought and _differ(node, brought[name])]
    if not names:
        return []
    message = f"<< comes after {', '.join(names)}: helm and kubectl read what it brings, kustomize does not"
    return [Problem.at(ERROR, message, merge, hint="put << first")]


def _differ(one: Node, other: Node) -> bool:
    return one.kind != "scalar" or other.kind != "scalar" or one.value != other.value
