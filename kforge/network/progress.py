"""What a long transfer shows: one line on a terminal, nothing anywhere else."""

import os
import sys
import time

DELAY = 0.7  # seconds without a line: most transfers are over by then
EVERY = 0.1


class Progress:
    """The line of one transfer: `progress.at(done, total)`, and `progress.end()`, which clears it."""

    __slots__ = ("name", "next", "shown")

    def __init__(self, name: str) -> None:
        self.name = name
        self.shown = False
        terminal = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self.next = time.monotonic() + DELAY if terminal else 0.0

    def at(self, done: int, total: int) -> None:
        """So many bytes are there, of `total`, which is 0 when nobody knows."""
        if not self.next or time.monotonic() < self.next:
            return
        self.next = time.monotonic() + EVERY
        self.shown = True
        part = f"{100 * done // total:3d} % of {size_text(total)}" if total else size_text(done)
        sys.stderr.write(f"\r\x1b[K{self.name}: {part}")
        sys.stderr.flush()

    def end(self) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self.shown = False


def size_text(count: int) -> str:
    """A number of bytes in words."""
    if count < 1000:
        return f"{count} bytes"
    for unit in ("kB", "MB", "GB"):
        count_text = f"{count / 1000:.1f}"
        if count < 1_000_000 or unit == "GB":
            return f"{count_text} {unit}"
        count //= 1000
    return ""
