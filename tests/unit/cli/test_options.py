"""The option tables hold every option of the real tools, with the same letters, kinds and defaults."""

import re
import subprocess

import pytest

from kforge.cli.options import ARRAY, BUILD, FLAG, LIST, TEMPLATE, VALUE, Verb
from kforge.cli.verbs import every

# how pflag names a value in its help: our kind
KINDS = {
    "": FLAG,
    "stringArray": ARRAY,
    "strings": LIST,
    "stringToString": LIST,
    "postRendererArgsSlice": ARRAY,
}
# what kforge adds
OWN_BUILD = {"all", "changed", "locked", "merge-keys", "merge-keys-from-crds", "offline", "strict"}
OWN_TEMPLATE = {"deterministic", "lookup-from", "matrix", "seed", "strict"}
# what the real tools take, though their help hides it
DEPRECATED_BUILD = {"reorder", "enable-managedby-label"}
DEPRECATED_TEMPLATE = {"validate", "atomic", "force", "hide-notes", "render-subchart-notes"}


def helm_options(helm: str) -> dict[str, tuple[str, str, bool]]:
    """Name: (letter, kind, whether it may stand without its value)."""
    text = subprocess.run([helm, "template", "--help"], capture_output=True, text=True, check=True).stdout
    pattern = r"^ +(?:-(\w), )?--([\w-]+)(?: (\w+))?(\[=\S+\])? {2,}"
    return {
        name: (letter or "", KINDS.get(kind or "", VALUE), bool(bare))
        for letter, name, kind, bare in re.findall(pattern, text, re.M)
    }


def kustomize_options(kubectl: str) -> dict[str, tuple[str, str, bool]]:
    text = subprocess.run([kubectl, "kustomize", "--help"], capture_output=True, text=True, check=True).stdout
    kinds = {"false": FLAG, "[]": ARRAY}
    return {
        name: (letter or "", kinds.get(default, VALUE), False)
        for letter, name, default in re.findall(r"^ +(?:-(\w), )?--([\w-]+)=(.*):$", text, re.M)
    }


def ours(verb: Verb) -> dict[str, tuple[str, str, bool]]:
    return {name: (option.short, option.kind, bool(option.bare)) for name, option in verb.by_name.items()}


@pytest.mark.oracle
def test_template_has_the_options_of_helm(helm: str) -> None:
    theirs = helm_options(helm)
    assert len(theirs) > 60
    hidden = {
        name: option for name, option in ours(TEMPLATE).items() if name in DEPRECATED_TEMPLATE | OWN_TEMPLATE
    }
    assert ours(TEMPLATE) == {**theirs, **hidden}


@pytest.mark.oracle
@pytest.mark.parametrize("name", sorted(DEPRECATED_TEMPLATE))
def test_helm_still_takes_what_its_help_hides(name: str, helm: str) -> None:
    done = subprocess.run(
        [helm, "template", f"--{name}", "nowhere"], capture_output=True, text=True, check=False
    )
    assert f"Flag --{name} has been deprecated" in done.stderr
    assert "unknown flag" not in done.stderr


@pytest.mark.oracle
def test_build_has_the_options_of_kustomize(kubectl: str) -> None:
    theirs = kustomize_options(kubectl)
    assert len(theirs) > 10
    hidden = {
        name: option
        for name, option in ours(BUILD).items()
        if name in DEPRECATED_BUILD | OWN_BUILD | {"help"}
    }
    assert ours(BUILD) == {**theirs, **hidden}


@pytest.mark.oracle
@pytest.mark.parametrize("name", sorted(DEPRECATED_BUILD))
def test_kustomize_still_takes_what_its_help_hides(name: str, kubectl: str) -> None:
    done = subprocess.run(
        [kubectl, "kustomize", f"--{name}=none", "nowhere"], capture_output=True, text=True, check=False
    )
    assert "unknown flag" not in done.stderr


def test_an_option_is_shown_or_says_why_not() -> None:
    for verb in every():
        for option in verb.by_name.values():
            assert option.help or option.no_effect or option.refused, f"{verb.name} --{option.name}"
            assert not (option.no_effect and option.refused)
            assert not option.choices or option.default in ("", *option.choices)
