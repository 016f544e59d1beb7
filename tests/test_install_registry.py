"""The script that fetches the registry of the tests: what it takes for there, and what it says."""

import shutil
from pathlib import Path

import install_registry
import pytest


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / "bin").mkdir()
    return tmp_path


def executable(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_one_that_was_unpacked_counts_first(place: Path) -> None:
    assert install_registry.program() is None
    installed = executable(place / "bin" / "docker-registry")
    assert install_registry.program() == installed
    own = executable(
        place / "cache" / "kforge-oracles" / "docker-registry" / "usr" / "bin" / "docker-registry"
    )
    assert install_registry.program() == own
    assert install_registry.install() == own


def test_where_there_is_no_apt_get() -> None:
    with pytest.raises(SystemExit) as caught:
        install_registry.install()
    assert "there is no apt-get here: put a docker-registry on the PATH" in str(caught.value)


def test_a_package_that_cannot_be_downloaded(place: Path) -> None:
    executable(place / "bin" / "apt-get")
    assert shutil.which("apt-get")
    with pytest.raises(SystemExit, match="apt-get could not download docker-registry"):
        install_registry.install()
