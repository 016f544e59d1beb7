"""Exit codes, and that a bug says that it is one."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kforge.cli.commands import version

ROOT = Path(__file__).parents[2]


def test_a_bug_prints_a_traceback_and_asks_for_a_report(
    kforge: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(version, "run", lambda arguments: 1 / 0)
    outcome = kforge("version")
    assert (outcome.code, outcome.stdout) == (3, b"")
    lines = outcome.stderr.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert "ZeroDivisionError: division by zero" in lines
    assert lines[-2].startswith("kforge: this is a bug in kforge ")
    assert lines[-2].endswith(": kforge version")
    assert lines[-1].startswith("  hint: please report it")


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt(), 130), (BrokenPipeError(), 141)])
def test_ends_that_say_nothing(
    error: BaseException, code: int, kforge: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(arguments: object) -> int:
        raise error

    monkeypatch.setattr(version, "run", fail)
    outcome = kforge("version")
    assert (outcome.code, outcome.stdout, outcome.stderr) == (code, b"", "")


def test_an_interrupt_ends_a_run_quietly(tmp_path: Path) -> None:
    """While it waits for values from stdin, where nobody writes any."""
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: c\nversion: 0.1.0\n")
    code = (
        "import signal, sys\n"
        "from kforge.__main__ import entry\n"
        f"sys.argv = ['kforge', 'template', {str(tmp_path)!r}, '-f', '-']\n"
        "signal.signal(signal.SIGALRM, signal.default_int_handler)\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.5)\n"
        "entry()\n"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, **pipes) as process:  # type: ignore[call-overload]
        assert process.wait(timeout=30) == 130
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"")


def test_kforge_is_a_library_too(tmp_path: Path) -> None:
    import kforge.api

    (tmp_path / "kustomization.yaml").write_text("resources:\n- a.yaml\n")
    (tmp_path / "a.yaml").write_text("apiVersion: v1\nkind: A\nmetadata:\n  name: a\n")
    assert kforge.build(str(tmp_path)) == "apiVersion: v1\nkind: A\nmetadata:\n  name: a\n"
    assert kforge.api.lint([str(tmp_path)]) == []
