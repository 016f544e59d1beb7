"""CPU time of child processes, taken in pairs so that a busy machine slows both sides alike."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Cost:
    """CPU seconds (user + system) and peak memory (KiB) of processes, and what they printed."""

    cpu: float
    memory: int
    output: bytes

    def __add__(self, other: "Cost") -> "Cost":
        output = self.output + b"---\n" + other.output
        return Cost(self.cpu + other.cpu, max(self.memory, other.memory), output)


@dataclass
class Command:
    """A command line that runs in a folder; `expected` codes but 0 end the benchmark."""

    words: list[str]
    environment: Mapping[str, str]
    scratch: Path
    runs: list[Cost] = field(default_factory=list)

    def run(self) -> Cost:
        """Run it once to its end."""
        target = self.scratch / "stdout"
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        actions = [(os.POSIX_SPAWN_OPEN, 1, str(target), flags, 0o600)]
        process = os.posix_spawn(self.words[0], self.words, self.environment, file_actions=actions)
        _, status, usage = os.wait4(process, 0)
        if status:
            raise SystemExit(
                f"exit code {os.waitstatus_to_exitcode(status)} from {' '.join(self.words)[:300]}"
            )
        return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss, target.read_bytes())


@dataclass(frozen=True)
class Pairs:
    """The costs of two sides that ran by turns."""

    ours: list[Cost]
    theirs: list[Cost]

    def ratio(self) -> float:
        """Our CPU over theirs, medians."""
        return median(cost.cpu for cost in self.ours) / median(cost.cpu for cost in self.theirs)

    def spread(self) -> tuple[float, float]:
        """The least and the greatest ratio of a single pair."""
        ratios = [ours.cpu / theirs.cpu for ours, theirs in zip(self.ours, self.theirs, strict=True)]
        return min(ratios), max(ratios)

    def memory(self) -> float:
        """Our peak memory over theirs, medians."""
        return median(cost.memory for cost in self.ours) / median(cost.memory for cost in self.theirs)


def pairs(
    ours: Callable[[], Cost],
    theirs: Callable[[], Cost],
    count: int,
    *,
    warm: bool = True,
    alike: bool = True,
) -> Pairs:
    """Run both sides `count` times by turns, each first in every second pair, after two that do not count.

    Their outputs must be the same bytes every time: the comparison is of equal work. Not so when they are not
    `alike`: two charts that do the same in their own words, or one that makes up passwords.
    """
    done = Pairs([], [])
    for number in range(-2 if warm else 0, count):
        first, second = (ours, theirs) if number % 2 else (theirs, ours)
        costs = {first: first(), second: second()}
        if alike and costs[ours].output != costs[theirs].output:
            raise SystemExit(f"the outputs differ:\n{difference(costs[ours].output, costs[theirs].output)}")
        if number >= 0:
            done.ours.append(costs[ours])
            done.theirs.append(costs[theirs])
    return done


def difference(ours: bytes, theirs: bytes) -> str:
    """The first lines in which two outputs differ."""
    import difflib

    lines = difflib.unified_diff(
        theirs.decode().splitlines(), ours.decode().splitlines(), "real", "kforge", "", "", 3
    )
    return "\n".join([line for line, _ in zip(lines, range(40), strict=False)])
