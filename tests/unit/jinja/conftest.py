"""Templates rendered without a chart."""

from collections.abc import Callable, Mapping

import pytest

from kforge.jinja.environment import TemplateSet

Render = Callable[..., str]

NAME = "web/templates/t.yaml.j2"


def render(
    template: str, partials: Mapping[str, str] | None = None, name: str = NAME, **context: object
) -> str:
    """What `template` renders to; `partials` are other files of its chart by path ("templates/_x.j2")."""
    others = {f"web/{path}": text for path, text in (partials or {}).items()}
    templates = TemplateSet({name: template, **others}, shown=lambda shown: f"charts/{shown}")
    return templates.render(name, context, values_files=["values.yaml"]).text


@pytest.fixture(name="render")
def _render() -> Render:
    return render
