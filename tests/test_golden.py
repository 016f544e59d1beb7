"""Golden cases: tests/golden/<verb>/<case>/. kforge is held to the record, the record to the real tools.

input/          the files; the command runs inside a copy of this folder
args            one line: the words after `kforge <verb>`
expected.yaml   stdout of template and build          expected.txt, expected.json   stdout of the others
expected.err    stderr of a case that fails; stdout is empty then
exit            the exit code, when it is not 0 (or not 1 beside an expected.err)
note.md         what a reader should know
oracle/         files laid over input/ before the real tool runs (the Go twin of a Jinja template)
oracle.args     the real tool's words, where they differ; several lines: several runs, joined by `---`
oracle.none     the reason why no real tool can judge this case
"""

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LOSSLESS = "surrogateescape"  # a README need not be UTF-8
GOLDEN = Path(__file__).parent / "golden"

EXPECTED = {
    "template": ["expected.yaml"],
    "build": ["expected.yaml"],
    "lint": ["expected.txt", "expected.json"],
    "show": ["expected.txt"],
}
KNOWN = {"input", "args", "expected.err", "exit", "note.md", "oracle", "oracle.args", "oracle.none"}
# lint has no real tool to be held to: its cases are written by hand, as all without an oracle
REAL = {"template": ("helm", "template"), "build": ("kubectl", "kustomize"), "show": ("helm", "show")}


def cases(*verbs: str) -> list[object]:
    found = [folder for verb in verbs for folder in sorted((GOLDEN / verb).glob("*")) if folder.is_dir()]
    return [pytest.param(folder, id=f"{folder.parent.name}/{folder.name}") for folder in found]


def judged() -> list[object]:
    """The cases that a real tool can judge."""
    every: list[Any] = cases(*REAL)
    return [case for case in every if not (case.values[0] / "oracle.none").exists()]


def malformed(case: Path) -> str:
    """What is wrong with the case's own files, or nothing."""
    verb = case.parent.name
    names = {entry.name for entry in case.iterdir()}
    unknown = names - KNOWN - set(EXPECTED[verb])
    if unknown:
        return f"unknown files {sorted(unknown)}"
    if not (case / "input").is_dir() or not (case / "args").is_file():
        return "input/ and args must be there"
    if (case / "args").read_text().count("\n") > 1:
        return "args must be one line"
    outcomes = names & {"expected.err", *EXPECTED[verb]}
    if len(outcomes) != 1:
        return f"exactly one of expected.err, {', '.join(EXPECTED[verb])} must be there"
    if "expected.err" in names and "Traceback" in (case / "expected.err").read_text():
        return "a traceback is no error message"
    if "oracle.none" in names and names & {"oracle", "oracle.args"}:
        return "oracle.none and an oracle exclude each other"
    if "oracle.none" in names and not (case / "oracle.none").read_text().strip():
        return "oracle.none must give the reason"
    return ""


def words(case: Path, name: str = "args") -> list[list[str]]:
    """The lines of the file `name` as lists of words."""
    return [shlex.split(line) for line in (case / name).read_text().splitlines() or [""]]


def expected(case: Path) -> Path:
    """The file that holds what stdout must be (or, expected.err, stderr)."""
    return next(
        case / name for name in ("expected.err", *EXPECTED[case.parent.name]) if (case / name).exists()
    )


def run_real(case: Path, tools: str, work: Path) -> tuple[int, bytes, str]:
    """Exit code, stdout and stderr of the real tool on the case."""
    folder = work / "input"
    shutil.copytree(case / "input", folder, symlinks=True)
    if (case / "oracle").is_dir():
        shutil.copytree(case / "oracle", folder, symlinks=True, dirs_exist_ok=True)
    tool, verb = REAL[case.parent.name]
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    outputs: list[bytes] = []
    for line in words(case, "oracle.args" if (case / "oracle.args").exists() else "args"):
        command = [f"{tools}/{tool}", verb, *line]
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=120,
        )
        if done.returncode:
            return done.returncode, done.stdout, done.stderr.decode(errors="replace")
        outputs.append(done.stdout)
    return 0, b"---\n".join(outputs), ""


@pytest.mark.parametrize("case", cases(*EXPECTED))
def test_kforge_agrees_with_the_record(case: Path, tmp_path: Path, kforge: Callable[..., Any]) -> None:
    assert not malformed(case), malformed(case)
    shutil.copytree(case / "input", tmp_path / "input", symlinks=True)
    outcome = kforge(case.parent.name, *words(case)[0], cwd=tmp_path / "input")
    wanted = expected(case)
    fails = wanted.name == "expected.err"
    code = int((case / "exit").read_text()) if (case / "exit").exists() else int(fails)
    recorded = wanted.read_bytes().decode(errors=LOSSLESS)  # not read_text: it would hide a carriage return
    stdout, stderr = ("", recorded) if fails else (recorded, "")
    assert outcome.stderr == stderr
    assert outcome.stdout.decode(errors=LOSSLESS) == stdout
    assert outcome.code == code


@pytest.mark.oracle
@pytest.mark.records
@pytest.mark.parametrize("case", judged())
def test_the_record_agrees_with_the_real_tool(
    case: Path, tmp_path: Path, helm: str, request: pytest.FixtureRequest
) -> None:
    code, stdout, stderr = run_real(case, str(Path(helm).parent), tmp_path)
    failing = (case / "expected.err").exists()
    if failing:
        assert code, "the real tool succeeds where this case expects an error"
        return
    assert code == 0, f"the real tool fails: {stderr}"
    if request.config.getoption("--update"):
        expected(case).write_bytes(stdout)
    assert stdout.decode(errors=LOSSLESS) == expected(case).read_bytes().decode(errors=LOSSLESS)


def test_every_folder_under_golden_is_a_verb() -> None:
    assert {entry.name for entry in GOLDEN.iterdir()} <= {*EXPECTED, "functions", "README.md"}
