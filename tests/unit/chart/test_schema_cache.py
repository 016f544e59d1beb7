"""The yes of a schema that is kept from run to run."""

import json
from pathlib import Path

import pytest

from kforge.chart import schema_cache, simple_schema

PROPERTIES = {f"key{number}": {"type": "integer", "description": "x" * 50} for number in range(100)}
SCHEMA = json.dumps({"type": "object", "properties": PROPERTIES})


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "kforge" / "schema"


def no_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simple_schema, "surely_fits", lambda *_: pytest.fail("it is judged again"))


@pytest.mark.usefixtures("cache")
def test_equal_values_are_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = "".join(["te", "xt"])
    assert schema_cache.surely_fits(SCHEMA, {"key1": 1.0, "a": [shared, shared]})
    no_judge(monkeypatch)
    assert schema_cache.surely_fits(SCHEMA, json.loads('{"key1": 1.0, "a": ["text", "text"]}'))


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize(
    "other", [{"key1": True}, {"key1": 1.5}, {"key1": "1"}, {"key1": None}, {"key2": ""}]
)
def test_other_values_are_not_taken_for_them(other: object) -> None:
    assert schema_cache.surely_fits(SCHEMA, {"key1": 1.0})
    for _ in range(2):
        assert not schema_cache.surely_fits(SCHEMA, other)


@pytest.mark.usefixtures("cache")
def test_another_schema_is_another_matter() -> None:
    assert schema_cache.surely_fits(SCHEMA, {"key1": 1.0})
    assert not schema_cache.surely_fits(SCHEMA.replace("integer", "string"), {"key1": 1.0})


def test_a_no_is_not_kept(cache: Path) -> None:
    assert not schema_cache.surely_fits(SCHEMA, {"key1": "a"})
    assert not cache.exists()


def test_small_schemas_and_odd_values_are_not_kept(cache: Path) -> None:
    class Own(dict[str, object]):
        pass

    assert schema_cache.surely_fits('{"type": "object"}', {})
    assert schema_cache.surely_fits(SCHEMA, Own())
    assert not cache.exists()


def test_an_entry_does_not_grow_without_end(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(schema_cache.MOST + 10):
        assert schema_cache.surely_fits(SCHEMA, {"key1": float(number)})
    (entry,) = cache.iterdir()
    assert entry.stat().st_size < schema_cache.MOST * 60
    no_judge(monkeypatch)
    for number in range(10, schema_cache.MOST + 10):
        assert schema_cache.surely_fits(SCHEMA, {"key1": float(number)})


def test_damaged_entries_are_no_yes(cache: Path) -> None:
    assert schema_cache.surely_fits(SCHEMA, {"key1": 1.0})
    (entry,) = cache.iterdir()
    entry.write_bytes(entry.read_bytes()[:-1])
    assert not schema_cache.surely_fits(SCHEMA, {"key1": "1"})
    assert schema_cache.surely_fits(SCHEMA, {"key1": 1.0})
