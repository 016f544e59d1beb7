"""Locks: helm's digests (recorded from helm 4.3.1), its text, and files that must not be written to."""

from pathlib import Path

import pytest

from kforge.chart import lock, metadata
from kforge.chart.lock import Lock, locked
from kforge.errors import ChartError

WANTED = """\
apiVersion: v2
name: dep
version: 0.1.0
dependencies:
- name: web
  version: ~0.1.0
  repository: http://127.0.0.1:5113
  condition: web.enabled
  tags: [a, "b<c"]
  import-values:
  - child: x.y
    parent: z
  - data
- name: web
  alias: other
  version: ">=0.1"
  repository: http://127.0.0.1:5113
- name: ch
  version: 0.1.0
  repository: oci://127.0.0.1:5111/charts
"""
FOUND = [
    locked("web", "0.1.5", "http://127.0.0.1:5113"),
    locked("web", "1.0.0+b1", "http://127.0.0.1:5113"),
    locked("ch", "0.1.0", "oci://127.0.0.1:5111/charts"),
]
DIGEST = "sha256:381641c47d5531229cbcd7a5f87fb878fd42233f3429b04c802fcc9a0e580181"
TEXT = f"""\
dependencies:
- name: web
  repository: http://127.0.0.1:5113
  version: 0.1.5
- name: web
  repository: http://127.0.0.1:5113
  version: 1.0.0+b1
- name: ch
  repository: oci://127.0.0.1:5111/charts
  version: 0.1.0
digest: {DIGEST}
generated: "2026-11-25T00:48:51.825771869Z"
"""


def read(text: str) -> metadata.Metadata:
    return metadata.read(metadata.Source(text, "Chart.yaml"))


def test_the_digest_is_helms() -> None:
    assert lock.digest(read(WANTED).dependencies or [], FOUND) == DIGEST


def test_a_change_gives_another_digest() -> None:
    assert lock.digest(read(WANTED.replace("~0.1.0", "~0.1")).dependencies or [], FOUND) != DIGEST


def test_the_text_is_helms() -> None:
    assert lock.text(Lock(FOUND, DIGEST, "2026-11-25T00:48:51.825771869Z")) == TEXT


def test_reading_it_back(tmp_path: Path) -> None:
    assert lock.read(str(tmp_path)) is None
    (tmp_path / "Chart.lock").write_text(TEXT)
    found = lock.read(str(tmp_path))
    assert found is not None
    assert (found.digest, found.generated) == (DIGEST, "2026-11-25T00:48:51.825771869Z")
    assert lock.text(found) == TEXT
    (tmp_path / "requirements.lock").write_text("digest: x\n")
    found = lock.read(str(tmp_path))
    assert found is not None
    assert found.digest == "x"  # the one that helm reads last


def test_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lock.now().startswith("20")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert lock.now() == "2023-11-14T22:13:20Z"


def test_names_of_the_file(tmp_path: Path) -> None:
    v2, v1 = read(WANTED), read(WANTED.replace("v2", "v1"))
    assert lock.path(str(tmp_path), v2) == str(tmp_path / "Chart.lock")
    assert lock.path(str(tmp_path), v1) == str(tmp_path / "requirements.lock")


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Chart.lock").symlink_to("/etc/passwd")
    with pytest.raises(ChartError, match="the lock is a link to /etc/passwd"):
        lock.check(str(tmp_path))


def test_what_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / "Chart.lock").write_text("dependencies: web\n")
    with pytest.raises(ChartError, match=r"Chart.lock: this is no lock: dependencies must be a list"):
        lock.read(str(tmp_path))
