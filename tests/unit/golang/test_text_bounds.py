"""Lists that hold a list twice, which holds a list twice, and so on: short in memory, endless in writing."""

from typing import Any

import pytest

from kforge.functions.dicts import deep_copy
from kforge.golang.printf import sprintf
from kforge.golang.text import sprint


def endless(inner: Any) -> Any:
    for _ in range(60):
        inner = [inner, {"a": inner}]
    return inner


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kforge.golang.text._LONGEST", 10_000)
    monkeypatch.setattr("kforge.functions.dicts._MOST_COPIED", 1_000)


@pytest.mark.parametrize("verb", ["%v", "%s", "%q", "%d", "%#v"])
def test_formatting_ends(verb: str) -> None:
    with pytest.raises(MemoryError):
        sprintf(verb, [endless(1)])


def test_printing_and_copying_end() -> None:
    with pytest.raises(MemoryError):
        sprint(endless("x"))
    with pytest.raises(MemoryError):
        deep_copy(endless({}))
    assert len(sprint(["x" * 100] * 90)) > 9000


@pytest.mark.parametrize("verb", ["%q", "%5q", "%#v"])
def test_formatting_ends_before_any_of_it_is_written(verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def written(*_: object) -> str:
        raise AssertionError("written")

    monkeypatch.setattr("kforge.golang.verbs._value", written)
    with pytest.raises(MemoryError):
        sprintf(verb, [endless("x")])
