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

import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kforge.functions.names import FAMILIES, NAMES, family_of, load
from kforge.functions.registry import FUNCTIONS, Function
from tests.golden_lines import (
    GOLDEN,
    Failed,
    Line,
    check,
    helm_failures,
    helm_results,
    read,
    record,
    run_helm,
    texts,
    write_whole_chart,
)

FILES = sorted(GOLDEN.glob("*.txt"))


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
    got = [Failed(result.message) if isinstance(result, Failed) else result for result in results]
    assert got == [line.text if line.error is None else Failed(line.error) for line in read(path)]


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
