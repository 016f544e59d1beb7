from collections import Counter

import pytest

from kforge.golang.randomness import Randomness, SeededRandomness


def test_a_seed_always_gives_the_same() -> None:
    """These bytes are a promise: they do not change with Python or kforge."""
    source = SeededRandomness("42")
    assert source.data(8).hex() == "ce4460829c79c3e8"
    assert [source.below(100) for _ in range(5)] == [49, 26, 39, 79, 33]


def test_the_size_of_the_pieces_does_not_matter() -> None:
    whole = SeededRandomness("x").data(100)
    source = SeededRandomness("x")
    assert b"".join(source.data(size) for size in (1, 0, 40, 32, 27)) == whole
    assert SeededRandomness("y").data(100) != whole


@pytest.mark.parametrize("source", [Randomness(), SeededRandomness("")])
@pytest.mark.parametrize("limit", [1, 2, 3, 62, 256, 257, 1 << 128])
def test_numbers_stay_below_the_limit(source: Randomness, limit: int) -> None:
    assert all(0 <= source.below(limit) < limit for _ in range(200))


def test_each_number_is_as_likely() -> None:
    source = SeededRandomness("even")
    counts = Counter(source.below(5) for _ in range(5000))
    assert set(counts) == {0, 1, 2, 3, 4}
    assert all(900 < count < 1100 for count in counts.values())


def test_the_machine_gives_something_else_each_time() -> None:
    assert Randomness().data(16) != Randomness().data(16)
    assert (Randomness.seeded, SeededRandomness.seeded) == (False, True)
