"""Random templates: kforge, interpreted and compiled, gives what helm gives, and fails where helm fails."""

import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kforge.gotmpl import catalog, code_cache
from tests.language_cases import Failed, helm_results, kforge_result, read
from tests.language_maker import Maker, mutated

VALUES = Path(__file__).parent / "data" / "values.yaml"
# a map that one template sets another sees, and so with definitions; large numbers keep helm busy for ever
SIMPLE = [
    case.template
    for case in read(Path(__file__).parent / "data" / "language.txt")
    if not re.search(r"define|block|set |merge|[0-9]{4}|[eEpP]\+?[0-9]|repeat|0x", case.template)
]
COUNT = 60  # templates for one run of helm


def templates(seed: int) -> list[str]:
    random = Random(seed)
    made = [Maker(random, f"t{number}").template() for number in range(COUNT // 2)]
    spoilt = random.choices([template for template in SIMPLE if len(template) < 200], k=COUNT // 2)
    return made + [mutated(random, template) for template in spoilt]


def results(given: list[str], budget: int, monkeypatch: pytest.MonkeyPatch) -> "list[str | Failed]":
    monkeypatch.setattr(catalog, "FIRST_BUDGET", budget)
    monkeypatch.setattr(code_cache, "load", lambda _: None)
    return [kforge_result(template, VALUES) for template in given]


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_interpreted_and_compiled_templates_are_the_same(seed: int) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        made = templates(seed)
        interpreted = results(made, 0, monkeypatch)
        compiled = results(made, 1 << 30, monkeypatch)
    for template, one, other in zip(made, interpreted, compiled, strict=True):
        assert one == other, template


@pytest.mark.oracle
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_helm_gives_the_same(seed: int, tmp_path_factory: pytest.TempPathFactory, helm: str) -> None:
    made = templates(seed)
    expected = helm_results(helm, tmp_path_factory.mktemp("random"), VALUES, made)
    with pytest.MonkeyPatch.context() as monkeypatch:
        got = results(made, 0, monkeypatch)
    for template, ours, theirs in zip(made, got, expected, strict=True):
        if isinstance(theirs, Failed):
            assert isinstance(ours, Failed), (template, theirs, ours)
        else:
            assert ours == theirs, template
