{{ define "labels" }}
a: b
 c: d
{{ end }}