"""Help, completion, and lines that are no verb."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kforge import __version__

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("words", [["--help"], ["-h"]])
def test_help_names_every_command(words: list[str], kforge: Callable[..., Any]) -> None:
    outcome = kforge(*words)
    assert (outcome.code, outcome.stderr) == (0, "")
    for name in (b"build", b"template", b"lint", b"version", b"completion"):
        assert name in outcome.stdout


@pytest.mark.parametrize("words", [["build", "--help"], ["build", "nowhere", "-h"], ["build", "-ho", "x"]])
def test_help_of_a_verb(words: list[str], kforge: Callable[..., Any]) -> None:
    outcome = kforge(*words)
    assert (outcome.code, outcome.stderr) == (0, "")
    text = outcome.stdout.decode()
    assert text.startswith("Usage: kforge build [OPTIONS] [DIR]...\n")
    shown, _, without = text.partition("No effect:")
    assert "-o, --output PATH" in shown
    assert "--load-restrictor LoadRestrictionsRootOnly|LoadRestrictionsNone" in shown
    assert "--enable-helm" not in shown
    assert "--enable-helm" in without


@pytest.mark.parametrize("words", [["show", "--help"], ["show", "-h"], ["inspect", "-h", "x"]])
def test_help_of_a_family(words: list[str], kforge: Callable[..., Any]) -> None:
    outcome = kforge(*words)
    assert (outcome.code, outcome.stderr) == (0, "")
    text = outcome.stdout.decode()
    assert text.startswith("Usage: kforge show [OPTIONS] COMMAND [ARGS]...\n")
    assert "-h, --help" in text
    assert "  values  Print a chart's values.yaml" in text


@pytest.mark.parametrize("words", [["show", "values", "--help"], ["inspect", "values", "-h"]])
def test_help_of_a_verb_of_two_words(words: list[str], kforge: Callable[..., Any]) -> None:
    outcome = kforge(*words)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout.startswith(b"Usage: kforge show values [OPTIONS] CHART\n")
    assert b"--jsonpath PATH" in outcome.stdout


def test_help_says_what_is_refused(kforge: Callable[..., Any]) -> None:
    _, _, refused = kforge("template", "--help").stdout.decode().partition("Refused:")
    assert "kforge never talks to a cluster:" in refused
    assert "--kube-token" in refused


@pytest.mark.parametrize("words", [["--version"], ["version"]])
def test_version(words: list[str], kforge: Callable[..., Any]) -> None:
    assert kforge(*words).stdout.decode() == f"kforge {__version__}\n"


@pytest.mark.parametrize("words", [[], ["show"]])
def test_nothing_at_all_is_a_question(words: list[str], kforge: Callable[..., Any]) -> None:
    outcome = kforge(*words)
    assert (outcome.code, outcome.stdout) == (2, b"")
    assert outcome.stderr.startswith(f"Usage: {' '.join(['kforge', *words])} [OPTIONS] COMMAND")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["bulid"], "kforge: unknown command bulid\n  hint: did you mean build?\n"),
        (["--verison"], "kforge: unknown flag --verison\n  hint: did you mean --version?\n"),
        (["show", "vlaues"], "kforge: unknown command show vlaues\n  hint: did you mean values?\n"),
        (["show", "xyzzy"], "kforge: unknown command show xyzzy\n  hint: see kforge show --help\n"),
        (
            ["show", "--version", "1", "all", "c"],
            "kforge: unknown flag --version\n"
            "  hint: options stand after the whole command, as in kforge show all --version\n",
        ),
        (["show", "all"], "kforge: kforge show all needs CHART\n  hint: see kforge show all --help\n"),
        (["xyzzy"], "kforge: unknown command xyzzy\n  hint: see kforge --help\n"),
        (
            ["version", "x"],
            "kforge: kforge version takes nothing beside it: x\n  hint: see kforge version --help\n",
        ),
        (
            ["completion"],
            "kforge: kforge completion needs bash|zsh|fish\n  hint: see kforge completion --help\n",
        ),
        (
            ["completion", "tcsh"],
            "kforge: no completion for tcsh\n  hint: there is one for bash, zsh and fish\n",
        ),
    ],
)
def test_a_line_that_is_wrong(words: list[str], message: str, kforge: Callable[..., Any]) -> None:
    outcome = kforge(*words)
    assert (outcome.code, outcome.stdout, outcome.stderr) == (2, b"", message)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str, kforge: Callable[..., Any]) -> None:
    outcome = kforge("completion", shell)
    assert outcome.code == 0
    assert b"_KFORGE_COMPLETE" in outcome.stdout


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("kforge bu", {"build"}),
        ("kforge show va", {"values"}),
        ("kforge show ", {"all", "chart", "crds", "readme", "values"}),
        ("kforge inspect values --jso", {"--jsonpath"}),
        ("kforge build --helm-k", {"--helm-kube-version"}),
        ("kforge build --load-restrictor ", {"LoadRestrictionsRootOnly", "LoadRestrictionsNone"}),
        ("kforge lint --format ", {"text", "json", "sarif", "github", "junit"}),
    ],
)
def test_the_shell_is_answered(
    line: str, offered: set[str], kforge: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_KFORGE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
    outcome = kforge()
    assert {answer.partition(",")[2] for answer in outcome.stdout.decode().split()} == offered


def test_bash_takes_the_script(kforge: Callable[..., Any], tmp_path: Path) -> None:
    """The script, loaded by bash itself, with kforge on the path, fills in a word."""
    (tmp_path / "kforge").write_text(f'#!/bin/sh\nexec {sys.executable} -m kforge "$@"\n')
    (tmp_path / "kforge").chmod(0o755)
    script = kforge("completion", "bash").stdout.decode()
    ask = 'COMP_WORDS=(kforge te); COMP_CWORD=1; _kforge_completion kforge; echo "${COMPREPLY[@]}"'
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{script}\n{ask}"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "template\n", done.stderr


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["build", "--help"]])
def test_a_full_disk_is_no_bug(words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "kforge", *words], check=False, stdout=full, stderr=subprocess.PIPE
        )
    assert process.returncode == 1
    assert process.stderr == b"kforge: cannot write to standard output: no space left on device\n"
