"""duplicate-key (KF020): two keys of a mapping that are one to some reader.

What: the same key twice, and keys that are the same once helm and kubectl have resolved them: yes and on
are both "true", 1 and "1" are both "1", 010 and 8 are both "8".
Why: kustomize fails on the same text twice; helm and kubectl keep the last value without a word, and where
a number meets a string, either of them.

Bad:
    replicas: 1
    replicas: 3

Bad:
    "yes": 1
    flags: {yes: 1, on: 2}

Good:
    replicas: 3
"""

from kforge.lint.documents import Document
from kforge.lint.readings import go_key, kustomize_key, quoted
from kforge.lint.rule import ERROR, Problem, Rule
from kforge.yaml import scalars
from kforge.yaml.events import Node

RULE = Rule("KF020", "duplicate-key")


@RULE.mapping
def check(mapping: Node, _document: Document) -> "list[Problem]":
    seen: dict[str, Node] = {}
    problems = []
    for key, _ in mapping.pairs:
        if key.kind != "scalar" or key.tag or (key.value == "<<" and key.style == "plain"):
            continue
        name = go_key(key.value) if key.style == "plain" else key.value
        if name is None:
            continue
        first = seen.setdefault(name, key)
        if first is not key:
            message = _message(name, first, key)
            problems.append(Problem.at(ERROR, message, key, hint="keep one of them"))
    return problems


def _message(name: str, first: Node, key: Node) -> str:
    if first.value == key.value:
        subject, kustomize = f"{key.value} is already", "kustomize fails"
    else:
        subject = f"{key.value} is {quoted(name)} as a key, like {first.value}"
        kustomize = "kustomize keeps both" if _is_string(first) and _is_string(key) else "kustomize fails"
    kept = "the last one" if _typed(first) == _typed(key) else "either of them"
    return f"{subject} in line {first.line}: helm and kubectl keep {kept}, {kustomize}"


def _typed(key: Node) -> "tuple[str, object]":
    """The key as Go's map holds it before it is made a string: 1 and "1" are two keys there."""
    value = scalars.resolve(key.value, scalars.GO) if key.style == "plain" else key.value
    return type(value).__name__, value


def _is_string(key: Node) -> bool:
    return key.style != "plain" or kustomize_key(key.value) is not None
