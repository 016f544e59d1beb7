"""block-scalar (KF037): text in a block of which a line break is not read alike, or not meant.

What: a folded block (>) that kustomize folds otherwise: one with lines that are indented further, or with
blank lines at its end that are kept. A literal block (|) that ends the file without a line break. A password
or token of one line in a block that keeps the line break at its end.
Why: kustomize reads and writes the text once more than kubectl does, and a line break too many appears; at
the end of a file kubectl and helm read a line break that kustomize does not. A password that ends in a line
break is a wrong password. A warning.

Bad:
    script: >
      first
        second
      third

Bad:
    password: |
      secret

Good:
    password: |-
      secret
    script: >
      first
      second
"""

from kforge.errors import YamlError
from kforge.lint.documents import VALUES, Document
from kforge.lint.rule import WARNING, Problem, Rule
from kforge.patterns import compiled
from kforge.yaml.events import Node, compose
from kforge.yaml.refold import refolded

RULE = Rule("KF037", "block-scalar")

SECRETS = compiled(r"(?i:.*(?:passw(?:or)?d|token|secret|api_?key|username)s?)")
HEADER = compiled(r"[|>][1-9+]*[ \t]*(?:#.*)?\r?")


@RULE.mapping
def check(mapping: Node, document: Document) -> "list[Problem]":
    problems = []
    for key, value in mapping.pairs:
        if value.style not in ("literal", "folded") or value.alias:
            continue
        span = (value.line, value.column, value.line, value.column + 1)
        if value.style == "folded" and document.kind != VALUES and refolded(value.value) != value.value:
            message = "kustomize folds this text otherwise than helm and kubectl: its line breaks change"
            problems.append(Problem(WARNING, message, span, hint="write it with | or without deeper lines"))
        elif SECRETS.fullmatch(key.value) and value.value.find("\n") == len(value.value) - 1 > 0:
            message = f"{key.value} ends in a line break"
            hint = f"write {'|' if value.style == 'literal' else '>'}- for a text without one"
            problems.append(Problem(WARNING, message, span, hint=hint))
    return problems


@RULE.text
def check_end(text: str) -> "list[Problem]":
    if text.endswith("\n") or ("|" not in text and ">" not in text):
        return []
    try:
        roots = compose(text)
    except YamlError:
        return []
    nodes = [node for root in roots[-1:] if root for node in root.walk()]
    last = nodes[-1] if nodes else None
    if last is None or last.style not in ("literal", "folded") or last.alias:
        return []
    header = text.split("\n")[last.line - 1][last.column - 1 :]
    if not HEADER.fullmatch(header) or not last.value:
        return []
    message = (
        "the text ends the file without a line break: helm and kubectl read one there, kustomize does not"
    )
    span = (last.line, last.column, last.line, last.column + 1)
    return [Problem(WARNING, message, span, hint="end the file with a line break, or write |-")]
