"""`kforge cache`: what it says about the cache, and what it removes."""

from pathlib import Path

import pytest

from kforge import cache
from tests.conftest import Run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "kforge"


def test_info_and_prune(kforge: Run, folder: Path) -> None:
    assert kforge("cache", "info").stdout.decode() == f"{folder}\nempty\n"
    cache.write(b"abc")
    lines = kforge("cache", "info").stdout.decode().splitlines()
    assert lines[0] == str(folder)
    assert lines[2].split() == ["content", "1", "3"]
    assert kforge("cache", "prune", "--unused", "1").stdout == b"removed 0 files, 0 bytes\n"
    assert kforge("cache", "prune").stdout == b"removed 1 files, 3 bytes\n"
    assert kforge("cache", "prune", "--unused", "often").code == 2


def test_no_place_for_one(kforge: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", "")
    assert b"there is no cache" in kforge("cache", "info").stdout
