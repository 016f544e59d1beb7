"""unused-value (KF054): a value of a chart that no template reads.

What: an entry of values.yaml whose name stands in no template of the chart, nor in one of the charts in it.
Why: it is misspelt, here or there, or a leftover: users set it, and nothing happens. Only information.
Nothing is said where templates take the values as a whole or look them up by names that they make (index
.Values, toYaml .Values, values[name]), of values of subcharts, of global ones, and where a chart in charts/
is packed or missing.

Bad in a chart:
    # values.yaml
    replicas: 2
    replicaCount: 2
    # templates/a.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
    data: {replicas: "{{ .Values.replicas }}"}

Good in a chart:
    # values.yaml
    replicas: 2
    image: {repository: web, tag: "1"}
    # templates/a.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
    data:
      replicas: "{{ .Values.replicas }}"
      {{- with .Values.image }}
      image: {{ .repository }}:{{ .tag }}
      {{- end }}
"""

from kforge.lint.rule import Rule

RULE = Rule("KF054", "unused-value")
