"""The cache: what it keeps, checks, hides and removes; many processes at a time."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kforge import cache


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "kforge"


def test_content_by_its_digest() -> None:
    assert cache.read(cache.digest(b"abc")) is None
    path = cache.write(b"abc")
    assert path == cache.place(cache.digest(b"abc"))
    assert cache.read(cache.digest(b"abc")) == b"abc"


def test_damaged_content_is_removed() -> None:
    path = Path(cache.write(b"abc"))
    path.write_bytes(b"ab")
    assert cache.read(cache.digest(b"abc")) is None
    assert not path.exists()


def test_what_was_fetched_with_credentials_is_found_with_them_only() -> None:
    mine = cache.scope("https://h:443", "u", "p")
    cache.write(b"abc", mine)
    key = cache.digest(b"abc")
    assert cache.read(key, mine) == b"abc"
    others = (cache.scope("https://h:443", "u", "q"), cache.scope("https://h:444", "u", "p"), "")
    assert [cache.read(key, each) for each in others] == [None, None, None]


def test_records() -> None:
    cache.remember("index", "https://h", {"digest": "abc", "etag": 'W/"x=y"'})
    assert cache.recall("index", "https://h") == {"digest": "abc", "etag": 'W/"x=y"'}
    assert cache.recall("index", "https://h", "mine") == {}
    cache.forget("index", "https://h")
    assert cache.recall("index", "https://h") == {}


def test_half_a_record_is_none(folder: Path) -> None:
    cache.remember("index", "https://h", {"digest": "abc"})
    (record,) = [path for path in (folder / "records").rglob("*") if path.is_file()]
    record.write_bytes(record.read_bytes()[:-2])
    assert cache.recall("index", "https://h") == {}


def test_no_place_for_a_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    monkeypatch.setenv("HOME", "")
    assert cache.folder() == cache.write(b"abc") == ""
    assert cache.read(cache.digest(b"abc")) is None
    cache.remember("index", "https://h", {"a": "b"})
    assert cache.recall("index", "https://h") == {}
    assert cache.prune().files == 0


def test_a_cache_that_cannot_be_written(folder: Path) -> None:
    folder.write_text("a file is in the way")
    assert cache.write(b"abc") == ""


def test_pruning(folder: Path) -> None:
    old, new = Path(cache.write(b"old")), Path(cache.write(b"new"))
    long_ago = time.time() - 10 * 86400
    os.utime(old, (long_ago, long_ago))
    left = folder / "content" / "x.1-2.tmp"
    left.write_bytes(b"half")
    os.utime(left, (time.time() - 7200, time.time() - 7200))
    assert [(part.name, part.files, part.bytes) for part in cache.parts()] == [("content", 3, 10)]
    removed = cache.prune(5 * 86400)
    assert (removed.files, removed.bytes) == (2, 7)
    assert new.exists()
    assert not old.exists()
    half = folder / "content" / "y.1-3.tmp"
    half.write_bytes(b"being written")
    assert cache.prune().files == 1
    assert half.exists()
    half.unlink()
    assert cache.prune().files == 0
    assert not folder.exists()


def test_use_keeps_an_entry_young() -> None:
    path = Path(cache.write(b"abc"))
    os.utime(path, (1, 1))
    cache.read(cache.digest(b"abc"))
    assert path.stat().st_mtime > time.time() - 60


def test_many_processes_at_a_time(folder: Path) -> None:
    code = (
        "import sys\nfrom kforge import cache\n"
        "for number in range(200):\n"
        "    data = bytes([number % 7]) * 50_000\n"
        "    assert cache.write(data)\n"
        "    found = cache.read(cache.digest(data))\n"
        "    assert found in (None, data), 'half an entry'\n"
        "    if number % 50 == 0: cache.prune()\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    assert not list(folder.rglob("*.tmp"))
