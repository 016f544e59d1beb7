import re
from typing import Any

import pytest

from kforge.functions import random
from kforge.functions.registry import FunctionError
from kforge.golang.randomness import Randomness, SeededRandomness


class State:
    def __init__(self, randomness: Randomness) -> None:
        self.randomness = randomness


def drawn(state: Any) -> list[object]:
    return [
        random.random_letters_and_digits(state, 40),
        random.random_letters(state, 40),
        random.random_digits(state, 40),
        random.random_printable(state, 40),
        random.random_bytes(state, 16),
        random.random_number(state, -5, 5),
        random.uuid(state),
    ]


def test_a_seed_gives_the_same_as_ever() -> None:
    """These texts are a promise to those who keep what they rendered."""
    assert drawn(State(SeededRandomness("1"))) == drawn(State(SeededRandomness("1")))
    assert drawn(State(SeededRandomness("1")))[0] == "9NUfagCFKgkacPykTsfpCy64faYI8elNSbrD7qli"
    assert drawn(State(SeededRandomness("1")))[6] == "9d5d3de6-af40-4d0e-a0f6-b988f4dc42f9"


def test_nothing_is_drawn_twice() -> None:
    for randomness in (Randomness(), SeededRandomness("1")):
        state = State(randomness)
        assert [a == b for a, b in zip(drawn(state)[:5], drawn(state)[:5], strict=True)] == [False] * 5


@pytest.mark.parametrize(
    ("function", "pattern"),
    [
        (random.random_letters_and_digits, "[A-Za-z0-9]{300}"),
        (random.random_letters, "[A-Za-z]{300}"),
        (random.random_digits, "[0-9]{300}"),
        (random.random_printable, "[ -~]{300}"),
    ],
)
def test_alphabets(function: Any, pattern: str) -> None:
    text = function(State(Randomness()), 300)
    assert re.fullmatch(pattern, text)
    assert function(State(Randomness()), -1) == ""
    with pytest.raises(FunctionError, match="more than the"):
        function(State(Randomness()), 1 << 30)


def test_every_letter_comes_up() -> None:
    text = random.random_letters_and_digits(State(SeededRandomness("all")), 3000)
    assert len(set(text)) == 62


def test_uuids_say_their_version() -> None:
    pattern = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert all(re.fullmatch(pattern, random.uuid(State(Randomness()))) for _ in range(50))


@pytest.mark.parametrize("count", [-1, 1 << 30])
def test_numbers_of_bytes_that_cannot_be(count: int) -> None:
    with pytest.raises(FunctionError):
        random.random_bytes(State(Randomness()), count)
