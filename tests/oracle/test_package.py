"""The package that pip builds holds all of kforge, runs from where it is put, and holds nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def tracked(*under: str) -> list[str]:
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *under]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [name for name in names if (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from a copy of the repository."""
    work = tmp_path_factory.mktemp("wheel")
    for name in tracked("kforge", "pyproject.toml", "README.md", "LICENSE"):
        (work / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        (work / "source" / name).write_bytes((ROOT / name).read_bytes())
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(work),
        "./source",
    ]
    subprocess.run(command, cwd=work, check=True)
    (found,) = work.glob("*.whl")
    return zipfile.ZipFile(found)


@pytest.mark.oracle
def test_it_holds_all_of_kforge_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    inside = [name for name in wheel.namelist() if ".dist-info/" not in name]
    assert sorted(inside) == sorted(tracked("kforge"))


@pytest.mark.oracle
def test_it_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt")]
    assert "kforge = kforge.__main__:entry" in wheel.read(name).decode()
    metadata = wheel.read(name.replace("entry_points.txt", "METADATA")).decode()
    assert "License-Expression: Apache-2.0" in metadata
    for needed in ("click", "google-re2", "jinja2", "ruamel.yaml", "ruamel.yaml.clib", "urllib3"):
        assert f"Requires-Dist: {needed}>=" in metadata


@pytest.mark.oracle
def test_it_runs_from_where_it_is_put(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    overlay = ROOT / "examples" / "vote-app" / "overlays" / "dev"
    command = [sys.executable, "-m", "kforge", "build", str(overlay)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "worker-db-secret-b27f9282dh" in done.stdout
