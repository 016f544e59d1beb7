{{ define "sub.port" }}
{{ .Values.port | trim }}
{{ end }}