"""Random overlays: whatever fields meet, kforge prints the bytes of the real kubectl, or both refuse."""

import subprocess

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from kforge.errors import KforgeError
from kforge.overlay.build import build_text

EXAMPLES = 60

NAMES = ("web", "db", "conf", "box")
SPACES = ("", "", "", "east", "default")


def flow(value: object) -> str:
    """A YAML flow node; JSON but for unquoted keys and simple words."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return {None: "null", True: "true", False: "false"}[value] if not isinstance(value, int) else str(value)


def pod(draw: st.DrawFn) -> dict[str, object]:
    """A pod spec that names other resources."""
    name = st.sampled_from(NAMES)
    container: dict[str, object] = {
        "name": "c",
        "image": draw(st.sampled_from(("tea", "tea:1", "r.io/tea@sha256:a"))),
    }
    if draw(st.booleans()):
        container["envFrom"] = [{"configMapRef": {"name": draw(name)}}, {"secretRef": {"name": draw(name)}}]
    spec: dict[str, object] = {"containers": [container]}
    if draw(st.booleans()):
        spec["volumes"] = [{"name": "v", "configMap": {"name": draw(name)}}]
    if draw(st.booleans()):
        spec["serviceAccountName"] = draw(name)
    return spec


def body(draw: st.DrawFn, kind: str) -> dict[str, object]:
    """What a resource of `kind` has besides its metadata."""
    name = st.sampled_from(NAMES)
    if kind in ("Deployment", "StatefulSet", "Job"):
        template: dict[str, object] = {"spec": pod(draw)}
        if draw(st.booleans()):
            template["metadata"] = {"labels": {"app": draw(name)}}
        return {"spec": {"template": template}}
    if kind == "Pod":
        return {"spec": pod(draw)}
    if kind == "HorizontalPodAutoscaler":
        return {"spec": {"scaleTargetRef": {"kind": "Deployment", "name": draw(name)}}}
    if kind == "Ingress":
        return {
            "spec": {"defaultBackend": {"service": {"name": draw(name)}}, "tls": [{"secretName": draw(name)}]}
        }
    if kind in ("RoleBinding", "ClusterRoleBinding"):
        subject = {"kind": "ServiceAccount", "name": draw(st.sampled_from((*NAMES, "default")))}
        space = draw(st.sampled_from(SPACES))
        role = {
            "apiGroup": "rbac.authorization.k8s.io",
            "kind": draw(st.sampled_from(("Role", "ClusterRole"))),
        }
        return {
            "roleRef": {**role, "name": draw(name)},
            "subjects": [{**subject, "namespace": space} if space else subject],
        }
    if kind in ("Role", "ClusterRole"):
        return {"rules": [{"resources": ["configmaps"], "resourceNames": [draw(name)]}]}
    return (
        {"data": {"k": draw(st.sampled_from(("v", "1", "a\nb")))}} if kind in ("ConfigMap", "Secret") else {}
    )


API = {
    "Deployment": "apps/v1",
    "StatefulSet": "apps/v1",
    "Job": "batch/v1",
    "HorizontalPodAutoscaler": "autoscaling/v2",
    "Ingress": "networking.k8s.io/v1",
    "RoleBinding": "rbac.authorization.k8s.io/v1",
    "ClusterRoleBinding": "rbac.authorization.k8s.io/v1",
    "Role": "rbac.authorization.k8s.io/v1",
    "ClusterRole": "rbac.authorization.k8s.io/v1",
    "Machine": "example.com/v1",
}
KINDS = (*API, "Pod", "Service", "ConfigMap", "Secret", "ServiceAccount", "Namespace")


@st.composite
def resource(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from(KINDS))
    metadata: dict[str, object] = {"name": draw(st.sampled_from(NAMES))}
    space = draw(st.sampled_from(SPACES))
    if space:
        metadata["namespace"] = space
    if draw(st.booleans()):
        metadata["labels"] = {"app": draw(st.sampled_from(NAMES))}
    if draw(st.booleans()):
        metadata["annotations"] = {"note": draw(st.sampled_from(("a", "1", "true")))}
    return {"apiVersion": API.get(kind, "v1"), "kind": kind, "metadata": metadata, **body(draw, kind)}


def identity(tree: dict[str, object]) -> str:
    metadata = tree["metadata"]
    assert isinstance(metadata, dict)
    return f"{tree['kind']} {metadata['name']}"


@st.composite
def generator(draw: st.DrawFn) -> dict[str, object]:
    entry: dict[str, object] = {
        "name": draw(st.sampled_from(NAMES)),
        "literals": ["k=" + draw(st.sampled_from("ab"))],
    }
    for field, values in (
        ("behavior", ("merge", "replace", "create")),
        ("namespace", ("east", "west")),
        ("options", ({"disableNameSuffixHash": True}, {"immutable": True, "labels": {"app": "gen"}})),
    ):
        if draw(st.integers(0, 5)) == 0:
            entry[field] = draw(st.sampled_from(values))
    return entry


LABELS = st.dictionaries(
    st.sampled_from(("app", "tier", "env")), st.sampled_from(("x", "1", "on")), min_size=1
)
FIELDS: dict[str, st.SearchStrategy[object]] = {
    "namespace": st.sampled_from(("east", "west", "north")),
    "namePrefix": st.sampled_from(("a-", "b-")),
    "nameSuffix": st.sampled_from(("-y", "-z")),
    "commonLabels": LABELS,
    "labels": st.lists(
        st.builds(
            lambda pairs, one, two: {"pairs": pairs, "includeSelectors": one, "includeTemplates": two},
            LABELS,
            st.booleans(),
            st.booleans(),
        ),
        max_size=2,
    ),
    "commonAnnotations": st.dictionaries(
        st.sampled_from(("note", "by")), st.sampled_from(("x", "2")), min_size=1
    ),
    "images": st.lists(
        st.fixed_dictionaries(
            {"name": st.sampled_from(("tea", "r.io/tea", "n"))},
            optional={
                "newName": st.sampled_from(("n", "r.io/n")),
                "newTag": st.sampled_from(("2", "v3")),
                "digest": st.just("sha256:b"),
                "tagSuffix": st.just("-s"),
            },
        ),
        max_size=2,
    ),
    "configMapGenerator": st.lists(generator(), max_size=2),
    "secretGenerator": st.lists(generator(), max_size=1),
    "patches": st.lists(
        st.builds(
            lambda kind, key, value: {
                "target": {"kind": kind},
                "patch": f"- {{op: add, path: /metadata/labels, value: {{{key}: {value}}}}}",
            },
            st.sampled_from(("Deployment", "Pod|Job", "ConfigMap")),
            st.sampled_from(("app", "tier")),
            st.sampled_from(("p", "q")),
        )
        | st.builds(
            lambda key, value: {
                "target": {"kind": "Deployment|StatefulSet|Job"},
                "patch": flow(
                    {"apiVersion": "v1", "kind": "X", "metadata": {"name": "x", "labels": {key: value}}}
                ),
            },
            st.sampled_from(("app", "tier")),
            st.sampled_from(("p", "q")),
        ),
        max_size=2,
    ),
    "sortOptions": st.sampled_from(({"order": "fifo"}, {"order": "legacy"})),
}


@st.composite
def layer(
    draw: st.DrawFn, bases: list[str], *, parts: bool = False, few: bool = False, apart: str = ""
) -> dict[str, str]:
    """One kustomization with a file of resources, over `bases`; `apart` tells its names from others'."""
    files: dict[str, str] = {}
    listed = list(bases)
    fewest, most = (0, 2) if bases or few else (2, 6)
    own = draw(st.lists(resource(), min_size=fewest, max_size=most, unique_by=identity))
    if own:
        files["own.yaml"] = "\n---\n".join(map(flow, own))
        listed.append("own.yaml")
    fields: dict[str, object] = {"resources": listed}
    if parts:
        fields["components"] = draw(st.lists(st.just("../part"), max_size=1))
    if apart:
        fields[draw(st.sampled_from(("namePrefix", "nameSuffix", "namespace")))] = apart
    for name in draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True, max_size=4)):
        fields.setdefault(name, draw(FIELDS[name]))
    text = "".join(f"{name}: {flow(value)}\n" for name, value in fields.items())
    return {**files, "kustomization.yaml": text}


