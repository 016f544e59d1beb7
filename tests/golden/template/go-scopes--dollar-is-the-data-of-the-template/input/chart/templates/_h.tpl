{{- define "where" -}}{{ $.top }}/{{ .top }}{{- end -}}
{{- define "nested" -}}{{ range .list }}{{ . }}-{{ $.top }} {{ end }}{{- end -}}
