"""Fetches side by side: order, the first error, and what is not begun any more."""

import threading
import time

import pytest

from kforge.errors import NetworkError
from kforge.network.together import WORKERS, together


def test_results_stand_in_order() -> None:
    pauses = [0.03, 0.0, 0.01]

    def job(number: int) -> int:
        time.sleep(pauses[number])
        return number

    assert together([lambda number=number: job(number) for number in range(3)]) == [0, 1, 2]  # type: ignore[misc]
    assert together([]) == []


def test_they_run_at_the_same_time() -> None:
    barrier = threading.Barrier(WORKERS, timeout=10)
    assert len(together([barrier.wait] * WORKERS)) == WORKERS


def test_the_first_error_ends_the_wait() -> None:
    begun, release = [], threading.Event()

    def fails() -> None:
        raise NetworkError("no answer")

    def slow() -> None:
        begun.append(1)
        release.wait(10)

    started = time.monotonic()
    with pytest.raises(NetworkError, match="no answer"):
        together([fails, *[slow] * 50])
    assert time.monotonic() - started < 5
    release.set()
    time.sleep(0.05)
    assert len(begun) <= WORKERS
