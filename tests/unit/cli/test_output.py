"""What leaves kforge, and what happens when it cannot leave."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
KFORGE = [sys.executable, "-m", "kforge"]


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """An overlay whose output is far longer than a pipe holds."""
    (tmp_path / "kustomization.yaml").write_text("resources:\n- all.yaml\n")
    documents = [f"apiVersion: v1\nkind: Secret\nmetadata:\n  name: a{number}\n" for number in range(3000)]
    (tmp_path / "all.yaml").write_text("---\n".join(documents))
    return tmp_path


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_closed_pipe_is_quiet(big: Path, unbuffered: str) -> None:
    """The code is what a shell reports for helm and kubectl, which the signal ends."""
    process = subprocess.Popen(
        [*KFORGE, "build", str(big)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.read(100)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141


def test_a_full_disk_is_an_error(big: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*KFORGE, "build", str(big)], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.stderr == b"kforge: cannot write to standard output: no space left on device\n"
    assert done.returncode == 1


def test_a_closed_stdout_is_an_error() -> None:
    done = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *KFORGE, "version"], cwd=ROOT, stderr=subprocess.PIPE, check=False
    )
    assert done.stderr == b"kforge: standard output is closed\n"
    assert done.returncode == 1


def test_a_closed_stderr_changes_nothing() -> None:
    done = subprocess.run(
        ["sh", "-c", '"$@" 2>&-', "sh", *KFORGE, "bulid"], cwd=ROOT, stdout=subprocess.PIPE, check=False
    )
    assert done.stdout == b""
    assert done.returncode == 2


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "kustomization.yaml").write_text("resources:\n- a.yaml\n")
    (tmp_path / "a.yaml").write_text("apiVersion: v1\nkind: A\nmetadata:\n  name: é\n", encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [*KFORGE, "build", str(tmp_path)], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert "name: é\n".encode() in done.stdout, done.stderr


def test_a_name_that_is_no_utf8_comes_out_as_it_is(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/\xff"
    done = subprocess.run([*KFORGE, "build", folder], cwd=ROOT, capture_output=True, check=False)
    assert folder in done.stderr
    assert done.returncode == 1
