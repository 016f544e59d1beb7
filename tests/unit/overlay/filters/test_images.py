"""Image names: which are meant, and what their parts are."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge import api
from kforge.overlay.filters.images import _TAG, _is_plain_match, split_image


@pytest.mark.parametrize(
    ("reference", "parts"),
    [
        ("tea", ("tea", "", "")),
        ("tea:1", ("tea", "1", "")),
        ("tea@sha256:a", ("tea", "", "sha256:a")),
        ("tea:1@sha256:a", ("tea", "1", "sha256:a")),
        ("host:5000/tea", ("host:5000/tea", "", "")),
        ("host:5000/a/tea:1", ("host:5000/a/tea", "1", "")),
        ("host:5000/tea@sha256:a", ("host:5000/tea", "", "sha256:a")),
        ("/tea:1", ("/tea", "1", "")),
        ("tea:", ("tea", "", "")),
        ("", ("", "", "")),
    ],
)
def test_parts_of_a_reference(reference: str, parts: tuple[str, str, str]) -> None:
    assert split_image(reference) == parts


LETTERS = st.text("ab.:/@_-{}sha256\n", max_size=8)


@settings(deadline=None)
@given(
    LETTERS | st.just("tea.io/x"),
    LETTERS,
    st.sampled_from(("", ":1", "@sha256:a", ":1@sha256:b", ":1@x", "\n")),
)
def test_plain_names_match_as_their_patterns_do(name: str, other: str, tail: str) -> None:
    name = name.replace("{", "").replace("}", "").replace("\n", "")
    pattern = re.compile(f"^{name}{_TAG[:-1]}\\Z")
    for reference in (name + tail, other + tail, name[1:] + tail, name.replace(".", "x") + tail):
        assert _is_plain_match(reference, name, name.split(".")) is bool(pattern.search(reference))


POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: nginx}]}\n"


@pytest.mark.parametrize(
    ("name", "image"),
    [
        ("*", "nginx:q"),
        ("*nginx", "nginx:q"),
        ("(?i)NGINX", "nginx:q"),
        ("+x", "nginx"),
        ("[[:digit:]]+", "nginx"),
    ],
)
def test_a_name_is_a_pattern_of_go(tmp_path: Path, name: str, image: str) -> None:
    (tmp_path / "pod.yaml").write_text(POD)
    text = f"resources: [pod.yaml]\nimages: [{{name: '{name}', newTag: q}}]\n"
    (tmp_path / "kustomization.yaml").write_text(text)
    assert f"image: {image}\n" in api.build(str(tmp_path)).replace("}", "\n")
