"""Several fetches at a time, in threads: their results in order, or the first error at once.

A job asks servers and looks into the cache; what is made of the answers is made in the main thread alone.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    Result = TypeVar("Result")

WORKERS = 6


def together(jobs: "Sequence[Callable[[], Result]]") -> "list[Result]":
    """Run the jobs side by side. The first error, in their order, ends the wait; no further job begins."""
    if len(jobs) < 2:
        return [job() for job in jobs]
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(max_workers=WORKERS)
    try:
        waiting = [pool.submit(job) for job in jobs]
        return [each.result() for each in waiting]
    finally:  # after an error or an interrupt, what runs is not waited for
        pool.shutdown(wait=False, cancel_futures=True)
