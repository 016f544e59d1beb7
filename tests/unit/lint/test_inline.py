"""Patches in kustomizations."""

import pytest

from kforge.lint.config import Config
from kforge.lint.runner import Linter

HEAD = "resources: [web.yaml]\n"
PATCH = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: "


def lint(text: str, file: str = "app/kustomization.yaml") -> list[tuple[int, int, str]]:
    found = Linter(Config()).lint((HEAD + text).encode(), file)
    assert all(one.file == file and one.problem.edit is None for one in found)
    return [(one.line, one.column, one.rule) for one in found]


def block(text: str, indent: str) -> str:
    return "".join(f"{indent}{line}\n" for line in text.split("\n"))


@pytest.mark.parametrize("head", ["patches:\n- patch: |-\n", "patchesJson6902:\n- patch: |\n"])
def test_a_block_is_read_at_its_place(head: str) -> None:
    assert lint(head + block(PATCH + '"3"', "    ")) == [(8, 17, "type-mismatch")]
    assert lint(head + block(PATCH + "3", "    ")) == []
    assert lint(head + block(PATCH + "3\n  tmplate: {}", "    ")) == [(9, 7, "unknown-field")]


def test_an_item_that_is_text() -> None:
    assert lint("patchesStrategicMerge:\n- |-\n" + block(PATCH + '"3"', "  ")) == [(8, 15, "type-mismatch")]
    assert lint("patchesStrategicMerge:\n- web.yaml\n") == []


def test_json_patches() -> None:
    assert lint("patches:\n- patch: |-\n    - op: add\n      path: /a\n      value: 1.10\n") == [
        (6, 14, "lossy-float")
    ]


def test_quoted_text_is_known_by_its_beginning() -> None:
    text = PATCH.replace("\n", "\\n") + "x"
    assert lint(f'patches:\n- patch: "{text}"\n') == [(3, 10, "type-mismatch")]


def test_a_patch_that_is_no_yaml() -> None:
    assert [rule for *_, rule in lint("patches:\n- patch: |-\n    a: [\n")] == ["yaml-syntax"]


def test_comments_silence_in_it_too() -> None:
    text = PATCH + '"3" # kforge: disable-line=type-mismatch'
    assert lint("patches:\n- patch: |-\n" + block(text, "    ")) == []


def test_other_files_have_no_patches() -> None:
    assert lint("patches:\n- patch: |-\n" + block(PATCH + '"3"', "    "), "values.yaml") == []
