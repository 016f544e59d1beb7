"""kforge show: what goes to stdout, what to stderr, and which options go together."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.chart.archives import pages
from tests.unit.network.servers import Site, serving


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    (tmp_path / "c" / "templates").mkdir(parents=True)
    (tmp_path / "c" / "Chart.yaml").write_text("apiVersion: v2\nname: c\nversion: 0.1.0\n")
    (tmp_path / "c" / "templates" / "a.yaml").write_text("kind: {{ values.kind }}\n")
    (tmp_path / "c" / "values.yaml").write_text("# kept\nkind: A\n")
    return tmp_path


def test_the_engine_is_named_beside_the_output(chart: Path, kforge: Callable[..., Any]) -> None:
    outcome = kforge("show", "chart", "c", cwd=chart)
    assert outcome.code == 0
    assert outcome.stdout == b"apiVersion: v2\nname: c\nversion: 0.1.0\n\n"
    assert outcome.stderr == "engine: jinja (c/templates/a.yaml:1:7 is written for it)\n"


def test_an_alias(chart: Path, kforge: Callable[..., Any]) -> None:
    assert kforge("inspect", "values", "c", cwd=chart).stdout == b"# kept\nkind: A\n\n"


def test_a_path_that_leads_nowhere_is_a_warning(chart: Path, kforge: Callable[..., Any]) -> None:
    outcome = kforge("show", "values", "c", "--jsonpath", "{.nope}", cwd=chart)
    assert (outcome.code, outcome.stdout) == (0, b"")
    assert outcome.stderr == "warning: --jsonpath {.nope}: nope is not there\n"


def test_origins(chart: Path, kforge: Callable[..., Any]) -> None:
    (chart / "more.yaml").write_text("other: 1\n")
    outcome = kforge("show", "values", "c", "--origin", "-f", "more.yaml", "--set", "x=1", cwd=chart)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout == b"other: 1  # more.yaml:1\nx: 1      # --set x=1\nkind: A   # c/values.yaml:2\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--origin", "--jsonpath", "{.a}"], "kforge: --jsonpath and --origin exclude each other\n"),
        (["--set", "a=1"], "kforge: --set needs --origin\n"),
        (["-f", "x.yaml"], "kforge: --values needs --origin\n"),
    ],
)
def test_what_does_not_go_together(
    words: list[str], message: str, chart: Path, kforge: Callable[..., Any]
) -> None:
    outcome = kforge("show", "values", "c", *words, cwd=chart)
    assert (outcome.code, outcome.stdout) == (2, b"")
    assert outcome.stderr.startswith(message)


@pytest.mark.parametrize("what", ["all", "chart", "values", "readme", "crds"])
def test_no_chart_is_an_error(what: str, tmp_path: Path, kforge: Callable[..., Any]) -> None:
    outcome = kforge("show", what, "./nowhere", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert outcome.stderr.startswith("./nowhere: no such file or directory")


def test_a_chart_that_is_fetched(
    tmp_path: Path, kforge: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    with serving(Site(pages(("web", "1.0.0"), ("web", "1.1.0"), files={"values.yaml": "a: 1\n"}))) as site:
        for words, version in (
            (["web", "--repo", site.url], b"1.1.0"),
            (["web", "--repo", site.url, "--version", "~1.0"], b"1.0.0"),
            ([f"{site.url}/web-1.0.0.tgz"], b"1.0.0"),
        ):
            outcome = kforge("show", "all", *words)
            assert outcome.stdout == b"apiVersion: v2\nname: web\nversion: %s\n\n---\na: 1\n\n" % version
        assert kforge("repo", "add", "here", site.url).code == 0
        outcome = kforge("show", "values", "here/web", "--origin", "--set", "b=2")
        assert outcome.code == 0, outcome.stderr
        assert outcome.stdout == b"b: 2  # --set b=2\na: 1  # here/web/values.yaml:1\n"
