"""Makes the inputs of the benchmarks, the same bytes every time."""

from pathlib import Path

TIERS = ("web", "api", "worker", "cache")


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write `files` (path: text) into `folder`, and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


# ---- overlays


def deployment(number: int) -> str:
    tier = TIERS[number % len(TIERS)]
    return f"""\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-{number}
  labels:
    app: app-{number}
    tier: {tier}
spec:
  replicas: {number % 5 + 1}
  selector:
    matchLabels:
      app: app-{number}
  template:
    metadata:
      labels:
        app: app-{number}
        tier: {tier}
    spec:
      containers:
      - name: main
        image: registry.example.com/team/image-{number % 20}:1.{number % 7}
        args: ["--port=8080", "--name=app-{number}"]
        ports:
        - name: http
          containerPort: 8080
        env:
        - name: LOG_LEVEL
          value: "info"
        - name: PASSWORD
          valueFrom:
            secretKeyRef:
              name: credentials
              key: password
        envFrom:
        - configMapRef:
            name: settings
        resources:
          requests:
            cpu: 100m
            memory: 128Mi
      - name: sidecar
        image: registry.example.com/team/proxy:2.1
        ports:
        - containerPort: 9090
      volumes:
      - name: config
        configMap:
          name: data-{number // 10 * 10 + 9}
"""


def service(number: int) -> str:
    return f"""\
apiVersion: v1
kind: Service
metadata:
  name: app-{number}
  labels:
    app: app-{number}
spec:
  selector:
    app: app-{number - 1}
  ports:
  - name: http
    port: 80
    targetPort: http
"""


def config_map(number: int) -> str:
    return f"""\
apiVersion: v1
kind: ConfigMap
metadata:
  name: data-{number}
data:
  name: "data-{number}"
  config.yaml: |
    listen: 0.0.0.0:8080
    workers: {number % 8 + 1}
    features:
    - one
    - two
"""


def resource(number: int) -> str:
    """Of ten resources six are Deployments, three Services and one a ConfigMap."""
    last = number % 10
    if last == 9:
        return config_map(number)
    return service(number) if last in (2, 5, 8) else deployment(number)


def base(count: int) -> dict[str, str]:
    """A base of `count` resources, up to a hundred in a file."""
    files = {}
    for start in range(0, count, 100):
        documents = [resource(number) for number in range(start, min(start + 100, count))]
        files[f"resources-{start:05}.yaml"] = "---\n".join(documents)
    names = "".join(f"- {name}\n" for name in files)
    return {**files, "kustomization.yaml": f"resources:\n{names}"}


PATCHES = {
    "annotate.yaml": """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: every
  annotations:
    example.com/owner: team-a
spec:
  template:
    spec:
      securityContext:
        runAsNonRoot: true
""",
    "limits.yaml": """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: every
spec:
  template:
    spec:
      containers:
      - name: main
        resources:
          limits:
            memory: 512Mi
""",
    "service.json": """\
[{"op": "add", "path": "/spec/ports/-", "value": {"name": "metrics", "port": 9090}}]
""",
}

OVERLAY = """\
resources:
- {base}
namespace: {namespace}
namePrefix: {namespace}-
labels:
- pairs:
    env: {namespace}
  includeSelectors: true
images:
{images}
configMapGenerator:
- name: settings
  literals:
  - LOG_FORMAT=json
  - REGION={namespace}
secretGenerator:
- name: credentials
  literals:
  - password=secret-of-{namespace}
patches:
- path: annotate.yaml
  target:
    kind: Deployment
- path: limits.yaml
  target:
    kind: Deployment
    labelSelector: tier=web
- path: service.json
  target:
    kind: Service
- target:
    kind: Deployment
    name: app-.*0
  patch: |-
    - op: replace
      path: /spec/replicas
      value: 3
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: app-1
    spec:
      template:
        spec:
          containers:
          - name: main
            env:
            - name: LOG_LEVEL
              value: debug
            - name: TRACE
              value: "true"
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: app-3
    spec:
      template:
        spec:
          containers:
          - name: sidecar
            $patch: delete
"""


def overlay(folder: str, namespace: str) -> dict[str, str]:
    """An overlay with six patches over the base in `folder`."""
    images = "\n".join(
        f"- name: registry.example.com/team/image-{number}\n  newTag: 2.{number}-{namespace}"
        for number in range(10)
    )
    return {**PATCHES, "kustomization.yaml": OVERLAY.format(base=folder, namespace=namespace, images=images)}


def one_resource(folder: Path) -> Path:
    """The smallest build: one Service, nothing changed."""
    return write(folder, {"kustomization.yaml": "resources:\n- service.yaml\n", "service.yaml": service(1)})


def patched(folder: Path, count: int) -> Path:
    """A base of `count` resources and an overlay with six patches over it; returns the overlay."""
    write(folder / "base", base(count))
    return write(folder / "overlay", overlay("../base", "dev"))


def fleet(folder: Path, overlays: int, count: int) -> list[Path]:
    """`overlays` overlays over one base of `count` resources."""
    write(folder / "base", base(count))
    names = [f"env-{number:03}" for number in range(overlays)]
    return [write(folder / name, overlay("../base", name)) for name in names]


