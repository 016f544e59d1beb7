"""libyaml says the same with the classes of ruamel.yaml and with those that stand in for them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

TEXTS = [
    "a: &x !t [b, 'c']\nd: *x\n--- |\n  text\n...\n%YAML 1.1\n--- >\n  text\n",
    "a: b: c\n",
    "a: 'b\n",
    "- a\nb: c\n",
    "é: \x01\n",
    "a: [b:c]\n",
]
SCRIPT = """
import json, sys
{first}
from kforge.yaml.libyaml import YAMLError, parser
def mark(found):
    return found and [found.line, found.column]
def events(text):
    found = []
    source = parser(text)
    try:
        while not found or found[-1][0] != "StreamEndEvent":
            event = source.get_event()
            names = "anchor", "tag", "implicit", "value", "style", "flow_style", "explicit", "version"
            fields = {{name: getattr(event, name, None) for name in names}}
            fields["start"], fields["end"] = mark(event.start_mark), mark(event.end_mark)
            given = {{name: value for name, value in fields.items() if value not in (None, "", False)}}
            found.append([type(event).__name__, given])
    except YAMLError as error:
        marks = [mark(getattr(error, name, None)) for name in ("context_mark", "problem_mark")]
        names = "context", "problem", "position", "character", "reason"
        found.append([str(getattr(error, name, "")) for name in names] + marks)
    return found
found = [events(text) for text in json.loads(sys.argv[1])]
loaded = sorted(name for name in sys.modules if name.split(".")[0] == "ruamel")
from ruamel.yaml import YAML
print(json.dumps([found, loaded, dict(YAML().load("a: 1"))]))
"""


def run(first: str) -> list[object]:
    command = [sys.executable, "-c", SCRIPT.format(first=first), json.dumps(TEXTS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


@pytest.fixture(scope="module")
def library() -> list[object]:
    """What a program sees that uses kforge as a library."""
    return run("")


def test_the_command_reads_the_same_and_loads_nothing_of_ruamel_yaml(library: list[object]) -> None:
    events, loaded, after = run("import kforge.__main__")
    assert events == library[0]
    assert loaded == []
    assert after == {"a": 1}


def test_a_library_takes_the_real_classes(library: list[object]) -> None:
    assert "ruamel.yaml.events" in library[1]  # type: ignore[operator]


def test_the_command_takes_what_is_there_already(library: list[object]) -> None:
    events, loaded, _ = run("import kforge.__main__, ruamel.yaml")
    assert events == library[0]
    assert "ruamel.yaml.events" in loaded  # type: ignore[operator]
