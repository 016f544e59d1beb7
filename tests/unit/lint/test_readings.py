"""What each reader makes of a scalar, against the measured table."""

import csv
import json
from pathlib import Path

import pytest

from kforge.lint import readings
from kforge.lint.readings import CORE, HELM, KUBECTL, PYYAML, RUAMEL, number, of_key, of_value, quoted

TABLE = Path(__file__).parents[2] / "data" / "scalars.csv"
COLUMNS = {
    HELM: "helm_chart_value",
    KUBECTL: "kubectl_value",
    PYYAML: "pyyaml_value",
    CORE: "js_yaml_12_value",
    RUAMEL: "ruamel12_safe_value",
}
GO = (HELM, KUBECTL)


def shown(cell: str, text: str) -> str:
    """A cell of the table as a message shows it."""
    kind, _, value = cell.partition(":")
    if kind == "str":
        return quoted(json.loads(value) if value else text)
    if kind in ("int", "float"):
        infinite = {"inf": "infinity", "Infinity": "infinity", "-inf": "-infinity", "-Infinity": "-infinity"}
        if value in infinite:
            return infinite[value]
        if value.lower() == "nan":
            return "not a number"
        return value if kind == "int" and "e" not in value else number(float(value))
    return {"bool": value.lower(), "timestamp": "a date", "dropped": "null"}.get(kind, kind)


def plain_rows() -> list[object]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = []
    for row in rows:
        text = json.loads(row["scalar_json"])
        refused = row["verdict"] in ("parse-error", "not-plain-text", "not-a-scalar")
        if (refused and row["category"] != "inf-nan") or text[:1] in ("#", "&") or text[:2] == "!!":
            continue
        found.append(pytest.param(text, row, id=row["scalar_json"]))
    return found


@pytest.mark.parametrize(("text", "row"), plain_rows())
def test_the_readings_are_the_measured_ones(text: str, row: dict[str, str]) -> None:
    seen = of_value(text).by_reader
    for reader, column in COLUMNS.items():
        wanted = "an error" if row[column].startswith("error") else shown(row[column], text)
        if reader == CORE and seen[reader].lstrip("-").isdigit() and abs(int(seen[reader])) > 2**53:
            continue  # JavaScript's numbers: exact in other readers of YAML 1.2
        if reader == HELM and text == "-0.0":
            continue  # helm keeps the sign of a zero that it never prints
        assert (reader, seen[reader]) == (reader, wanted)


def test_a_sentence_names_the_tools_that_deploy_when_they_differ() -> None:
    assert of_value("NO").sentence() == 'helm and kubectl read false, kustomize reads "NO"'


def test_a_sentence_names_the_others_when_those_agree() -> None:
    assert of_value("22:22").sentence() == (
        'helm, kubectl, kustomize and YAML 1.2 readers read "22:22", PyYAML reads 1342'
    )
    assert of_value("._5").sentence() == 'helm, kubectl and kustomize read "._5", ruamel.yaml reads 0.5'
    assert of_value("1.10").sentence() == "helm, kubectl and kustomize read 1.1"


def test_a_reader_that_fails() -> None:
    assert of_value(".inf").sentence().startswith("helm, kubectl and kustomize fail, ")
    assert of_key("8080").sentence() == 'helm and kubectl read "8080", kustomize fails'


def test_kustomize_reads_its_own_files_as_kubectl_does() -> None:
    assert of_value("yes", go_only=True).by_reader["kustomize"] == "true"
    assert of_key("8080", go_only=True).by_reader["kustomize"] == '"8080"'


@pytest.mark.parametrize(
    ("key", "go", "kustomize"),
    [
        ("on", '"true"', '"on"'),
        ("010", '"8"', "an error"),
        ("1e6", '"1e+06"', "an error"),
        ("012345678901", '"1.2345679e+10"', "an error"),
        ("null", "an error", "an error"),
        ("9223372036854775808", "an error", "an error"),
        ("2024-01-15", '"2024-01-15"', "an error"),
        ("2024-01-15T10:00:00Z", '"2024-01-15T10:00:00Z"', "an error"),
        ("web", '"web"', '"web"'),
    ],
)
def test_keys(key: str, go: str, kustomize: str) -> None:
    seen = of_key(key).by_reader
    assert (seen["helm"], seen["kubectl"], seen["kustomize"]) == (go, go, kustomize)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (1.0, "1"),
        (-2.50, "-2.5"),
        (1e16, "10000000000000000"),
        (1.5e20, "150000000000000000000"),
        (1e21, "1e+21"),
        (6.85e232, "6.85e+232"),
        (0.00001, "0.00001"),
        (1.5e-6, "0.0000015"),
        (1e-7, "1e-7"),
        (-0.0, "0"),
    ],
)
def test_numbers_are_written_as_json_writes_them(value: float, text: str) -> None:
    assert number(value) == text


def test_programs_get_ids() -> None:
    assert [name for name, _ in of_value("1").pairs()] == [
        "helm",
        "kubectl",
        "kustomize",
        "pyyaml",
        "yaml-1.2",
        "ruamel",
    ]
    assert set(readings.IDS) == set(readings.OTHERS)
