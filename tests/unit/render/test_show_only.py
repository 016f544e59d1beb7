"""Documents of chosen templates."""

import pytest

from kforge.errors import TemplateError
from kforge.render.show_only import select

TEXT = (
    "---\n# Source: web/templates/a.yaml\nkind: A\n"
    "---\n# Source: web/templates/b.yaml.j2\nkind: B\n"
    "---\n# Source: web/charts/db/templates/a.yaml\nkind: C\n"
    "---\n# no source\n"
)


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [
        (["templates/a.yaml"], "A"),
        (["templates/b.yaml"], "B"),
        (["templates/b.yaml.j2"], "B"),
        (["templates/*"], "AB"),
        (["charts/*/templates/*", "templates/a.yaml"], "CA"),
        (["templates/a.yaml", "templates/[ab].yaml"], "AAB"),
    ],
)
def test_select(wanted: list[str], kinds: str) -> None:
    assert "".join(line[6:] for line in select(TEXT, wanted).splitlines() if line.startswith("kind")) == kinds


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("templates/aa.yaml", "did you mean templates/a.yaml?"),
        ("web/templates/a.yaml", "did you mean templates/a.yaml?"),
        ("./templates/a.yaml", "did you mean templates/a.yaml?"),
        ("zzz", "paths count from the chart: templates/web.yaml"),
    ],
)
def test_what_matches_nothing(wanted: str, hint: str) -> None:
    with pytest.raises(TemplateError) as caught:
        select(TEXT, ["templates/a.yaml", wanted])
    assert caught.value.hint == hint
