"""Templates as the tests render them."""

from collections.abc import Callable, Mapping

import pytest

from kforge.errors import KforgeError
from kforge.gotmpl import catalog, code_cache
from kforge.gotmpl.environment import TemplateSet

Render = Callable[..., str]
Fail = Callable[..., KforgeError]
NAME = "c/templates/a.yaml"


def render_text(source: str, data: object = None, others: "Mapping[str, str] | None" = None) -> str:
    """What a template renders to, among other templates."""
    return TemplateSet({**(others or {}), NAME: source}).execution().render(NAME, data).text


@pytest.fixture(params=["interpreted", "compiled"])
def render(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Render:
    """render_text, in each of the two ways to run a template."""
    monkeypatch.setattr(catalog, "FIRST_BUDGET", 0 if request.param == "interpreted" else 1 << 30)
    monkeypatch.setattr(code_cache, "load", lambda _: None)
    return render_text


@pytest.fixture
def fail(render: Render) -> Fail:
    """The error of a template that fails."""

    def failing(source: str, data: object = None, others: "Mapping[str, str] | None" = None) -> KforgeError:
        with pytest.raises(KforgeError) as caught:
            render(source, data, others)
        return caught.value

    return failing
