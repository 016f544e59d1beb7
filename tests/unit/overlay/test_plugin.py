"""Documents that configure plugins: which there are, how they are found, where their errors point."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kforge.errors import KforgeError, OverlayError
from kforge.overlay import plugin, plugins
from kforge.overlay.build import GENERATORS, PIPELINE, build_text

Write = Callable[..., str]

# What kustomize 5.8.1 finds under `apiVersion: builtin`.
KINDS = {
    "AnnotationsTransformer",
    "ConfigMapGenerator",
    "HashTransformer",
    "HelmChartInflationGenerator",
    "IAMPolicyGenerator",
    "ImageTagTransformer",
    "LabelTransformer",
    "NamespaceTransformer",
    "PatchJson6902Transformer",
    "PatchStrategicMergeTransformer",
    "PatchTransformer",
    "PrefixSuffixTransformer",
    "PrefixTransformer",
    "ReplacementTransformer",
    "ReplicaCountTransformer",
    "SecretGenerator",
    "SuffixTransformer",
    "ValueAddTransformer",
}
ACCOUNT = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n"


def modules() -> list[str]:
    return sorted(path.stem for path in Path(plugins.__path__[0]).glob("[!_]*.py"))


@pytest.mark.parametrize("name", modules())
def test_a_module_is_a_plugin_named_after_its_kind(name: str) -> None:
    module = plugin._imported(name)
    assert module.KIND.lower() == name.replace("_", "")
    assert isinstance(module.SHAPE, dict)
    assert hasattr(module, "apply") != hasattr(module, "generate")
    assert hasattr(module, "generate") == module.KIND.endswith("Generator")


def test_every_kind_of_kustomize_is_there() -> None:
    assert set(plugin._kinds()) == KINDS


def test_every_field_with_a_kind_has_its_plugin() -> None:
    for folder, table in (("filters", PIPELINE), ("generators", GENERATORS)):
        for _, name in table:
            kind = __import__(f"kforge.overlay.{folder}.{name}", fromlist=["KIND"]).KIND
            assert kind in plugin._kinds()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Build an overlay of one ServiceAccount with `field: [entry]`, `entry` being a name or a document."""
    monkeypatch.chdir(tmp_path)

    def run(field: str, entry: str, **files: str) -> str:
        for name, text in {**files, "sa": ACCOUNT}.items():
            (tmp_path / f"{name}.yaml").write_text(text)
        if "\n" in entry:
            entry = "|-\n" + "".join(f"  {line}\n" for line in entry.splitlines())
        (tmp_path / "kustomization.yaml").write_text(f"resources: [sa.yaml]\n{field}:\n- {entry}\n")
        return build_text(["."])

    return run


def document(kind: str, rest: str = "", version: str = "builtin") -> str:
    return f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: any}}\n{rest}"


PREFIX = document("PrefixTransformer", "prefix: x-\nfieldSpecs: [{path: metadata/name}]\n")


def test_a_document_may_stand_in_a_file_or_in_the_kustomization(run: Write) -> None:
    assert run("transformers", PREFIX) == run("transformers", "t.yaml", t=PREFIX)
    assert "name: x-web" in run("transformers", PREFIX)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        (document("PrefixTransfomer"), "there is no builtin PrefixTransfomer", 2),
        (document("prefixTransformer"), "there is no builtin prefixTransformer", 2),
        (document("SortOrderTransformer"), "there is no builtin SortOrderTransformer", 2),
        (document("../build"), "there is no builtin", 2),
        (document("ConfigMapGenerator"), "is a generator", 2),
        (document("PrefixTransformer", version="other/v1"), "no builtin plugin", 1),
        (document("PrefixTransformer", version="builtin/v1"), "no builtin plugin", 1),
        (document("PrefixTransformer", "prefix: [a]\n"), "prefix must be a string", 4),
        (document("NamespaceTransformer", "unsetOnly: maybe\n"), "unsetOnly must be true or false", 4),
        (document("NamespaceTransformer", "setRoleBindingSubjects: some\n"), "must be one of", 4),
        (document("ReplicaCountTransformer", "replica:\n  name: no\n"), "no resource named no", 5),
        (document("ImageTagTransformer", "imageTag:\n  name: 'a('\n"), "no valid pattern", 5),
        (document("PatchTransformer", "path: no.yaml\n"), "no such file", 4),
        (document("PatchTransformer"), "has no path and no patch", 1),
        (document("PatchJson6902Transformer", "target: {kind: A}\njsonOp: '[]'\n"), "needs a name", 4),
        (document("PatchStrategicMergeTransformer", "patches: no.yaml\n"), "no patch in here", 4),
        (document("ValueAddTransformer", "targets:\n- {fieldPath: ''}\n"), "must have a fieldPath", 5),
        (
            document("ValueAddTransformer", "targets:\n- {fieldPath: a, filePathPosition: -1}\n"),
            "must not be negative",
            5,
        ),
    ],
)
def test_errors_point_into_the_document_wherever_it_is(
    run: Write, text: str, message: str, line: int
) -> None:
    with pytest.raises(KforgeError, match=re.escape(message)) as in_file:
        run("transformers", "t.yaml", t=text)
    assert in_file.value.position
    assert (in_file.value.position.file, in_file.value.position.line) == ("t.yaml", line)
    with pytest.raises(KforgeError, match=re.escape(message)) as inline:
        run("transformers", text)
    assert inline.value.position
    assert (inline.value.position.file, inline.value.position.line) == ("kustomization.yaml", line + 3)


@pytest.mark.parametrize("name", ["config.kubernetes.io/function", "config.k8s.io/function"])
def test_functions_are_refused_with_a_reason(run: Write, name: str) -> None:
    text = (
        f"apiVersion: x/v1\nkind: F\nmetadata:\n  name: f\n  annotations:\n    {name}: 'exec: {{path: x}}'\n"
    )
    for field in ("generators", "transformers", "validators"):
        with pytest.raises(OverlayError, match="kforge runs none") as caught:
            run(field, "f.yaml", f=text)
        assert str(caught.value.position) == "f.yaml:6:5"


def test_a_transformer_is_no_generator(run: Write) -> None:
    with pytest.raises(OverlayError, match="generates nothing"):
        run("generators", PREFIX)


def test_a_validator_may_look_but_not_touch(run: Write) -> None:
    harmless = document("LabelTransformer", "labels: {a: b}\nfieldSpecs: [{path: metadata/labels}]\n")
    assert run("validators", harmless) == ACCOUNT.replace("{name: web}", "\n  name: web").replace(
        ": \n", ":\n"
    )
    with pytest.raises(OverlayError, match="is a validator, and it changes"):
        run("validators", PREFIX)


def test_a_kind_names_its_module_in_one_spelling_only() -> None:
    assert plugin._module("HashTransformer").KIND == "HashTransformer"
    assert plugin._module("Hash") is None
    assert plugin._module("__init__") is None
