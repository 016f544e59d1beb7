"""What is kept on disk comes back as it was, or not at all."""

import os
from pathlib import Path

import pytest

from kforge import stored

DATA = {"a": [1, 2.5, None, True, "é", b"x"], "b": ("c", {})}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "kforge" / "things"


def test_what_is_stored_is_loaded(cache: Path) -> None:
    stored.store("things", "k", DATA)
    assert stored.load("things", "k") == DATA
    assert os.listdir(cache) == ["k"]
    assert stored.load("things", "other") is None
    assert stored.load("others", "k") is None


def test_a_damaged_entry_is_none(cache: Path) -> None:
    stored.store("things", "k", DATA)
    whole = (cache / "k").read_bytes()
    for place in range(len(whole)):
        (cache / "k").write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        assert stored.load("things", "k") is None
        (cache / "k").write_bytes(whole[:place])
        assert stored.load("things", "k") is None


def test_an_entry_of_another_kind_is_none(cache: Path) -> None:
    stored.store("others", "k", DATA)
    cache.mkdir(parents=True)
    (cache.parent / "others" / "k").rename(cache / "k")
    assert stored.load("things", "k") is None


def test_keys_tell_their_parts_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {stored.key(*parts) for parts in (("a", "b"), ("ab",), ("a", "", "b"), ("b", "a"), ("\udcff",))}
    assert len(keys) == 5
    monkeypatch.setattr(stored, "__version__", "99")
    assert stored.key("ab") not in keys


def test_a_stamp_changes_with_the_files(tmp_path: Path) -> None:
    file = tmp_path / "m.py"
    file.write_text("1")
    assert stored.modules(str(tmp_path)) == [str(file)]
    before = stored.stamp([str(file)])
    file.write_text("12")
    assert stored.stamp([str(file)]) != before
    assert stored.stamp([str(tmp_path / "none")]) == ""
    assert stored.modules(str(tmp_path / "none")) == []


def test_what_cannot_be_kept_is_no_error(cache: Path) -> None:
    deep: list[object] = []
    for _ in range(3000):
        deep = [deep]
    stored.store("things", "k", deep)
    stored.store("things", "k", object())
    assert stored.load("things", "k") is None
    cache.parent.mkdir(exist_ok=True)
    if cache.exists():
        cache.rmdir()
    cache.write_text("a file")
    stored.store("things", "k", DATA)
    assert stored.load("things", "k") is None


@pytest.mark.parametrize("place", ["", "relative"])
def test_without_a_place_nothing_is_kept(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    monkeypatch.delenv("HOME", raising=False)
    assert stored.folder("things") == ""
    stored.store("things", "k", DATA)
    assert stored.load("things", "k") is None