# ---- charts

CHART = "apiVersion: v2\nname: shop\nversion: 1.2.3\nappVersion: 4.5.6\n"

VALUES = """\
replicas: 2
image:
  repository: registry.example.com/shop
  tag: ""
  pullPolicy: IfNotPresent
service:
  type: ClusterIP
  port: 80
serviceAccount:
  create: true
ingress:
  enabled: true
  className: nginx
  hosts:
  - shop.example.com
  - www.shop.example.com
resources:
  limits:
    cpu: 500m
    memory: 256Mi
  requests:
    cpu: 100m
    memory: 128Mi
env:
  LOG_LEVEL: info
  PORT: "8080"
"""

GO = {
    "_labels.tpl": """\
{{- define "shop.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}
{{- define "shop.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
""",
    "deployment.yaml": """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-shop
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels:
      {{- include "shop.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "shop.labels" . | nindent 8 }}
    spec:
      {{- if .Values.serviceAccount.create }}
      serviceAccountName: {{ .Release.Name }}-shop
      {{- end }}
      containers:
      - name: shop
        image: {{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
        imagePullPolicy: {{ .Values.image.pullPolicy }}
        env:
        {{- range $name, $value := .Values.env }}
        - name: {{ $name }}
          value: {{ $value | quote }}
        {{- end }}
        ports:
        - name: http
          containerPort: {{ .Values.service.port }}
        resources:
          {{- toYaml .Values.resources | nindent 10 }}
""",
    "service.yaml": """\
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}-shop
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  type: {{ .Values.service.type }}
  ports:
  - name: http
    port: {{ .Values.service.port }}
    targetPort: http
  selector:
    {{- include "shop.selector" . | nindent 4 }}
""",
    "serviceaccount.yaml": """\
{{- if .Values.serviceAccount.create }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .Release.Name }}-shop
  labels:
    {{- include "shop.labels" . | nindent 4 }}
{{- end }}
""",
    "ingress.yaml": """\
{{- if .Values.ingress.enabled }}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ .Release.Name }}-shop
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  ingressClassName: {{ .Values.ingress.className }}
  rules:
  {{- range .Values.ingress.hosts }}
  - host: {{ . }}
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: {{ $.Release.Name }}-shop
            port:
              number: {{ $.Values.service.port }}
  {{- end }}
{{- end }}
""",
}

# the same chart in Jinja, and the same file names: the `# Source:` lines are part of the output
JINJA = {
    "_labels.yaml": """\
{% macro selector() -%}
app.kubernetes.io/name: {{ chart.name }}
app.kubernetes.io/instance: {{ release.name }}
{%- endmacro %}
{% macro labels() -%}
{{ selector() }}
app.kubernetes.io/version: "{{ chart.appVersion }}"
{%- endmacro %}
""",
    "deployment.yaml": """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ release.name }}-shop
  labels:
    {{ labels() }}
spec:
  replicas: {{ values.replicas }}
  selector:
    matchLabels:
      {{ selector() }}
  template:
    metadata:
      labels:
        {{ labels() }}
    spec:
      {%- if values.serviceAccount.create %}
      serviceAccountName: {{ release.name }}-shop
      {%- endif %}
      containers:
      - name: shop
        image: {{ values.image.repository }}:{{ values.image.tag or chart.appVersion }}
        imagePullPolicy: {{ values.image.pullPolicy }}
        env:
        {%- for name, value in values.env | dictsort %}
        - name: {{ name }}
          value: "{{ value }}"
        {%- endfor %}
        ports:
        - name: http
          containerPort: {{ values.service.port }}
        resources: {{ values.resources }}
""",
    "service.yaml": """\
apiVersion: v1
kind: Service
metadata:
  name: {{ release.name }}-shop
  labels:
    {{ labels() }}
spec:
  type: {{ values.service.type }}
  ports:
  - name: http
    port: {{ values.service.port }}
    targetPort: http
  selector:
    {{ selector() }}
""",
    "serviceaccount.yaml": """\
{%- if values.serviceAccount.create %}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ release.name }}-shop
  labels:
    {{ labels() }}
{%- endif %}
""",
    "ingress.yaml": """\
{%- if values.ingress.enabled %}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ release.name }}-shop
  labels:
    {{ labels() }}
spec:
  ingressClassName: {{ values.ingress.className }}
  rules:
  {%- for host in values.ingress.hosts %}
  - host: {{ host }}
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: {{ release.name }}-shop
            port:
              number: {{ values.service.port }}
  {%- endfor %}
{%- endif %}
""",
}


def chart(folder: Path, engine: str) -> Path:
    """The small chart, for the engine "gotmpl" or "jinja"."""
    templates = JINJA if engine == "jinja" else GO
    metadata = CHART + ("engine: jinja\n" if engine == "jinja" else "")
    files = {f"templates/{name}": text for name, text in templates.items()}
    return write(folder, {"Chart.yaml": metadata, "values.yaml": VALUES, **files})
