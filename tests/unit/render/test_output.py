"""--output-dir."""

from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import run

import pytest

from kforge.errors import FileError
from kforge.render.output import write
from kforge.render.render import RenderOptions, render

FILES = {
    "templates/a.yaml": "kind: A\n---\nkind: B\n---\nmetadata: {annotations: {helm.sh/hook: test}}\n",
    "templates/d/b.yaml": "kind: C",
    "crds/x.yaml": "kind: CustomResourceDefinition\n",
}
Chart = Callable[[Mapping[str, str]], str]


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_one_file_for_each_template(chart: Chart, tmp_path: Path) -> None:
    rendered = render(chart({**FILES, "templates/e.yaml.j2": "kind: {{ release.name }}\n"}))
    assert write(rendered, "out") == (
        "wrote out/web/templates/a.yaml\n"
        "wrote out/web/templates/a.yaml\n"
        "wrote out/web/templates/d/b.yaml\n"
        "wrote out/web/templates/e.yaml\n"
        "wrote out/web/templates/a.yaml\n\n"
    )
    found = contents(tmp_path / "out")
    assert found["web/templates/e.yaml"] == "---\n# Source: web/templates/e.yaml.j2\nkind: release-name\n\n"
    assert found["web/templates/a.yaml"].count("# Source: web/templates/a.yaml\n") == 3
    assert write(rendered, "out")
    assert contents(tmp_path / "out") == found  # written anew, not longer


def test_a_place_that_cannot_be_written(chart: Chart, tmp_path: Path) -> None:
    rendered = render(chart(FILES))
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError):
        write(rendered, "file/out")


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("folder", "release"),
    [("out", ""), ("./out", ""), ("out/", ""), ("out", "rel"), ("./out/x", "rel")],
)
def test_helm_writes_and_says_the_same(
    folder: str, release: str, chart: Chart, tmp_path: Path, helm: str
) -> None:
    path = chart(FILES)
    said = write(render(path, RenderOptions(include_crds=True)), folder, release)
    ours = contents(tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / "ours")
    naming = ["--release-name", release] if release else []
    done = run(
        [helm, "template", *naming, path, "--include-crds", "--output-dir", folder],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (said, ours) == (done.stdout, contents(tmp_path / "out"))
