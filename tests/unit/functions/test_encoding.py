"""What golden lines cannot show: values that no template writes, limits."""

from typing import Any

import pytest

from kforge.functions import encoding
from kforge.functions.registry import FunctionError
from kforge.golang.certificates import Certificate


def endless() -> list[Any]:
    """A list that holds the same list twice, and so on: short in memory, without end in writing."""
    value: list[Any] = [1]
    for _ in range(60):
        value = [value, value]
    return value


@pytest.mark.parametrize(
    "function",
    [
        encoding.to_yaml,
        encoding.must_to_yaml,
        encoding.to_yaml_pretty,
        encoding.to_json,
        encoding.to_raw_json,
        encoding.to_pretty_json,
        encoding.to_toml,
    ],
)
def test_endless_values_are_refused(function: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kforge.yaml.emit.MOST_LINES", 10_000)
    monkeypatch.setattr("kforge.golang.yaml_pretty.MOST_LINES", 10_000)
    monkeypatch.setattr("kforge.golang.json_text._MOST_PARTS", 10_000)
    monkeypatch.setattr("kforge.golang.toml_text._MOST_PARTS", 10_000)
    with pytest.raises(FunctionError, match=r"more than 10,000 (lines|parts)"):
        function(endless())


def test_values_that_hold_themselves_are_nothing_to_yaml_and_json() -> None:
    value: dict[str, Any] = {}
    value["a"] = value
    assert encoding.to_yaml(value) == encoding.to_json(value) == encoding.to_yaml_pretty(value) == ""
    for function in (encoding.must_to_yaml, encoding.must_to_json, encoding.to_toml):
        with pytest.raises(FunctionError):
            function(value)


def test_structs_and_bytes_in_yaml() -> None:
    value = {"pair": Certificate("c", "k"), "data": b"\xff", "text": "\udcff"}
    assert encoding.to_yaml(value) == "data: /w==\npair:\n  Cert: c\n  Key: k\ntext: \ufffd"


def test_reading_never_shares() -> None:
    """What a template changes in one reading does not show in the next."""
    for read in (encoding.from_yaml, encoding.from_json, encoding.from_toml):
        text = "a = [1]" if read is encoding.from_toml else '{"a": [1]}'
        read(text)["a"].append(2)
        assert read(text)["a"] == [1]


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000])
def test_deep_texts_are_errors_not_crashes(text: str) -> None:
    assert "Error" in encoding.from_yaml(text)
    assert len(encoding.from_yaml_array(text)) == 1
    assert "Error" in encoding.from_json(text)
    assert "Error" in encoding.from_toml("a = " + text)
