"""kforge verify: nothing on stdout unless the signature holds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_no_signature(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    (tmp_path / "c.tgz").write_bytes(b"x")
    outcome = kforge("verify", "c.tgz", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert outcome.stderr == "c.tgz.prov: no such file or directory\n"


def test_no_keyring(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    (tmp_path / "c.tgz").write_bytes(b"x")
    (tmp_path / "c.tgz.prov").write_bytes(b"-----BEGIN PGP SIGNED MESSAGE-----\n")
    outcome = kforge("verify", "c.tgz", "--keyring", "nowhere", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert outcome.stderr == "nowhere: no such file or directory\n"
