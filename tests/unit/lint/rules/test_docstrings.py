"""Every rule's manual is true: its Bad blocks are found by it, its Good blocks by nothing but information."""

import importlib
import inspect
import re
import textwrap
from pathlib import Path

import pytest

from kforge import api
from kforge.lint.config import Config
from kforge.lint.rule import INFO, Finding, Rule
from kforge.lint.rules import RULES
from kforge.lint.runner import Linter

BLOCK = re.compile(r"^(?P<kind>Bad|Good)(?P<how>[^\n:]*):\n(?P<body>(?:    [^\n]*\n|\n)+)", re.MULTILINE)
LINTER = Linter(Config())
CHART = "apiVersion: v2\nname: example\nversion: 0.1.0\n"


class Block:
    """An example: `Bad:`, `Bad in values.yaml:` or `Bad with escapes:` (\\t, \\xe9), then indented lines.

    `Bad in a chart:` holds files, each below a comment with its path.
    """

    def __init__(self, match: re.Match[str]) -> None:
        self.is_bad = match["kind"] == "Bad"
        how = match["how"].strip()
        self.file = how.removeprefix("in ") if how.startswith("in ") else "file.yaml"
        text = textwrap.dedent(match["body"]).strip("\n") + "\n" * (how != "without the last line break")
        self.data = (
            text.encode().decode("unicode_escape").encode("latin-1")
            if how == "with escapes"
            else text.encode()
        )


def module_of(rule: Rule) -> str:
    return f"kforge.lint.rules.{rule.id.replace('-', '_')}"


def manual(rule: Rule) -> str:
    return inspect.cleandoc(importlib.import_module(module_of(rule)).__doc__ or "") + "\n"


def blocks(rule: Rule) -> list[Block]:
    return [Block(match) for match in BLOCK.finditer(manual(rule))]


EXAMPLES = [
    pytest.param(rule, block, id=f"{rule.id}-{'bad' if block.is_bad else 'good'}-{number}")
    for rule in RULES
    for number, block in enumerate(blocks(rule), 1)
]


def lint_chart(text: str, folder: Path) -> list[Finding]:
    parts = re.split(r"^# (\S+)\n", text, flags=re.MULTILINE)[1:]
    for name, content in [("Chart.yaml", CHART), *zip(parts[::2], parts[1::2], strict=True)]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return api.lint([str(folder)])


@pytest.mark.parametrize(("rule", "block"), EXAMPLES)
def test_an_example_is_what_it_says(rule: Rule, block: Block, tmp_path: Path) -> None:
    if block.file == "a chart":
        findings = lint_chart(block.data.decode(), tmp_path)
    else:
        findings = LINTER.lint(block.data, block.file)
    if block.is_bad:
        assert rule.id in {finding.rule for finding in findings}
    else:
        assert [finding for finding in findings if finding.severity != INFO] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_manual_has_its_parts(rule: Rule) -> None:
    text = manual(rule)
    assert text.startswith(f"{rule.id} ({rule.code}): ")
    assert text.splitlines()[2].startswith("What: ")
    assert "\nWhy: " in text
    assert {block.is_bad for block in blocks(rule)} == {True, False}


def test_every_rule_file_is_registered_once() -> None:
    folder = Path(importlib.import_module("kforge.lint.rules").__file__ or "").parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert files == {rule.id.replace("-", "_") for rule in RULES}
    assert len({rule.code for rule in RULES}) == len({rule.id for rule in RULES}) == len(RULES)
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)
