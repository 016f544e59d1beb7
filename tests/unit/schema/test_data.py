"""The tables in schema/data are what the script makes and what the real tool does."""

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import digest_fields
import digest_schema
import pytest

from kforge.schema.data import merge_v1_21_2, merge_v1_37_0, scope_v1_21_2
from kforge.schema.data.merge_v1_21_2 import KINDS
from kforge.schema.data.scope_v1_21_2 import CLUSTER_SCOPED
from kforge.schema.lookup import builtin, newest

FORMATTER = (sys.executable, "-m", "ruff", "format", "--quiet")


@pytest.mark.oracle
def test_the_script_makes_the_tables(kubectl: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\nline-length = 110\n")
    monkeypatch.setattr(digest_schema, "DATA", tmp_path)
    binary = Path(kubectl).read_bytes()
    own = json.loads(digest_schema.embedded(binary, digest_schema.KUSTOMIZATION_SHA256))["definitions"]
    digest_schema.digest_old(binary, own)
    subprocess.run([*FORMATTER, str(tmp_path)], check=True)
    kept = Path(digest_schema.ROOT, "kforge/schema/data")
    for name in ("merge_v1_21_2.py", "scope_v1_21_2.py"):
        assert (tmp_path / name).read_text() == (kept / name).read_text()


@pytest.mark.oracle
def test_scope_of_every_kind(kubectl: str, tmp_path: Path) -> None:
    """A namespace set by the real tool lands on exactly the kinds that are not cluster-scoped."""
    kinds = sorted(set(KINDS) | CLUSTER_SCOPED)
    documents = [
        f"apiVersion: {group}{'/' if group else ''}{version}\nkind: {kind}\nmetadata: {{name: n{number}}}\n"
        for number, (group, version, kind) in enumerate(kinds)
    ]
    (tmp_path / "all.yaml").write_text("---\n".join(documents))
    (tmp_path / "kustomization.yaml").write_text("namespace: there\nresources: [all.yaml]\n")
    printed = subprocess.run(
        [kubectl, "kustomize", str(tmp_path)], capture_output=True, text=True, check=True
    ).stdout
    named = {}
    for document in printed.split("---\n"):
        metadata = document[document.index("metadata:") :]
        name = next(line for line in metadata.splitlines() if line.startswith("  name: "))
        named[name.removeprefix("  name: ")] = "\n  namespace: there\n" in metadata
    unlike = [gvk for number, gvk in enumerate(kinds) if named.get(f"n{number}") == (gvk in CLUSTER_SCOPED)]
    # a Namespace takes `there` as its name: it is not among `named`, and None is not True either
    assert unlike == []


@pytest.mark.parametrize("table", [merge_v1_21_2, merge_v1_37_0])
def test_every_type_that_is_named_is_there(table: ModuleType) -> None:
    below = {name for fields in table.TYPES.values() for name, _ in fields.values()}
    assert (below | set(table.KINDS.values())) - {""} <= set(table.TYPES)


def test_the_newest_table_knows_the_keys_of_newer_lists() -> None:
    old, new = builtin().for_kind(("", "v1", "Pod")), newest().for_kind(("", "v1", "Pod"))
    assert old
    assert new
    specs = old.field("spec"), new.field("spec")
    assert specs[0]
    assert specs[1]
    assert specs[0].field("schedulingGates") is None
    gates = specs[1].field("schedulingGates")
    assert gates
    assert gates.keys == ("name",)


def test_no_key_of_a_list_is_another_in_the_newest_table() -> None:
    """But for the one that is gone: LabelSelectorRequirement.key."""
    for name, fields in merge_v1_21_2.TYPES.items():
        for field, (_, keys) in fields.items():
            if keys and field in merge_v1_37_0.TYPES.get(name, {}):
                assert merge_v1_37_0.TYPES[name][field][1] == keys, (name, field)


def test_the_source_is_recorded() -> None:
    assert merge_v1_37_0.KUBERNETES == "v1.37.0"
    assert merge_v1_37_0.SOURCE_SHA256 == digest_fields.PACKAGE_SHA256
    for name in ("fields.txt", "kinds.txt"):
        text = Path(digest_schema.DATA, name).read_text()
        assert (
            f"{digest_fields.PACKAGE} {digest_fields.PACKAGE_VERSION} (sha256 {digest_fields.PACKAGE_SHA256})"
            in text
        )

    for table in (merge_v1_21_2, scope_v1_21_2):
        assert table.KUBERNETES == "v1.21.2"
        assert table.SOURCE_SHA256 == digest_schema.SWAGGER_SHA256
