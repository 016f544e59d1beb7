{{ define "n" }}  
{{ end }}{{ define "c" }}{{/* nothing */}}{{ end }}