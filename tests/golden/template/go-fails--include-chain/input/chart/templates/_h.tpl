{{ define "one" }}
{{ include "two" . }}
{{ end }}
{{ define "two" }}{{ template "three" .Values }}{{ end }}
{{ define "three" }}{{ index .list 3 }}{{ end }}