"""Reading kustomization.yaml; which inputs fail and what they print is held in golden cases."""

import pytest

from kforge.errors import OverlayError, Position
from kforge.overlay.kustomization import describe, dotted, read, spelled


def fields(text: str) -> dict[str, object]:
    return read(text, "kustomization.yaml").fields


def test_fields_by_their_proper_names() -> None:
    text = "RESOURCES: [a]\nconfigmapgenerator:\n- NAME: x\n  Literals: [a=b]\n"
    assert fields(text) == {
        "resources": ["a"],
        "configMapGenerator": [{"name": "x", "literals": ["a=b"]}],
    }


def test_nulls_are_left_out() -> None:
    text = "resources: [a, null]\nimages:\nlabels: [null]\ncommonLabels: {a: null}\nnamePrefix: ~\n"
    assert fields(text) == {"resources": ["a", ""], "labels": [{}], "commonLabels": {"a": ""}}


def test_free_mappings_keep_what_they_hold() -> None:
    text = "helmCharts: [{name: x, valuesInline: {a: null, b: [1, no]}}]\n"
    assert fields(text)["helmCharts"] == [{"name": "x", "valuesInline": {"a": None, "b": [1, False]}}]


class TestSpellings:
    def test_the_last_in_byte_order_wins(self) -> None:
        assert fields("resources: []\nnamePrefix: a\nNAMEPREFIX: b\nNamePrefix: c\n")["namePrefix"] == "a"

    def test_mappings_are_merged(self) -> None:
        text = "resources: []\ncommonLabels: {a: lower, b: lower}\nCommonLabels: {a: upper, c: upper}\n"
        assert fields(text)["commonLabels"] == {"a": "lower", "b": "lower", "c": "upper"}

    def test_items_of_a_list_are_decoded_into_the_old_ones(self) -> None:
        text = "images: [{name: b}]\nImages: [{name: a, newTag: x}, {name: c}]\n"
        assert fields(text)["images"] == [{"name": "b", "newTag": "x"}]

    def test_positions_are_found_under_any_spelling(self) -> None:
        assert spelled("Images:\n- NewTag: x\n", ("images", 0, "newTag")) == ["Images", 0, "NewTag"]
        assert spelled("a: b\n", ("images", 0, "newTag")) == ["images", 0, "newTag"]
        position = read("Images:\n- NewTag: x\n", "k.yaml").position("images", 0, "newTag")
        assert position == Position("k.yaml", 2, 11)


class TestOldFields:
    def test_bases_and_image_tags_are_appended(self) -> None:
        text = "bases: [b]\nresources: [a]\nimageTags: [{name: b}]\nimages: [{name: a}]\n"
        assert fields(text) == {"resources": ["a", "b"], "images": [{"name": "a"}, {"name": "b"}]}

    def test_env_is_one_of_envs(self) -> None:
        text = "secretGenerator: [{name: x, env: b, envs: [a]}, {name: v, env: c}, {name: w}]\n"
        entries = [{"name": "x", "envs": ["a", "b"]}, {"name": "v", "envs": ["c"]}, {"name": "w"}]
        assert fields(text)["secretGenerator"] == entries

    def test_old_charts(self) -> None:
        text = (
            "helmCharts: [{name: a}]\n"
            "helmChartInflationGenerator: [{chartName: b, chartHome: h, values: v, helmHome: c}]\n"
        )
        assert fields(text) == {
            "helmCharts": [{"name": "a"}, {"name": "b", "valuesFile": "v"}],
            "helmGlobals": {"chartHome": "h", "configHome": "c"},
        }

    def test_old_chart_homes_do_not_replace_globals(self) -> None:
        text = "helmGlobals: {chartHome: g}\nhelmChartInflationGenerator: [{chartName: b, chartHome: h}]\n"
        assert fields(text)["helmGlobals"] == {"chartHome": "g"}


@pytest.mark.parametrize("text", ["resources: []", "commonLabels: {}", "metadata: {}", "namePrefix: x"])
def test_what_counts_as_content(text: str) -> None:
    assert read(text, "k.yaml").fields


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "resources:\n", "namePrefix: ''\n", "kind: Kustomization\n", "bases: []\n"]
)
def test_what_does_not(text: str) -> None:
    with pytest.raises(OverlayError, match="is empty"):
        read(text, "k.yaml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("resources: x", "resources must be a list, not the string 'x'"),
        ("resources: [[]]", r"resources\[0\] must be a string, not a list"),
        ("images: [x]", r"images\[0\] must be a mapping, not the string 'x'"),
        ("commonLabels: {a: 1}", "commonLabels.a must be a string, not the number 1"),
        ("labels: [{includeSelectors: 1}]", r"labels\[0\].includeSelectors must be true or false"),
        ("replicas: [{count: 1.5}]", r"replicas\[0\].count must be a whole number, not the number 1.5"),
        ("replicas: [{count: true}]", r"replicas\[0\].count must be a whole number, not the boolean true"),
        ("patches: [{patch: {a: b}}]", r"patches\[0\].patch must be a string, not a mapping"),
    ],
)
def test_types_are_kustomizes(text: str, message: str) -> None:
    with pytest.raises(OverlayError, match=message):
        read(text, "k.yaml")


def test_paths_and_values_in_messages() -> None:
    assert dotted(("images", 0, "newTag")) == "images[0].newTag"
    assert dotted(()) == "the file"
    assert [describe(value) for value in (None, True, 1, "x", [], {})] == [
        "null",
        "the boolean true",
        "the number 1",
        "the string 'x'",
        "a list",
        "a mapping",
    ]
