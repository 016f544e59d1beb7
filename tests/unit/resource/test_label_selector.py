"""Label selectors: a table of what they select, which the real tool is held to as well."""

import json
import subprocess
from pathlib import Path

import pytest

from kforge.resource.label_selector import LabelSelectorError, parse_label_selector

LABELS: dict[str, dict[str, str]] = {
    "web": {"app": "web", "tier": "front", "n": "5"},
    "db": {"app": "db"},
    "bare": {},
    "odd": {"n": "five", "in": "in", "example.com/x": "1"},
    "neg": {"n": "-7"},
}

SELECTS: list[tuple[str, str]] = [
    ("", "web db bare odd neg"),
    ("  ", "web db bare odd neg"),
    ("app=web", "web"),
    ("app==web", "web"),
    ("  app  =  web  ", "web"),
    ("app\t=\nweb", "web"),
    ("app!=web", "db bare odd neg"),
    ("app", "web db"),
    ("!app", "bare odd neg"),
    ("! app", "bare odd neg"),
    ("app in (web, db)", "web db"),
    ("app in (web,db),tier", "web"),
    ("app in\t(web)", "web"),
    ("app notin (web)", "db bare odd neg"),
    ("app notin (web), app", "db"),
    ("app in ()", ""),
    ("app in (,web)", "web"),
    ("app in (web,)", "web"),
    ("app in (web,,db)", "web db"),
    ("n>4", "web"),
    ("n<4", "neg"),
    ("n > 4, n < 6", "web"),
    ("app > 4", ""),
    ("app=", ""),
    ("app=,tier", ""),
    ("zz!=", "web db bare odd neg"),
    ("in in (in)", "odd"),
    ("notin", ""),
    ("in=in", "odd"),
    ("example.com/x=1", "odd"),
    ("example.com/x", "odd"),
    ("n>4,5", ""),
    ("zz!=q", "web db bare odd neg"),
    ("zz notin (q)", "web db bare odd neg"),
]

WRONG = [
    ",",
    "app=web,",
    ",app=web",
    "app=web tier=front",
    "app=web and tier",
    "app in web",
    "app in (web",
    "app in (",
    "app in (web))",
    "app in (web) tier",
    "app in (web db)",
    "app=web=x",
    "app=web!",
    "app===web",
    "app=!web",
    "!app=web",
    "!!app",
    "app exists",
    "app=we.*",
    'app="web"',
    "app=-web",
    "-app",
    "app_",
    "a/b/c=1",
    "/x=1",
    "Example.com/x=1",
    "x" * 64,
    "app=" + "x" * 64,
    "n>x",
    "n>",
    "n>-4",
    "n>+4",
    "n>=4",
    "n=>4",
    "(app)",
]


@pytest.mark.parametrize(("text", "selected"), SELECTS)
def test_selects(text: str, selected: str) -> None:
    matches = parse_label_selector(text)
    assert [name for name, labels in LABELS.items() if matches(labels)] == selected.split()


@pytest.mark.parametrize("text", WRONG)
def test_wrong(text: str) -> None:
    with pytest.raises(LabelSelectorError):
        parse_label_selector(text)


def test_what_is_wrong() -> None:
    with pytest.raises(LabelSelectorError, match=r"^web stands where an opening parenthesis should be$"):
        parse_label_selector("app in web")
    with pytest.raises(LabelSelectorError, match=r"^it ends in a comma$"):
        parse_label_selector("app=web,")
    with pytest.raises(LabelSelectorError, match=r"^the end stands where a label should be$"):
        parse_label_selector("!")


def write_overlay(folder: Path, selectors: list[str]) -> None:
    """An overlay that marks what each selector selects with its number."""
    resources = [
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name, "labels": labels}, "hit": {}}
        for name, labels in LABELS.items()
    ]
    patches = [
        {
            "target": {"labelSelector": selector},
            "patch": json.dumps([{"op": "add", "path": f"/hit/n{number}", "value": True}]),
        }
        for number, selector in enumerate(selectors)
    ]
    folder.mkdir()
    (folder / "all.yaml").write_text("---\n".join(json.dumps(resource) + "\n" for resource in resources))
    (folder / "kustomization.yaml").write_text(json.dumps({"resources": ["all.yaml"], "patches": patches}))


@pytest.mark.oracle
def test_the_table_is_true(kubectl: str, tmp_path: Path) -> None:
    write_overlay(tmp_path / "right", [text for text, _ in SELECTS])
    printed = subprocess.run(
        [kubectl, "kustomize", str(tmp_path / "right")], capture_output=True, text=True, check=True
    ).stdout
    hits: dict[str, set[int]] = {}
    for document in printed.split("---\n"):
        name = document[document.index("\n  name: ") :].split()[1]
        hits[name] = {
            int(line.strip(" n:true"))
            for line in document.splitlines()
            if line.startswith("  n") and line.endswith(": true")
        }
    for number, (text, selected) in enumerate(SELECTS):
        assert {name for name in LABELS if number in hits[name]} == set(selected.split()), text


@pytest.mark.oracle
@pytest.mark.parametrize("text", WRONG)
def test_the_real_tool_refuses_it_too(kubectl: str, tmp_path: Path, text: str) -> None:
    write_overlay(tmp_path / "wrong", [text])
    done = subprocess.run([kubectl, "kustomize", str(tmp_path / "wrong")], capture_output=True, check=False)
    assert done.returncode
