{{ .Values.num }}: {{ .Release.Name }}
