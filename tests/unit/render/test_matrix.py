"""One chart with many values files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kforge import api
from kforge.errors import KforgeError, ValuesError
from kforge.render.matrix import found, names

Run = Callable[..., Any]


@pytest.fixture(params=["jinja", "gotmpl"])
def chart(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A chart in either language, and values files beside it."""
    value = "{{ values.a }}" if request.param == "jinja" else "{{ .Values.a }}"
    files = {
        "shop/Chart.yaml": f"apiVersion: v2\nname: shop\nversion: 1.0.0\nengine: {request.param}\n",
        "shop/values.yaml": "a: default\nm: {x: 1}\n",
        "shop/templates/a.yaml": f"kind: C\na: {value}\n",
        "values/one.yaml": "a: one\n",
        "values/two.yaml": "a: 2\nm: null\n",
        "values/eu/one.yaml": "a: eu\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_each_file_gives_what_it_gives_alone(kforge: Run, chart: Path) -> None:
    outcome = kforge(
        "template", "rel", "shop", "--matrix", "values/**/*.yaml", "--output-dir", "out", cwd=chart
    )
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout.decode().splitlines() == [
        "wrote out/eu/one.yaml",
        "wrote out/one.yaml",
        "wrote out/two.yaml",
    ]
    for name in ("eu/one", "one", "two"):
        alone = kforge("template", "rel", "shop", "-f", f"values/{name}.yaml", cwd=chart).stdout
        assert (chart / "out" / f"{name}.yaml").read_bytes() == alone


def test_one_that_fails_does_not_stop_the_others(kforge: Run, chart: Path) -> None:
    (chart / "values" / "bad.yaml").write_text("a: [\n")
    words = ("--matrix", "values/*.yaml", "--output-dir", "out")
    outcome = kforge("template", "shop", *words, cwd=chart)
    assert outcome.code == 1
    assert "values/bad.yaml:" in outcome.stderr
    assert outcome.stdout == b"wrote out/one.yaml\nwrote out/two.yaml\n"


def test_from_python_with_common_values(chart: Path) -> None:
    files = [str(chart / "values" / "one.yaml"), str(chart / "values" / "two.yaml")]
    cells = list(api.matrix(str(chart / "shop"), files, values={"b": 1}, name="rel"))
    assert [cell.rendered is not None and "a: one" in cell.rendered.text() for cell in cells] == [True, False]
    assert [cell.name for cell in cells] == ["one.yaml", "two.yaml"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--matrix", "values/*.yaml"), "--matrix needs --output-dir"),
        (("--matrix", "nothing/*.yaml", "--output-dir", "out"), "no file matches nothing/*.yaml"),
    ],
)
def test_mistakes(kforge: Run, chart: Path, words: tuple[str, ...], message: str) -> None:
    outcome = kforge("template", "shop", *words, cwd=chart)
    assert outcome.code
    assert message in outcome.stderr
    assert not (chart / "out").exists()


def test_names_of_outputs(tmp_path: Path) -> None:
    assert names(["a/x.yaml", "a/b/x.yml"]) == ["x.yaml", "b/x.yaml"]
    assert names([]) == []
    with pytest.raises(ValuesError, match=r"would both be written to x\.yaml"):
        names(["a/x.yaml", "a/x.yml"])
    (tmp_path / "x.yaml").touch()
    assert found([f"{tmp_path}/*", f"{tmp_path}/x.*"]) == [f"{tmp_path}/x.yaml"]


def test_a_chart_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(KforgeError):
        list(api.matrix(str(tmp_path), ["x.yaml"]))
