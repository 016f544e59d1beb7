"""The language, case by case: data/language.txt holds what the real helm makes of each template."""

import marshal
from pathlib import Path

import pytest

from kforge.gotmpl import catalog, code_cache
from tests.language_cases import Failed, helm_results, kforge_result, read, record

DATA = Path(__file__).parent / "data"
CASES = DATA / "language.txt"
VALUES = DATA / "values.yaml"
ALL = 1 << 30


@pytest.mark.parametrize("mode", ["interpreted", "compiled", "stored"])
def test_kforge_agrees_with_the_record(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "FIRST_BUDGET", 0 if mode == "interpreted" else ALL)
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(code_cache, "store", lambda key, entry: kept.update({key: marshal.dumps(entry)}))
    monkeypatch.setattr(code_cache, "load", lambda key: marshal.loads(kept[key]) if key in kept else None)
    wrong = []
    for case in read(CASES):
        got = kforge_result(case.template, VALUES)
        if mode == "stored":
            got = kforge_result(case.template, VALUES)
        else:
            kept.clear()
        if isinstance(case.result, Failed) != isinstance(got, Failed):
            wrong.append((case, got))
        elif isinstance(got, Failed):
            assert isinstance(case.result, Failed)
            if ":" not in case.title and got.line != case.result.line:
                wrong.append((case, got))
        elif got != case.result:
            wrong.append((case, got))
    assert not wrong, "\n".join(f"{case.template!r}\n  {got!r}\n  {case.result!r}" for case, got in wrong)


@pytest.mark.oracle
@pytest.mark.records
def test_the_record_agrees_with_helm(tmp_path: Path, helm: str, request: pytest.FixtureRequest) -> None:
    results = helm_results(helm, tmp_path, VALUES, [case.template for case in read(CASES)])
    if request.config.getoption("--update"):
        record(CASES, results)
    assert results == [case.result for case in read(CASES)]


def test_no_case_stands_twice() -> None:
    templates = [case.template for case in read(CASES)]
    assert len(set(templates)) == len(templates)
