"""Files with secrets: who may read them, and what they replace."""

import errno
import os
from pathlib import Path

import pytest

from kforge.errors import FileError
from kforge.network.secret_file import write_secret


def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "file"
    write_secret(str(path), b"one")
    write_secret(str(path), b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["file"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real/file")
    write_secret(str(tmp_path / "link"), b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "file").read_bytes() == b"x"


def test_a_file_that_a_container_has_mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise OSError(errno.EBUSY, "Device or resource busy")

    monkeypatch.setattr(os, "replace", busy)
    write_secret(str(tmp_path / "file"), b"x")
    assert (tmp_path / "file").read_bytes() == b"x"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_place_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match=r"not a directory|file exists"):
        write_secret(str(tmp_path / "file" / "inner"), b"x")
