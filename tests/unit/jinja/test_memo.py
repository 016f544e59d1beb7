"""What is rendered again with the same values comes out of the memory, what differs does not."""

from typing import Any

import pytest

from kforge.errors import TemplateError
from kforge.jinja.environment import TemplateSet
from kforge.jinja.fragments import fragment, verbatim
from kforge.jinja.interpolation import as_yaml
from kforge.jinja.memo import Memo

NAME = "web/templates/a.yaml"
SOURCE = "{% macro m(y) %}n: {{ y }}{% endmacro %}k: {{ x }}\nq: 'a{{ x }}'\nb:\n  {{ m(x) }}\n"


def test_rendered_many_times_in_one_set_as_in_many() -> None:
    values: list[Any] = [1, True, 1.0, "1", "true", None, [], [1], {"a": 1}, "x", 1, "1", True]
    together = TemplateSet({NAME: SOURCE})
    for value in values * 3:
        try:
            alone = TemplateSet({NAME: SOURCE}).render(NAME, {"x": value}).text
        except TemplateError:
            with pytest.raises(TemplateError):
                together.render(NAME, {"x": value})
        else:
            assert together.render(NAME, {"x": value}).text == alone


def test_fragments_and_text_as_it_is_are_told_apart() -> None:
    memo = Memo()
    for pieces in (
        ("k: ", ("NO",)),
        ("k: ", (fragment(("NO",)),)),
        ("k: ", (verbatim("NO"),)),
        ("k: ", "NO"),
        ("k: ", (fragment((("NO",),)),)),
    ):
        assert memo.as_yaml(pieces) == memo.as_yaml(pieces) == as_yaml(pieces)


def test_it_forgets_before_it_grows_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kforge.jinja.memo._MOST", 100)
    memo = Memo()
    for number in range(50):
        assert memo.as_yaml(("k: ", (number,))) == f"k: {number}"
    assert len(memo._texts) < 10
