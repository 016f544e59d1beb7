"""Golden lines: tests/golden/functions/<family>.txt, and the examples in the manuals of the functions.

A line of a template, then what it gives; all lines of a file see values.yaml and the options in args:

    # a comment
    {{ first (list "a" "b") }}
    = a
    {{ nindent 2 "a\\nb" }}
    =
    =   a
    =   b
    {{ first "abc" }}
    ! Cannot find first on type string

= gives a line of the text, =" a whole text as a JSON string (where a blank at an end, a tab or nothing at
all would not show), ! that a function fails, and its message, which kforge's error must hold, !~ that the
language does (wrong arguments, no such field), which kforge says in words of its own. `--update` records all
that from the real helm.
"""

import base64
import json
import re
import shlex
import subprocess
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kforge.functions.names import FAMILIES, NAMES, family_of, load
from kforge.functions.registry import FUNCTIONS, Function

GOLDEN = Path(__file__).parent / "golden" / "functions"
FILES = sorted(GOLDEN.glob("*.txt"))
OPTIONS = shlex.split((GOLDEN / "args").read_text())
CHART = "apiVersion: v2\nname: {}\nversion: 0.1.0\n"

# helm lint, which judges many charts in one run, lets these pass
LENIENT = re.compile(r"\b(fail|required)\b")


class Line(NamedTuple):
    """A template and what it gives: its text, or how it fails (None: nothing recorded yet)."""

    template: str
    text: str | None
    error: str | None = None
    loose: bool = False


class Failed(NamedTuple):
    """How a template failed: `loose` when no function did."""

    message: str
    loose: bool = False


# ---- the format


def read(path: Path) -> list[Line]:
    """The lines of a golden file."""
    lines: list[Line] = []
    for words in path.read_text().splitlines():
        if not words or words.startswith("#"):
            continue
        if words.startswith("!"):
            loose = words.startswith("!~")
            lines[-1] = lines[-1]._replace(error=words[2 if loose else 1 :].strip(), loose=loose)
        elif words.startswith('="'):
            lines[-1] = lines[-1]._replace(text=json.loads(words[1:]))
        elif words == "=" or words.startswith("= "):
            before = lines[-1].text
            lines[-1] = lines[-1]._replace(text=("" if before is None else before + "\n") + words[2:])
        else:
            lines.append(Line(words, None))
    return lines


def written(text: str) -> str:
    """What stands in a golden file for a text."""
    lines = text.split("\n")
    if text and all(line.rstrip() == line and line.isprintable() for line in lines):
        return "".join(f"= {line}".rstrip() + "\n" for line in lines)
    return "=" + json.dumps(text, ensure_ascii=not text.isprintable()) + "\n"


def record(path: Path, results: Sequence[str | Failed]) -> None:
    """Write the results after the lines of the file."""
    remaining = iter(results)
    out = []
    for words in path.read_text().splitlines(keepends=True):
        if words.startswith(("=", "!")):
            continue
        out.append(words)
        if words.strip() and not words.startswith("#"):
            result = next(remaining)
            if isinstance(result, Failed):
                out.append(f"!{'~' if result.loose else ''} {result.message}\n")
            else:
                out.append(written(result))
    path.write_text("".join(out))


# ---- charts that render the lines


def write_chart(folder: Path, name: str, templates: dict[str, str]) -> Path:
    (folder / "templates").mkdir(parents=True)
    (folder / "Chart.yaml").write_text(CHART.format(name))
    (folder / "values.yaml").write_text((GOLDEN / "values.yaml").read_text())
    for file, text in templates.items():
        (folder / "templates" / file).write_bytes(text.encode("utf-8", "surrogateescape"))
    return folder


def write_whole_chart(folder: Path, templates: Sequence[str]) -> Path:
    """A chart whose one resource lists what each template gives, in base64."""
    defines = "".join(f'{{{{ define "{i}" }}}}{text}{{{{ end }}}}\n' for i, text in enumerate(templates))
    items = "".join(f'- "{{{{ include "{i}" . | b64enc }}}}"\n' for i in range(len(templates)))
    resource = f"apiVersion: v1\nkind: List\nmetadata:\n  name: lines\nitems:\n{items}"
    return write_chart(folder, "lines", {"_lines.tpl": defines, "list.yaml": resource})


