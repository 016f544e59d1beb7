"""Verbs are found by their words, their tables are loaded when they are typed, and are those of helm."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kforge.cli import ALIASES, COMMANDS
from kforge.cli.options import ARRAY, BUILD, FLAG, LIST, VALUE, VERBS, Verb
from kforge.cli.verbs import Family, every, find, load

ROOT = Path(__file__).parents[3]

# how pflag names a value in its help: our kind; all others are one value
KINDS = {"": FLAG, "stringArray": ARRAY, "strings": LIST, "stringToString": LIST}
# the verbs that helm has too, by our name: what kforge adds to each
HELM = {
    "dependency build": "",
    "dependency list": "",
    "dependency update": "",
    "package": "",
    "pull": "",
    "push": "",
    "registry login": "",
    "registry logout": "",
    "repo add": "",
    "repo index": "",
    "repo list": "",
    "repo remove": "",
    "repo update": "",
    "search repo": "",
    "show all": "",
    "show chart": "",
    "show crds": "",
    "show readme": "",
    "show values": "origin values set set-string set-file set-json set-literal",
    "verify": "version devel repo pass-credentials username password ca-file cert-file key-file"
    " insecure-skip-tls-verify plain-http",
}


def test_words_name_a_verb() -> None:
    assert find([]) == (None, [])
    assert find(["build", "a"]) == (BUILD, ["a"])
    assert find(["nothing", "a"]) == (None, ["a"])
    verb, rest = find(["show", "values", "-f", "x"])
    assert verb
    assert (verb.name, rest) == ("show values", ["-f", "x"])
    assert find(["inspect", "values"])[0] is verb
    assert find(["show"])[0] is None
    assert find(["show", "nothing"])[0] is None
    assert find(["kforge.cli"])[0] is None


def test_the_second_word_may_be_an_alias() -> None:
    update = Verb("dependency update", "CHART", 1, 1)
    assert Family("dependency", [update], {"up": "update"}).find("up") is update


def test_every_verb_has_its_code() -> None:
    for verb in every():
        first, _, second = verb.name.partition(" ")
        module = __import__(f"kforge.cli.commands.{first}", fromlist=("run",))
        assert callable(getattr(module, f"run_{second}" if second else "run")), verb.name
        assert verb.summary or not second, f"{verb.name} has no summary"


def test_a_table_stands_under_its_name() -> None:
    for name in COMMANDS:
        found = load(name)
        assert found
        assert found.name == name
    for verb in every():
        assert find(verb.name.split())[0] is verb


def test_an_alias_hides_no_verb() -> None:
    assert not set(ALIASES) & set(COMMANDS)


@pytest.mark.parametrize("word", sorted(VERBS))
def test_a_fast_verb_loads_no_other_table(word: str) -> None:
    code = f"import sys, kforge.__main__ as k; k.main([{word!r}, '--xyzzy']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "kforge.cli.options" in done.stdout.split()
    assert not [name for name in done.stdout.split() if name.startswith("kforge.cli.verbs")]


def test_a_verb_loads_no_table_but_its_own() -> None:
    code = "import sys, kforge.__main__ as k; k.main(['explain', '--xyzzy']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name for name in done.stdout.split() if name.startswith("kforge.cli.verbs.")}
    assert loaded == {"kforge.cli.verbs.explain"}
    assert "click" not in done.stdout.split()


def helm_options(helm: str, *words: str) -> dict[str, tuple[str, str, bool]]:
    """Name: (letter, kind, whether it may stand without its value)."""
    text = subprocess.run([helm, *words, "--help"], capture_output=True, text=True, check=True).stdout
    pattern = r"^ +(?:-(\w), )?--([\w-]+)(?: (\w+))?(\[=\S+\])? {2,}"
    return {
        name: (letter or "", KINDS.get(kind or "", VALUE), bool(bare))
        for letter, name, kind, bare in re.findall(pattern, text, re.M)
    }


@pytest.mark.oracle
@pytest.mark.parametrize("name", sorted(HELM))
def test_the_options_are_those_of_helm(name: str, helm: str) -> None:
    verb, _ = find(name.split())
    assert verb
    ours = {name: (option.short, option.kind, bool(option.bare)) for name, option in verb.by_name.items()}
    theirs = helm_options(helm, *name.split())
    assert "help" in theirs
    own = {name: ours[name] for name in HELM[name].split()}
    assert not set(own) & set(theirs)
    assert ours == {**theirs, **own}
