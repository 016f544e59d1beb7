"""trailing-space stays linear in what makes it look twice: long runs of blanks, and many findings."""

from time import process_time

import pytest

from kforge.lint.rules.trailing_space import check


@pytest.mark.parametrize("part", ["many findings", "one long run"])
def test_ten_times_the_text_is_no_hundred_times_the_work(part: str) -> None:
    def cost(size: int) -> float:
        text = "a: b \n" * size if part == "many findings" else "a:" + " " * (20 * size) + "b\n"
        start = process_time()
        check(text)
        return process_time() - start

    small = min(cost(1500) for _ in range(3))
    assert min(cost(15000) for _ in range(2)) < 40 * small + 0.05


def test_blanks_before_carriage_returns_and_at_the_end() -> None:
    spans = [(p.line, p.column, p.end_line, p.end_column) for p in check("a: b \t\r\nc: d  e\n f: g ")]
    assert spans == [(1, 5, 1, 7), (3, 6, 3, 7)]