def write_single_chart(folder: Path, name: str, template: str) -> Path:
    """A chart that does nothing but render one template."""
    define = f'{{{{ define "line" }}}}{template}{{{{ end }}}}'
    return write_chart(folder, name, {"_line.tpl": define, "a.yaml": '{{ $_ := include "line" . }}'})


def texts(output: bytes) -> list[str]:
    """The texts in the resource of a whole chart."""
    found = re.findall(r'^- "(.*)"$', output.decode(), re.M)
    return [base64.b64decode(item).decode("utf-8", "surrogateescape") for item in found]


# ---- the real helm


def helm_results(helm: str, folder: Path, templates: Sequence[str]) -> list[str | Failed]:
    """What helm makes of each template: one run for those that fail, one for those that do not."""
    failed = helm_failures(helm, folder / "lint", templates)
    good = [i for i in range(len(templates)) if i not in failed]
    whole = write_whole_chart(folder / "whole", [templates[i] for i in good])
    done = run_helm(helm, "template", "lines", str(whole))
    assert done.returncode == 0, done.stderr.decode()
    given = dict(zip(good, texts(done.stdout), strict=True))
    return [failed.get(i) or given[i] for i in range(len(templates))]


def helm_failures(helm: str, folder: Path, templates: Sequence[str]) -> dict[int, Failed]:
    charts = [write_single_chart(folder / f"c{i}", f"c{i}", template) for i, template in enumerate(templates)]
    output = run_helm(helm, "lint", *map(str, charts)).stdout.decode("utf-8", "replace")
    failed: dict[int, Failed] = {}
    for part in output.split("==> Linting ")[1:]:
        path, _, body = part.partition("\n")
        error = re.search(r"^\[ERROR\] templates/: (.*?)(?=^\[|\n\n|\Z)", body, re.S | re.M)
        if error:
            failed[int(path.rpartition("/c")[2])] = failure(error[1])
    for i, template in enumerate(templates):
        if i not in failed and LENIENT.search(template):
            done = run_helm(helm, "template", "c", str(charts[i]))
            if done.returncode:
                failed[i] = failure(done.stderr.decode().partition("\n\n")[0])
    return failed


def failure(text: str) -> Failed:
    """What is wrong, out of helm's words about it: `... at <EXPRESSION>: error calling NAME: MESSAGE`."""
    called = re.sub(r"^.*error calling (?!include)\w+: ", "", text.strip(), flags=re.S)
    if called != text.strip():
        return Failed(called.replace("\n", " "))
    return Failed(re.sub(r"^.*(>|\)): ", "", text.strip().splitlines()[-1]).strip(), loose=True)


def run_helm(helm: str, *words: str) -> "subprocess.CompletedProcess[bytes]":
    command = [helm, *words, *OPTIONS]
    return subprocess.run(command, capture_output=True, check=False, timeout=300)


# ---- the tests


def check(lines: Sequence[Line], folder: Path, kforge: Callable[..., Any]) -> None:
    """Hold kforge to the lines."""
    good = [line for line in lines if line.error is None]
    chart = write_whole_chart(folder / "whole", [line.template for line in good])
    outcome = kforge("template", "lines", str(chart), *OPTIONS)
    assert outcome.code == 0, outcome.stderr
    got = {line.template: text for line, text in zip(good, texts(outcome.stdout), strict=True)}
    assert got == {line.template: line.text for line in good}
    for i, line in enumerate(line for line in lines if line.error is not None):
        single = write_single_chart(folder / str(i), "c", line.template)
        outcome = kforge("template", "c", str(single), *OPTIONS)
        assert (outcome.code, outcome.stdout) == (1, b""), line.template
        assert "_line.tpl:1:" in outcome.stderr or "a.yaml:1:" in outcome.stderr, outcome.stderr
        if not line.loose:
            assert str(line.error) in outcome.stderr, (line.template, outcome.stderr)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_kforge_agrees_with_the_lines(path: Path, tmp_path: Path, kforge: Callable[..., Any]) -> None:
    lines = read(path)
    assert len({line.template for line in lines}) == len(lines), "a line stands twice"
    check(lines, tmp_path, kforge)


