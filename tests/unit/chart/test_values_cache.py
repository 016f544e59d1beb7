"""Values that are kept from run to run."""

import os
from pathlib import Path

import pytest

from kforge.chart import values, values_cache
from kforge.errors import YamlError

LARGE = "".join(f"key{number}: {{a: {number}, b: [x, 1.5, null, true], c: 'é'}}\n" for number in range(200))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "kforge" / "values"


def test_the_second_reading_is_the_same(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = values.parse(LARGE, "v.yaml")
    assert len(list(cache.iterdir())) == 1
    monkeypatch.setattr(values, "_document", lambda *_: pytest.fail("it is read again"))
    second = values.parse(LARGE, "other.yaml")
    assert second == first
    assert repr(second["key7"]) == repr(first["key7"])
    assert second is not first


def test_small_texts_are_not_kept(cache: Path) -> None:
    assert values.parse("a: 1\n", "v.yaml") == {"a": 1}
    assert not cache.exists()


@pytest.mark.parametrize("data", [b"", b"kforge-values-1\n", b"kforge-values-1\n" + b"x" * 40])
def test_damaged_entries_are_read_anew(data: bytes, cache: Path) -> None:
    first = values.parse(LARGE, "v.yaml")
    (entry,) = cache.iterdir()
    whole = entry.read_bytes()
    for broken in (data, whole[:-1], whole[:-1] + b"\0"):
        entry.write_bytes(broken)
        assert values.parse(LARGE, "v.yaml") == first
        assert entry.read_bytes() == whole


def test_errors_are_not_kept(cache: Path) -> None:
    for _ in range(2):
        with pytest.raises(YamlError):
            values.parse(f"{LARGE}x: [\n", "v.yaml")
    assert not cache.exists()


def test_without_a_place_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert values_cache.key(LARGE) == ""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert values.parse(LARGE, "v.yaml")["key1"] == {"a": 1, "b": ["x", 1.5, None, True], "c": "é"}
    assert os.listdir(tmp_path) == ["file"]
