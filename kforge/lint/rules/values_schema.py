"""values-schema (KF053): values that the chart's own values.schema.json does not allow.

What: a value in values.yaml, or in one of ci/*-values.yaml, of another type than the schema wants, one that
must be there and is not, one too many.
Why: helm refuses to render the chart. A warning for the defaults, which users may have to complete.

Bad in a chart:
    # values.schema.json
    {"properties": {"replicas": {"type": "integer"}}}
    # values.yaml
    replicas: "2"
    # templates/a.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
    data: {replicas: "{{ .Values.replicas }}"}

Good in a chart:
    # values.schema.json
    {"properties": {"replicas": {"type": "integer"}}}
    # values.yaml
    replicas: 2
    # templates/a.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
    data: {replicas: "{{ .Values.replicas }}"}
"""

from kforge.lint.rule import Rule

RULE = Rule("KF053", "values-schema")