@pytest.mark.oracle
@pytest.mark.records
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_lines_agree_with_helm(
    path: Path, tmp_path: Path, helm: str, request: pytest.FixtureRequest
) -> None:
    results = helm_results(helm, tmp_path, [line.template for line in read(path)])
    if request.config.getoption("--update"):
        record(path, results)
    lines = read(path)
    expected = [line.text if line.error is None else Failed(line.error, line.loose) for line in lines]
    assert results == expected


def functions(family: str) -> list[Function]:
    """The functions of a family, one for each manual."""
    for name in FAMILIES[family].split():
        load(name)
    calls = {FUNCTIONS[name].call: FUNCTIONS[name] for name in FAMILIES[family].split()}
    return list(calls.values())


def examples(function: Function) -> Iterator[Line]:
    """The examples in the manual of a function: a line of a template, what it gives indented below."""
    manual = textwrap.dedent("    " + (function.call.__doc__ or ""))
    template = ""
    given: list[str] = []
    for words in [*manual.splitlines(), ""]:
        if template and words.startswith("    "):
            given.append(words[4:])
            continue
        if template:
            yield Line(template, "\n".join(given))
        template, given = (words, []) if words.startswith("{{") else ("", [])


EXEMPT = {"call"}  # nothing in a chart is a function, so it only fails


@pytest.mark.parametrize("family", FAMILIES)
def test_every_function_has_a_manual_with_examples(family: str) -> None:
    for function in functions(family):
        manual = function.call.__doc__ or ""
        assert manual.partition("\n")[0].endswith("."), function.name
        assert function.name in EXEMPT or any(examples(function)), function.name


@pytest.mark.parametrize("family", FAMILIES)
def test_the_examples_are_true(family: str, tmp_path: Path, kforge: Callable[..., Any]) -> None:
    check([line for function in functions(family) for line in examples(function)], tmp_path, kforge)


@pytest.mark.oracle
def test_the_examples_are_true_of_helm(tmp_path: Path, helm: str) -> None:
    lines = [line for family in FAMILIES for function in functions(family) for line in examples(function)]
    chart = write_whole_chart(tmp_path, [line.template for line in lines])
    done = run_helm(helm, "template", "lines", str(chart))
    assert done.returncode == 0, done.stderr.decode()
    got = {line.template: text for line, text in zip(lines, texts(done.stdout), strict=True)}
    assert got == {line.template: line.text for line in lines}


def test_every_function_has_lines() -> None:
    """At least five in the file of its family, be it under another of its names."""
    for family in FAMILIES:
        path = GOLDEN / f"{family}.txt"
        body = "\n".join(line.template for line in read(path)) if path.exists() else ""
        words = re.findall(r"\w+", body)
        for function in functions(family):
            names = [name for name in NAMES if load(name).call is function.call]
            assert sum(words.count(name) for name in names) >= 5, function.name


@pytest.mark.oracle
def test_helm_has_these_functions_and_no_others(tmp_path: Path, helm: str) -> None:
    """A name that helm does not know is an error where it is read."""
    unknown = ["env", "expandenv", "toJson5", "sha3sum", "break"]
    templates = [f"{{{{ if false }}}}{{{{ {name} }}}}{{{{ end }}}}" for name in (*sorted(NAMES), *unknown)]
    failed = helm_failures(helm, tmp_path, templates)
    assert [i for i in range(len(templates)) if i in failed] == [
        *range(len(NAMES), len(templates)),
    ]


def test_every_name_is_of_the_family_that_declares_it() -> None:
    for name in NAMES:
        function = load(name)
        assert function.name == name
        assert function.call.__module__ == f"kforge.functions.{family_of(name)}"
    assert set(FUNCTIONS) == set(NAMES)