@st.composite
def overlays(draw: st.DrawFn) -> dict[str, str]:
    """A base, a component, two overlays that take both or one of them, and the top over these."""
    files: dict[str, str] = {}

    def add(folder: str, part: dict[str, str]) -> None:
        files.update({f"{folder}/{name}": text for name, text in part.items()})

    add("base", draw(layer([])))
    part = draw(layer([], few=True))
    add("part", {**part, "kustomization.yaml": "kind: Component\n" + part["kustomization.yaml"]})
    add("left", draw(layer(["../base"], parts=True, apart="l")))
    add("right", draw(layer(["../base"], apart="r")))
    add(
        "top",
        draw(layer(draw(st.sampled_from((["../left"], ["../left", "../right"], ["../base"]))), parts=True)),
    )
    return files


@pytest.mark.oracle
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(files=overlays())
def test_a_random_overlay_builds_as_with_kubectl(
    files: dict[str, str], tmp_path_factory: pytest.TempPathFactory, kubectl: str
) -> None:
    root = tmp_path_factory.mktemp("overlay")
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        note(f"--- {name}\n{text}")
    real = subprocess.run(
        [kubectl, "kustomize", str(root / "top")], capture_output=True, text=True, check=False
    )
    ours, refusal = None, ""
    try:
        ours = build_text([str(root / "top")])
    except KforgeError as error:
        refusal = error.render()
    if real.returncode:
        assert ours is None, f"the real tool refuses this: {real.stderr[-600:]}"
    else:
        assert ours == real.stdout, refusal
