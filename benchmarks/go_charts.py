"""Makes charts of Go templates in the sizes of well-known ones, the same bytes every time."""

from pathlib import Path

from benchmarks.inputs import write

LIBRARY = "apiVersion: v2\nname: shared\nversion: 1.0.0\ntype: library\n"
CHART = """\
apiVersion: v2
name: {name}
version: 1.2.3
appVersion: 4.5.6
dependencies:
- name: shared
  version: 1.x.x
"""

# what the library charts of large publishers do: names, labels, values that are templates, API versions
HELPERS = """\
{{- define "shared.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- define "shared.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- define "shared.labels" -}}
{{- if and (hasKey . "customLabels") (hasKey . "context") -}}
{{- $default := dict "app.kubernetes.io/name" (include "shared.name" .context) "helm.sh/chart" (printf "%s-%s" .context.Chart.Name .context.Chart.Version | replace "+" "_") "app.kubernetes.io/instance" .context.Release.Name "app.kubernetes.io/managed-by" .context.Release.Service -}}
{{ template "shared.merge" (dict "values" (list .customLabels $default) "context" .context) }}
{{- else -}}
app.kubernetes.io/name: {{ include "shared.name" . }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}
{{- end -}}
{{- define "shared.merge" -}}
{{- $dst := dict -}}
{{- range .values -}}
{{- $dst = include "shared.render" (dict "value" . "context" $.context) | fromYaml | merge $dst -}}
{{- end -}}
{{ $dst | toYaml }}
{{- end -}}
{{- define "shared.render" -}}
{{- $value := typeIs "string" .value | ternary .value (.value | toYaml) }}
{{- if contains "{{" (toJson .value) }}
{{- tpl $value .context }}
{{- else }}
{{- $value }}
{{- end }}
{{- end -}}
{{- define "shared.image" -}}
{{- $registry := .image.registry -}}
{{- if .global }}{{- if .global.imageRegistry }}{{- $registry = .global.imageRegistry -}}{{- end -}}{{- end -}}
{{- if $registry }}{{- printf "%s/%s:%s" $registry .image.repository (.image.tag | toString) -}}
{{- else }}{{- printf "%s:%s" .image.repository (.image.tag | toString) -}}{{- end -}}
{{- end -}}
{{- define "shared.deployment.apiVersion" -}}
{{- if semverCompare "<1.14-0" .Capabilities.KubeVersion.Version -}}{{- print "extensions/v1beta1" -}}
{{- else -}}{{- print "apps/v1" -}}{{- end -}}
{{- end -}}
"""  # noqa: E501 - as charts are written

WORKLOAD = """\
{{{{- if .Values.part{n}.enabled }}}}
apiVersion: {{{{ include "shared.deployment.apiVersion" . }}}}
kind: {kind}
metadata:
  name: {{{{ printf "%s-part{n}" (include "shared.fullname" .) }}}}
  namespace: {{{{ .Release.Namespace | quote }}}}
  labels: {{{{- include "shared.labels" (dict "customLabels" .Values.commonLabels "context" $) | nindent 4 }}}}
    app.kubernetes.io/component: part{n}
  {{{{- if or .Values.part{n}.annotations .Values.commonAnnotations }}}}
  {{{{- $annotations := include "shared.merge" (dict "values" (list .Values.part{n}.annotations .Values.commonAnnotations) "context" .) }}}}
  annotations: {{{{- include "shared.render" (dict "value" $annotations "context" $) | nindent 4 }}}}
  {{{{- end }}}}
spec:
  replicas: {{{{ .Values.part{n}.replicaCount }}}}
  selector:
    matchLabels: {{{{- include "shared.labels" . | nindent 6 }}}}
  template:
    metadata:
      labels: {{{{- include "shared.labels" (dict "customLabels" .Values.commonLabels "context" $) | nindent 8 }}}}
    spec:
      {{{{- if .Values.part{n}.podSecurityContext.enabled }}}}
      securityContext: {{{{- omit .Values.part{n}.podSecurityContext "enabled" | toYaml | nindent 8 }}}}
      {{{{- end }}}}
      {{{{- with .Values.part{n}.nodeSelector }}}}
      nodeSelector: {{{{- include "shared.render" (dict "value" . "context" $) | nindent 8 }}}}
      {{{{- end }}}}
      containers:
        - name: main
          image: {{{{ include "shared.image" (dict "image" .Values.part{n}.image "global" .Values.global) }}}}
          imagePullPolicy: {{{{ .Values.part{n}.image.pullPolicy | quote }}}}
          args:
            {{{{- range $key, $value := .Values.part{n}.flags }}}}
            - {{{{ printf "--%s=%v" $key $value | quote }}}}
            {{{{- end }}}}
          env:
            - name: DEBUG
              value: {{{{ ternary "true" "false" .Values.debug | quote }}}}
            {{{{- if .Values.part{n}.extraEnv }}}}
            {{{{- include "shared.render" (dict "value" .Values.part{n}.extraEnv "context" $) | nindent 12 }}}}
            {{{{- end }}}}
          ports:
            - name: http
              containerPort: {{{{ .Values.part{n}.containerPort }}}}
          {{{{- if .Values.part{n}.livenessProbe.enabled }}}}
          livenessProbe: {{{{- omit .Values.part{n}.livenessProbe "enabled" | toYaml | nindent 12 }}}}
            tcpSocket:
              port: http
          {{{{- end }}}}
          {{{{- if .Values.part{n}.resources }}}}
          resources: {{{{- toYaml .Values.part{n}.resources | nindent 12 }}}}
          {{{{- end }}}}
{{{{- end }}}}
"""  # noqa: E501

