"""type-mismatch (KF040): a value of another type than its field has.

What: a number or boolean where Kubernetes has a string (an environment variable's value, an argument, a
label, an annotation, a ConfigMap's data), text where it has a number or a boolean, a mapping where it has a
list.
Why: kubectl and the API server decode every field into its type and refuse the whole object. A word that YAML
1.1 takes for a boolean is fine where a boolean belongs. The types are those of the version of Kubernetes that
--kube-version names, and those of CustomResourceDefinitions that are linted too, or given with --crds.
Fix: quotes around what should be a string, none around a plain number or true and false.

Bad:
    apiVersion: v1
    kind: Pod
    metadata: {name: a}
    spec:
      containers:
      - name: a
        image: nginx
        env:
        - name: PORT
          value: 8080

Bad:
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: a}
    spec:
      replicas: "3"
      selector: {matchLabels: {app: a}}
      template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: nginx}]}}

Good:
    apiVersion: v1
    kind: Pod
    metadata: {name: a}
    spec:
      hostNetwork: yes
      containers:
      - name: a
        image: nginx
        env:
        - name: PORT
          value: "8080"
"""

from kforge.lint.documents import KUSTOMIZATION, Document, Place
from kforge.lint.rule import ERROR, Problem, Rule
from kforge.lint.typed import mismatch
from kforge.yaml.events import Node

RULE = Rule("KF040", "type-mismatch")


@RULE.field
def check(node: Node, place: Place, document: Document) -> Problem | None:
    if document.kind == KUSTOMIZATION:
        return None
    return mismatch(node, place, ERROR, "kubectl and the API server refuse it")
