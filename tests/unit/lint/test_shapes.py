"""Every plain scalar has one shape, a quiet one only when all see text or a number that survives."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.lint import shapes
from kforge.lint.readings import of_value
from kforge.lint.shapes import shape
from kforge.yaml import scalars

TABLE = Path(__file__).parents[2] / "data" / "scalars.csv"
QUIET = {"", shapes.INT, shapes.FLOAT, shapes.BOOLEAN, shapes.NULL, shapes.EMPTY}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("no", shapes.TRUTHY),
        ("Y", shapes.TRUTHY),
        ("nO", ""),
        ("True", shapes.CAPITAL_BOOLEAN),
        ("true", shapes.BOOLEAN),
        ("~", shapes.LOUD_NULL),
        ("null", shapes.NULL),
        ("", shapes.EMPTY),
        ("<<", shapes.MERGE),
        ("=", shapes.EQUALS),
        ("-.Inf", shapes.INFINITE),
        ("8080", shapes.INT),
        ("-1", shapes.INT),
        ("9007199254740992", shapes.INT),
        ("9007199254740993", shapes.BIG_INT),
        ("+1", shapes.SIGNED_INT),
        ("-0", shapes.SIGNED_INT),
        ("0644", shapes.OCTAL),
        ("0o14", shapes.OCTAL),
        ("08", shapes.LEADING_ZERO),
        ("0x1F", shapes.RADIX),
        ("1_000", shapes.UNDERSCORE),
        ("1e3", shapes.EXPONENT),
        ("12e345", shapes.EXPONENT),
        ("1.5", shapes.FLOAT),
        ("1.10", shapes.LOSSY_FLOAT),
        (".5", shapes.LOSSY_FLOAT),
        ("22:22", shapes.SEXAGESIMAL),
        ("8080:80", ""),
        ("2024-01-15", shapes.TIMESTAMP),
        ("2024-02-30", shapes.TIMESTAMP),
        ("2024-01", ""),
        ("a\tb", shapes.TAB),
        ("._5", shapes.OTHER),
        ("1.2.3", ""),
        ("web", ""),
        ("yes please", ""),
    ],
)
def test_shapes(text: str, wanted: str) -> None:
    assert shape(text) == wanted


def surprises(text: str) -> bool:
    """Whether readers differ on the text, or a number among them loses its text."""
    readings = of_value(text)
    value = scalars.resolve(text, scalars.GO)
    return not readings.agree() or (not isinstance(value, str) and readings.by_reader["kubectl"] != text)


def names() -> list[str]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return [json.loads(row["scalar_json"]) for row in csv.DictReader(stream)]


alphabet = st.text("0123456789._+-eExXoObBaFnT:Z ", min_size=1, max_size=9)


@settings(max_examples=2000, deadline=None)
@given(st.sampled_from(names()) | alphabet)
def test_a_text_has_a_loud_shape_exactly_when_readers_are_surprised(text: str) -> None:
    if text != text.strip() or text in ("", "~", "Null", "NULL", "null", "True", "TRUE", "False", "FALSE"):
        return
    found = shape(text)
    if found in (shapes.BIG_INT, shapes.TAB, shapes.EXPONENT):
        return
    assert (found not in QUIET) == surprises(text)