CONFIG = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{{{ printf "%s-config{n}" (include "shared.fullname" .) }}}}
  labels: {{{{- include "shared.labels" (dict "customLabels" .Values.commonLabels "context" $) | nindent 4 }}}}
data:
  part{n}.conf: |-
    {{{{- range $i, $line := splitList "\\n" .Values.part{n}.config }}}}
    {{{{ $line | trim }}}}
    {{{{- end }}}}
  values.json: {{{{ .Values.part{n}.resources | toJson | quote }}}}
"""  # noqa: E501

RULES = """\
{{{{- $target := .Capabilities.KubeVersion.GitVersion }}}}
{{{{- if and (semverCompare ">=1.14.0-0" $target) (semverCompare "<9.9.9-9" $target) .Values.rules.create }}}}
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: {{{{ printf "%s-%s" (include "shared.fullname" .) "rules{n}" | trunc 63 | trimSuffix "-" }}}}
  labels:
{{{{ include "shared.labels" . | indent 4 }}}}
{{{{- with .Values.rules.labels }}}}
{{{{ toYaml . | indent 4 }}}}
{{{{- end }}}}
spec:
  groups:
  - name: group{n}
    rules:
{rules}
{{{{- end }}}}
"""

RULE = """\
{{{{- if not (.Values.rules.disabled.Alert{n}x{m} | default false) }}}}
    - alert: Alert{n}x{m}
      annotations:
        {{{{- with .Values.rules.annotations }}}}
        {{{{- toYaml . | nindent 8 }}}}
        {{{{- end }}}}
        description: 'The instance {{{{`{{{{`}}}} $labels.instance {{{{`}}}}`}}}} is at {{{{`{{{{`}}}} printf "%.2f" $value {{{{`}}}}`}}}}.'
        runbook_url: {{{{ .Values.rules.runbookUrl }}}}/group{n}/alert{m}
      expr: sum(rate(requests_total{{job="{{{{ .Values.rules.job }}}}", code=~"5.."}}[5m])) by (instance) > 0.{m}
      for: {{{{ dig "Alert{n}x{m}" "for" "10m" .Values.rules.custom }}}}
      labels:
        severity: {{{{ dig "Alert{n}x{m}" "severity" "warning" .Values.rules.custom }}}}
{{{{- end }}}}"""  # noqa: E501

PART_VALUES = """\
## Parameters of part {n}
##
part{n}:
  ## @param part{n}.enabled Whether it is there
  ##
  enabled: true
  replicaCount: {replicas}
  image:
    registry: registry.example.com
    repository: team/part{n}
    tag: 1.{n}.0
    pullPolicy: IfNotPresent
  ## @param part{n}.containerPort The port it listens on
  ##
  containerPort: {port}
  annotations: {{}}
  podSecurityContext:
    enabled: true
    fsGroup: 1001
  nodeSelector: {{}}
  flags:
    log-level: info
    workers: {replicas}
  ## @param part{n}.extraEnv More environment
  ## e.g.
  ## extraEnv:
  ##   - name: FOO
  ##     value: "bar"
  ##
  extraEnv:
    - name: RELEASE
      value: "{{{{ .Release.Name }}}}"
  livenessProbe:
    enabled: true
    initialDelaySeconds: 20
    periodSeconds: 5
  resources:
    limits: {{cpu: 500m, memory: 256Mi}}
    requests: {{cpu: 100m, memory: 128Mi}}
  config: |-
    listen 0.0.0.0:{port}
    workers {replicas}
"""

VALUES = """\
global: {imageRegistry: ""}
nameOverride: ""
fullnameOverride: ""
debug: false
commonLabels: {team: shop}
commonAnnotations: {}
rules:
  create: true
  labels: {}
  annotations: {}
  disabled: {}
  custom: {}
  job: apiserver
  runbookUrl: https://runbooks.example.com
"""


def parts(folder: Path, workloads: int, rule_files: int = 0, rules: int = 0) -> Path:
    """A chart of `workloads` workloads with a ConfigMap each, and `rule_files` files with `rules` alerts."""
    templates = {"_helpers.tpl": '{{- define "own.port" -}}{{ .Values.port }}{{- end -}}\n'}
    values = VALUES
    for number in range(workloads):
        kind = ("Deployment", "StatefulSet")[number % 2]
        templates[f"part{number}/workload.yaml"] = WORKLOAD.format(n=number, kind=kind)
        templates[f"part{number}/config.yaml"] = CONFIG.format(n=number)
        values += PART_VALUES.format(n=number, replicas=number % 4 + 1, port=8080 + number)
    for number in range(rule_files):
        text = "\n".join(RULE.format(n=number, m=each) for each in range(rules))
        templates[f"rules/group{number}.yaml"] = RULES.format(n=number, rules=text)
    files = {f"templates/{name}": text for name, text in templates.items()}
    return write(
        folder,
        {
            "Chart.yaml": CHART.format(name=folder.name),
            "values.yaml": values,
            "charts/shared/Chart.yaml": LIBRARY,
            "charts/shared/templates/_shared.tpl": HELPERS,
            **files,
        },
    )


def values_files(folder: Path, count: int) -> list[Path]:
    """Values files that each change a few things."""
    names = [f"env-{number:03}.yaml" for number in range(count)]
    write(
        folder,
        {
            name: f"debug: {'true' if number % 2 else 'false'}\npart0: {{replicaCount: {number}}}\n"
            for number, name in enumerate(names)
        },
    )
    return [folder / name for name in names]


RENDER_ALL = """\
import sys
from kforge.render.options import RenderOptions
from kforge.render.render import Renderer

chart, *files = sys.argv[1:]
renderer = Renderer(chart)
for file in files:
    sys.stdout.write(renderer.render(RenderOptions(name="shop", values_files=[file])).text() + "---\\n")
"""
