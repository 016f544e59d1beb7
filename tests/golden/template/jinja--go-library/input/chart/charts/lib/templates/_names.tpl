{{/* Names and labels for every chart. */}}
{{- define "lib.fullname" -}}
{{- printf "%s-%s" .Release.Name (.Values.nameOverride | default .Chart.Name) | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- define "lib.labels" -}}
app.kubernetes.io/name: {{ .context.Chart.Name }}
app.kubernetes.io/instance: {{ .context.Release.Name }}
app.kubernetes.io/version: {{ .context.Chart.AppVersion | quote }}
{{- with .custom }}
{{ toYaml . }}
{{- end }}
{{- end -}}
{{- define "lib.port" -}}
{{ .port | int }}
{{- end -}}
{{- define "lib.tpl" -}}
{{- tpl .value .context -}}
{{- end -}}
