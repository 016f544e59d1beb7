"""What the documents say is true: their commands run, in a copy of the repository, and print what is shown.

A `console` or `sh` block holds lines that start with `$ `; the lines below one are its output, `...` at the
end of a line stands for the rest of it and any lines. A comment above the block changes how it is run:

    <!-- exit 1 -->                          the last command's exit code
    <!-- stub argocd: cat >/dev/null -->     a program that need not be there, as a shell script
    <!-- not run: why -->                    the block is only read
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kforge.cli.grammar import parse
from kforge.cli.verbs import find, load

ROOT = Path(__file__).parent.parent

# the suite cannot run itself, nor install anything: make only says what it would do; there is no cluster, and
# kubectl is content when it gets a resource
STUBS = {
    "make": f'{shutil.which("make")} --dry-run "$@" >/dev/null',
    "kforge": f'exec {shlex.quote(sys.executable)} -m kforge "$@"',
    "kubectl": "grep '^kind: ' >/dev/null",
}
FENCE = re.compile(r"((?:^<!--.*-->\n+)*)^```(\w*)\n(.*?)^```$", re.S | re.M)


def documents() -> list[Path]:
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return [ROOT / name for name in names if not name.startswith("tests/golden/") and (ROOT / name).exists()]


def blocks(*languages: str) -> list[object]:
    """Document, comment above, text and language of every block in one of the languages."""
    found = []
    for document in documents():
        for number, (above, language, text) in enumerate(FENCE.findall(document.read_text()), 1):
            if language in languages:
                name = f"{document.relative_to(ROOT)}-{number}"
                found.append(pytest.param(document, above, text, id=name))
    return found


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository, without what git ignores."""
    target = tmp_path_factory.mktemp("copy")
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(
        listing, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines():
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    return target


def steps(text: str) -> list[tuple[str, str]]:
    """The commands of a block, and what is shown below each."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append((line[2:], ""))
        else:
            assert found, f"output before a command: {line}"
            command, shown = found[-1]
            found[-1] = (command + line, "") if command.endswith("\\\n") else (command, shown + line)
    return found


def environment(folder: Path, above: str) -> dict[str, str]:
    """The environment of a block: its stubs come first on the path."""
    folder.mkdir()
    named = dict(re.findall(r"<!-- stub (\w+): (.*?) -->", above))
    for name, script in {**STUBS, **named}.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize(("document", "above", "text"), blocks("console", "sh"))
def test_a_block_of_commands(document: Path, above: str, text: str, copy: Path, tmp_path: Path) -> None:
    if "<!-- not run: " in above:
        return
    cwd = copy / document.parent.relative_to(ROOT)
    code = re.search(r"<!-- exit (\d+) -->", above)
    wanted = int(code[1]) if code else 0
    given = environment(tmp_path / "bin", above)
    every = steps(text)
    assert every
    for number, (command, shown) in enumerate(every, 1):
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=cwd,
            env=given,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == (wanted if number == len(every) else 0), f"$ {command}{done.stdout}"
        if shown:
            pattern = re.escape(shown).replace("\\.\\.\\.\\\n", "(?s:.*)")
            assert re.fullmatch(pattern, done.stdout), f"$ {command}{done.stdout}"


@pytest.mark.parametrize(("document", "above", "text"), blocks("python"))
def test_a_block_of_python(document: Path, above: str, text: str, copy: Path) -> None:
    if "<!-- not run: " in above:
        return
    cwd = copy / document.parent.relative_to(ROOT)
    command = [sys.executable, "-c", text]
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def inline() -> list[object]:
    """Every `kforge ...` that stands in running text, but for patterns such as `kforge build [DIR]...`."""
    return [
        pytest.param(code, id=f"{document.relative_to(ROOT)}: kforge {code}")
        for document in documents()
        for code in sorted(set(re.findall(r"`kforge ([^`\n…]+)`", FENCE.sub("", document.read_text()))))
        if not re.search(r"\.\.\.|[\[|<]", code)
    ]


@pytest.mark.parametrize("code", inline())
def test_a_command_in_running_text_is_one(code: str) -> None:
    words = shlex.split(code)
    if words[0] in ("--help", "--version"):
        return
    verb, rest = find(words)
    if verb is None:
        assert load(words[0])
        assert len(words) == 1, f"{words[0]} has no {words[1:]}"
    elif rest:
        parse(verb, rest)


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", FENCE.sub("", document.read_text())):
        assert (document.parent / target).exists(), target


def test_the_hooks_that_are_shown_exist() -> None:
    offered = set(re.findall(r"^- id: (\S+)", (ROOT / ".pre-commit-hooks.yaml").read_text(), re.M))
    assert offered
    shown = {
        hook for document in documents() for hook in re.findall(r"- id: (kforge\S*)", document.read_text())
    }
    assert shown <= offered
    assert shown
