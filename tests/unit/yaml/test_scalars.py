"""The resolver against every plain scalar put to the real tools (tests/data/README.md has the columns)."""

import csv
import json
import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kforge.yaml.emit import scalar
from kforge.yaml.scalars import (
    GO,
    KUSTOMIZE,
    go_float,
    is_plain_string,
    json_integer,
    key_text,
    resolve,
    timestamp,
)

DATA = Path(__file__).parents[2] / "data"

# A row is a plain scalar and nothing else when no indicator, comment or line break makes more of it.
NOT_PLAIN = re.compile(
    r"[,\[\]{}#&*!|>'\"%@`]|[-?:](\s|$)|---|\.\.\.$|.*(:\s|:$|\s#|[\u0085\u2028\x00-\x1f\x7f-\x9f])"
)


def rows() -> list[dict[str, str]]:
    with (DATA / "scalars.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


ROWS = rows()
PLAIN = [row for row in ROWS if not NOT_PLAIN.match(json.loads(row["scalar_json"]))]


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 665
    assert len(PLAIN) > 540


def as_kubectl_shows(value: object) -> str:
    """A value in the table's notation; what comes out of JSON has no floats without a fraction below 1e21."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return f"bool:{str(value).lower()}"
    if isinstance(value, int):
        return f"int:{value}"
    if isinstance(value, float):
        whole = json_integer(value)
        return f"float:{value!r}" if whole is None else f"int:{whole}"
    return f"str:{json.dumps(value)}"


def wanted(cell: str, text: str) -> str:
    return f"str:{json.dumps(text)}" if cell == "str" else cell


@pytest.mark.parametrize("row", PLAIN, ids=lambda row: row["scalar_json"])
def test_go_reads_values_as_kubectl(row: dict[str, str]) -> None:
    text = json.loads(row["scalar_json"])
    value = resolve(text, GO)
    if row["kubectl_value"].startswith("error"):
        assert isinstance(value, float)
        assert not math.isfinite(value)
    else:
        assert as_kubectl_shows(value) == wanted(row["kubectl_value"], text)


@pytest.mark.parametrize("row", PLAIN, ids=lambda row: row["scalar_json"])
def test_go_reads_keys_as_kubectl(row: dict[str, str]) -> None:
    text = json.loads(row["scalar_json"])
    value = resolve(text, GO)
    if row["kubectl_key"].startswith("error: yaml: error converting YAML to JSON: unsupported map"):
        assert value is None or float(text.replace("0xFFFFFFFFFFFFFFFF", "18446744073709551615")) > 2**63 - 1
    elif text not in ("", "<<"):  # no scalar, a merge key: not the resolver's
        assert f"str:{json.dumps(key_text(value))}" == wanted(row["kubectl_key"], text)


@pytest.mark.parametrize("row", PLAIN, ids=lambda row: row["scalar_json"])
def test_kustomize_reads_values(row: dict[str, str]) -> None:
    value = resolve(json.loads(row["scalar_json"]), KUSTOMIZE)
    if row["kustomize_value"].startswith("error"):
        assert isinstance(value, float)
        assert not math.isfinite(value)
        return
    printed = row["kustomize_value"]
    if printed.startswith("json:"):
        printed = json.loads(printed[5:])
    assert scalar(value) == printed


@pytest.mark.parametrize("row", PLAIN, ids=lambda row: row["scalar_json"])
def test_kustomize_takes_only_strings_for_keys(row: dict[str, str]) -> None:
    text = json.loads(row["scalar_json"])
    if text in ("", "<<"):
        return
    value = resolve(text, KUSTOMIZE)
    # a date is rewritten as a value and refused as a key
    assert row["kustomize_key"].startswith("error") == (
        not isinstance(value, str) or timestamp(text) is not None
    )


@pytest.mark.parametrize("row", PLAIN, ids=lambda row: row["scalar_json"])
def test_json_patches_and_helm_read_what_kubectl_reads(row: dict[str, str]) -> None:
    """One resolver for all that read GO; helm keeps the sign of -0.0 and makes floats of all numbers."""
    kubectl, helm = row["kubectl_value"], row["helm_f_value"]
    if kubectl.startswith("error"):
        assert helm.startswith("error")
    elif kubectl.startswith(("int:", "float:")):
        assert float(kubectl.split(":")[1]) == float(helm.split(":")[1])
    else:
        assert kubectl == helm


def test_what_every_reader_takes_for_a_string() -> None:
    for row in PLAIN:
        text = json.loads(row["scalar_json"])
        if is_plain_string(text):
            assert resolve(text, GO) == resolve(text, KUSTOMIZE) == text
            assert row["pyyaml_value"] == "str" or re.match(r"\d|=|<<|str:", text + row["pyyaml_value"]), text


def test_a_float_as_go_prints_it() -> None:
    shown = {1e6: "1e+06", 685230.15: "685230.15", 1e5: "100000", 1e-4: "0.0001", 1e-5: "1e-05"}
    shown |= {123456789.123: "1.23456789123e+08", 1.5e300: "1.5e+300", 0.1: "0.1", -2.5: "-2.5", 0.0: "0"}
    assert {value: go_float(value) for value in shown} == shown


def test_numbers_with_a_sign_behind_their_prefix() -> None:
    """go-yaml cuts the prefix off and parses the rest, sign and all: an oddity of its own."""
    assert [resolve(text, GO) for text in ("0b-1", "0b+10", "-0b-1", "0o-7")] == [-1, 2, "-0b-1", "0o-7"]
    assert [resolve(text, KUSTOMIZE) for text in ("0b-1", "0o-7", "0o+7", "-0o-7")] == [-1, -7, 7, "-0o-7"]
    assert not is_plain_string("0b-1")
    assert is_plain_string("0o-7")


def test_dates() -> None:
    assert timestamp("2024-02-29") == "2024-02-29T00:00:00Z"
    assert timestamp("2023-02-29") is None
    assert timestamp("1900-02-29") is None
    assert timestamp("2000-2-29 1:2:3.4560") == "2000-02-29T01:02:03.456Z"
    assert timestamp("2000-02-29T24:00:00Z") is None
    assert timestamp("2000-02-29T23:59:59,123456789012+00:00") == "2000-02-29T23:59:59.123456789Z"
    assert timestamp("2000-02-29T01:02:03-05:30") == "2000-02-29T01:02:03-05:30"
    assert timestamp("2000-02-29T01:02:03") is None


@given(st.integers(-(2**80), 2**80))
def test_integers_keep_their_digits_while_they_fit(number: int) -> None:
    go, kustomize = resolve(str(number), GO), resolve(str(number), KUSTOMIZE)
    assert go == (number if -(2**63) <= number < 2**63 else float(number))
    assert kustomize == (number if -(2**63) <= number < 2**64 else float(number))


@given(st.text(max_size=8))
def test_no_text_breaks_the_resolver(text: str) -> None:
    for reading in (GO, KUSTOMIZE):
        value = resolve(text, reading)
        assert value is None or isinstance(value, bool | int | float | str)


def test_more_digits_than_any_number_are_a_string() -> None:
    """Seen on kubectl: a decimal that overflows a float is text."""
    for text in ("9" * 309, "9" * 5000, "-" + "9" * 5000, "0" + "7" * 5000):
        assert resolve(text, GO) == resolve(text, KUSTOMIZE) == text
