"""The script that installs the real tools: once, whole, and in any number of runs at a time."""

from pathlib import Path

import install_oracles
import pytest


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return install_oracles.folder()


def fill(folder: Path, *tools: str) -> Path:
    folder.mkdir(parents=True)
    for tool in tools:
        (folder / tool).write_text("#!/bin/sh\n")
        (folder / tool).chmod(0o755)
    return folder


def test_the_folder_is_below_the_cache_or_in_the_checkout(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert place.parent == tmp_path / "kforge-oracles"
    monkeypatch.delenv("XDG_CACHE_HOME")
    checkout = Path(__file__).parent.parent
    assert install_oracles.folder() == checkout / ".oracle" / place.name


def test_a_second_run_downloads_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(place, "helm", "kubectl")
    monkeypatch.setattr(install_oracles, "_download", None)
    assert install_oracles.install() == place


def test_a_tool_that_lacks_is_named(place: Path) -> None:
    assert install_oracles.missing(place) == ["helm", "kubectl"]
    fill(place, "helm")
    assert install_oracles.missing(place) == ["kubectl"]


def test_the_faster_run_wins_and_a_half_is_replaced(place: Path, tmp_path: Path) -> None:
    fill(place, "helm", "kubectl")
    (place / "mark").touch()
    install_oracles._put(fill(tmp_path / "fresh", "helm", "kubectl"), place)
    assert (place / "mark").exists()
    (place / "kubectl").unlink()
    install_oracles._put(tmp_path / "fresh", place)
    assert install_oracles.missing(place) == []
    assert not (place / "mark").exists()


def test_a_tool_of_another_version_is_refused(place: Path) -> None:
    fill(place, "helm", "kubectl")
    with pytest.raises(SystemExit, match=r"helm says '' where 'v4.3.1' was expected"):
        install_oracles._verify(place)
