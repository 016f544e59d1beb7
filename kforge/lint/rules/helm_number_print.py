"""helm-number-print (KF012): a number of the values that a Go template prints with an exponent.

What: `{{ .Values.bytes }}` where the value is 1000000 or more: 1e+06 comes out. Found where the chart is
rendered.
Why: helm keeps all numbers of values files as floats, and Go prints large ones so, `| quote` or not. As text
it is another text; as a number kubectl may read it, but not where an integer of 64 bits was meant. With --set
the same number comes out as written.

Bad in a chart:
    # values.yaml
    limit: 1000000
    # templates/a.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
    data:
      limit: {{ .Values.limit | quote }}

Good in a chart:
    # values.yaml
    limit: 1000000
    # templates/a.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
    data:
      limit: {{ .Values.limit | int64 | quote }}
"""

from kforge.lint.documents import Document
from kforge.lint.rule import WARNING, Problem, Rule
from kforge.patterns import compiled
from kforge.yaml.events import Node

RULE = Rule("KF012", "helm-number-print")

PRINTED = compiled(r"-?[0-9](?:\.[0-9]+)?e\+[0-9]{2}")
WITHIN = compiled(r"(?<![\w.])-?[0-9](?:\.[0-9]+)?e\+[0-9]{2}(?![\w.])")


@RULE.mapping
def check(mapping: Node, document: Document) -> "list[Problem]":
    return _problems([value for _, value in mapping.pairs], document)


@RULE.document
def check_lists(root: Node, document: Document) -> "list[Problem]":
    if document.template_line is None:
        return []
    return [problem for node in root.walk() for problem in _problems(node.items, document)]


def _problems(nodes: "list[Node]", document: Document) -> "list[Problem]":
    if document.template_line is None:
        return []
    problems = []
    for node in nodes:
        found = WITHIN.search(node.value) if node.kind == "scalar" and "e+" in node.value else None
        if found is None or node.line != node.end_line:
            continue
        template = document.template_line(node.line)
        if "{{" in template and found[0] not in template:
            number = f"{float(found[0]):.0f}"
            message = f"helm prints {found[0]} for a number of the values: {number} is what it is"
            problems.append(Problem.at(WARNING, message, node, hint="write | int64, before | quote"))
    return problems
