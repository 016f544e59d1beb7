"""Random plugin documents and field specs: kforge prints the bytes of the real kubectl, or both refuse."""

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from kforge.errors import KforgeError
from kforge.overlay.build import build_text

EXAMPLES = 40

# Each list of field specs, and paths it may hold: some of them are in its defaults.
PATHS = {
    "namePrefix": ("metadata/name", "spec/word", "spec/list/word"),
    "nameSuffix": ("metadata/name", "spec/word"),
    "commonLabels": ("metadata/labels", "spec/pairs", "spec/selector"),
    "labels": ("spec/pairs", "spec/made"),
    "templateLabels": ("spec/pairs", "spec/made/pairs"),
    "commonAnnotations": ("metadata/annotations", "spec/pairs"),
    "images": ("spec/image", "spec/list[]/image", "spec/list/image"),
    "namespace": ("spec/word", "spec/list/word", "metadata/namespace"),
    "replicas": ("spec/replicas", "spec/number"),
    "varReference": ("spec/word", "spec/pairs", "spec/list/word"),
}
# Where the defaults say `create`; two that disagree are an error, which is to happen now and then only.
CREATED = {
    "metadata/labels",
    "metadata/annotations",
    "metadata/namespace",
    "spec/replicas",
    "spec/selector",
    "spec/made",
}
KINDS = ("", "Thing", "Deployment", "Service", "Aaa", "Zzz")
API = {"Deployment": "apps/v1", "Service": "v1", "ConfigMap": "v1"}
NAMES = ("n0", "n1", "n2")

words = st.sampled_from(("word", "nginx:1", "$(V)", "5", "", "n0"))
scalars = st.one_of(words, st.sampled_from((5, 1.5, True, None, 31)))


@st.composite
def field_spec(draw: st.DrawFn, name: str) -> dict[str, object]:
    path = draw(st.sampled_from(PATHS[name]))
    spec: dict[str, object] = {"path": path}
    for field, among in (("kind", KINDS), ("group", ("", "", "", "apps")), ("version", ("", "", "", "v1"))):
        word = draw(st.sampled_from(among))
        if word:
            spec[field] = word
    if (path in CREATED) != (draw(st.integers(0, 50)) == 0):
        spec["create"] = True
    return spec


@st.composite
def configuration(draw: st.DrawFn) -> dict[str, object]:
    """A `configurations` file."""
    names = draw(st.lists(st.sampled_from(sorted(PATHS)), max_size=4, unique=True))
    made: dict[str, object] = {
        name: draw(st.lists(field_spec(name), min_size=1, max_size=3)) for name in names
    }
    if draw(st.booleans()):
        path = st.sampled_from(("spec/word", "spec/list/word", "spec/pairs", "spec/words"))
        specs = st.lists(
            st.fixed_dictionaries({"path": path, "kind": st.sampled_from(KINDS[1:])}), min_size=1, max_size=2
        )
        target = st.fixed_dictionaries({"kind": st.sampled_from(("Thing", "ConfigMap")), "fieldSpecs": specs})
        made["nameReference"] = draw(st.lists(target, min_size=1, max_size=2))
    return made


@st.composite
def resource(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from((*KINDS[1:], "ConfigMap")))
    metadata: dict[str, object] = {"name": draw(st.sampled_from(NAMES))}
    if draw(st.booleans()):
        metadata["labels"] = {"old": "x"}
    item = st.fixed_dictionaries({}, optional={"word": words, "image": words})
    spec = st.fixed_dictionaries(
        {},
        optional={
            "word": words,
            "words": st.lists(words, max_size=2),
            "pairs": st.dictionaries(st.sampled_from(("a", "name")), words, max_size=2),
            "image": words,
            "replicas": st.sampled_from((1, "2", None)),
            "number": scalars,
            "list": st.lists(item, max_size=2),
        },
    )
    api = API.get(kind, "shop.example.org/v1")
    return {"apiVersion": api, "kind": kind, "metadata": metadata, "spec": draw(spec)}


