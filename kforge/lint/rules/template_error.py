"""template-error (KF052): a chart that does not render.

What: a template that fails, or renders something that is no manifest, with the chart's default values or with
one of its ci/*-values.yaml; a chart that cannot be read.
Why: nobody can deploy it with these values. An error with the values of a ci file, which are there to render;
a warning with the defaults alone, and only information where a ci file says what a chart needs.

Bad in a chart:
    # values.yaml
    replicas: 2
    # templates/a.yaml.j2
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
    data: {replicas: "{{ values.replica }}"}

Good in a chart:
    # values.yaml
    replicas: 2
    # templates/a.yaml.j2
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
    data: {replicas: "{{ values.replicas }}"}
"""

from kforge.lint.rule import Rule

RULE = Rule("KF052", "template-error")
