"""Versions and constraints, held to a table of Helm's answers."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kforge import semver
from kforge.errors import ChartError

Table = Callable[[str], Any]


def ours(constraint: str, versions: list[str]) -> str | None:
    """One digit per version, None when the constraint is refused."""
    try:
        parsed = semver.constrain(constraint)
    except ChartError:
        return None
    found = [semver.parse(version) for version in versions]
    return "".join("1" if version and parsed.allows(version) else "0" for version in found)


def test_constraints_allow_what_helm_allows(table: Table) -> None:
    (_, versions), *rows = table("constraints.json")
    assert len(rows) > 100
    wrong = {constraint: digits for constraint, digits in rows if ours(constraint, versions) != digits}
    assert not wrong


def test_versions_are_taken_as_helm_takes_them(table: Table) -> None:
    rows = table("versions.json")
    assert [text for text, taken in rows if (semver.parse(text) is not None) != taken] == []


@pytest.mark.parametrize(
    ("constraint", "version", "fits"),
    [
        ("^1.2", "1.9.0", True),
        ("^1.2", "not a version", False),
        ("not a constraint", "1.0.0", False),
        ("", "1.0.0", False),  # a dependency without a version fits nothing
        ("1.2.3", "1.2.3+build", True),
        (">1.2", "1.2.5", False),
    ],
)
def test_satisfies_is_false_for_what_cannot_be_read(constraint: str, version: str, fits: bool) -> None:
    assert semver.satisfies(constraint, version) is fits


def test_a_constraint_that_is_none_is_an_error_that_quotes_it() -> None:
    with pytest.raises(ChartError, match="improper version constraint 'latest'"):
        semver.constrain("latest")


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("1.0.0-alpha", "1.0.0-alpha.1"),
        ("1.0.0-alpha.1", "1.0.0-alpha.beta"),
        ("1.0.0-beta.2", "1.0.0-beta.11"),
        ("1.0.0-rc.1", "1.0.0"),
        ("1.0.0", "1.0.1"),
        ("1.9.9", "1.10.0"),
    ],
)
def test_versions_stand_in_the_order_of_semver_org(low: str, high: str) -> None:
    lower, higher = semver.parse(low), semver.parse(high)
    assert lower
    assert higher
    assert (lower.compare(higher), higher.compare(lower), lower.compare(lower)) == (-1, 1, 0)


@pytest.mark.oracle
def test_helm_still_answers_as_recorded(
    table: Table, tmp_path: Path, run_helm: Callable[..., Any], write: Callable[..., Path]
) -> None:
    (_, versions), *rows = table("constraints.json")
    listed = " ".join(map(json.dumps, versions))
    lines = [
        f"# {{{{ range list {listed} }}}}"
        f"{{{{ if semverCompare {json.dumps(constraint)} . }}}}1{{{{ else }}}}0{{{{ end }}}}{{{{ end }}}}\n"
        for constraint, digits in rows
        if digits is not None
    ]
    chart = {"chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 0.1.0\n"}
    folder = write({**chart, "chart/templates/all.yaml": "".join(lines)})
    printed = run_helm(folder).stdout.splitlines()[2:]
    assert printed == [f"# {digits}" for _, digits in rows if digits is not None]
    for constraint in [constraint for constraint, digits in rows if digits is None]:
        write({"chart/templates/all.yaml": f'# {{{{ semverCompare {json.dumps(constraint)} "1.0.0" }}}}'})
        assert run_helm(folder).returncode == 1, constraint


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("1.2.3", True),
        ("0.0.0", True),
        ("1.2.3-rc.1+b.01", True),
        ("1.2", False),
        ("v1.2.3", False),
        ("01.2.3", False),
        ("1.2.03", False),
        ("1.2.3-01", False),
        ("latest", False),
        ("", False),
    ],
)
def test_versions_that_tags_of_registries_must_be(text: str, fits: bool) -> None:
    assert (semver.strict(text) is not None) is fits