@st.composite
def document(draw: st.DrawFn) -> dict[str, object]:
    """A document that configures a transformer."""
    kind, name, fields = draw(
        st.sampled_from(
            (
                ("LabelTransformer", "commonLabels", {"labels": {"l": "m"}}),
                ("AnnotationsTransformer", "commonAnnotations", {"annotations": {"l": 5}}),
                ("PrefixTransformer", "namePrefix", {"prefix": "p-"}),
                ("SuffixTransformer", "nameSuffix", {"suffix": "-s"}),
                ("ImageTagTransformer", "images", {"imageTag": {"name": "nginx", "tagSuffix": "-t"}}),
                ("ReplicaCountTransformer", "replicas", {"replica": {"name": "n0", "count": 3}}),
                ("NamespaceTransformer", "namespace", {"unsetOnly": draw(st.booleans())}),
                ("ValueAddTransformer", "", {"value": draw(words)}),
            )
        )
    )
    metadata = {"name": draw(st.text("abcdef", min_size=4, max_size=4)), "namespace": "live"}
    made: dict[str, object] = {"apiVersion": "builtin", "kind": kind, "metadata": metadata, **fields}
    if name:
        made["fieldSpecs"] = draw(st.lists(field_spec(name), min_size=1, max_size=3))
    else:
        path = st.sampled_from(("spec/word", "spec/new/word", "spec/list/0/word", "metadata/namespace"))
        target = {"fieldPath": path, "filePathPosition": st.integers(0, 2)}
        made["targets"] = draw(st.lists(st.fixed_dictionaries(target), min_size=1, max_size=2))
    return made


@st.composite
def overlay(draw: st.DrawFn) -> dict[str, object]:
    """A kustomization without its resources."""
    fields = {
        "namePrefix": st.just("a-"),
        "namespace": st.just("east"),
        "commonLabels": st.just({"l": "m"}),
        "commonAnnotations": st.just({"n": "o"}),
        "images": st.just([{"name": "nginx", "newTag": "2"}]),
        "labels": st.fixed_dictionaries(
            {"pairs": st.just({"x": "w"}), "includeTemplates": st.booleans()}
        ).map(lambda entry: [entry]),
    }
    return draw(st.fixed_dictionaries({}, optional=fields))


@st.composite
def folders(draw: st.DrawFn) -> dict[str, dict[str, list[object]]]:
    """Files by folder and name, each a list of documents: two bases and an overlay, `top`."""
    made: dict[str, dict[str, list[object]]] = {}
    for folder, bases in (("one", []), ("two", []), ("top", draw(st.permutations(["../one", "../two"])))):
        kustomization = draw(overlay())
        own = draw(st.lists(resource(), max_size=3, unique_by=lambda one: json.dumps(one["metadata"])))
        names = ["own.yaml"] if own else []
        if folder == "top":
            own = [*own, {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "v"}}]
            names = ["own.yaml"]
            reference = {"apiVersion": "v1", "kind": "ConfigMap", "name": "v"}
            kustomization["vars"] = [{"name": "V", "objref": reference}]
        kustomization["resources"] = [*bases, *names]
        files: dict[str, list[object]] = {"own.yaml": list(own)}
        if draw(st.booleans()):
            kustomization["configurations"] = ["fields.yaml"]
            files["fields.yaml"] = [draw(configuration())]
        documents = draw(st.lists(document(), max_size=2, unique_by=lambda one: json.dumps(one["metadata"])))
        if documents:
            kustomization["transformers"] = ["plugins.yaml"]
            files["plugins.yaml"] = list(documents)
        made[folder] = {**files, "kustomization.yaml": [kustomization]}
    return made


@pytest.mark.oracle
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=folders())
def test_overlays_with_plugins_and_field_specs(
    files: dict[str, dict[str, list[object]]],
    tmp_path: Path,
    kubectl: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder, texts in files.items():
        Path(folder).mkdir(exist_ok=True)
        for name, documents in texts.items():
            text = "---\n".join(json.dumps(document, indent=1) + "\n" for document in documents)
            Path(folder, name).write_text(text)
            note(f"{folder}/{name}:\n{text}")
    real = subprocess.run([kubectl, "kustomize", "top"], capture_output=True, text=True, check=False)
    try:
        built = build_text(["top"])
    except KforgeError as error:
        assert real.returncode, error.render()  # noqa: PT017
        return
    assert not real.returncode, real.stderr
    assert built == real.stdout
