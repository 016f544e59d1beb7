"""How large a result may become: charts are untrusted, and twice as long thirty times over is all memory."""

from kforge.functions.registry import FunctionError

LONGEST = 1 << 28  # characters of a text
MOST = 10_000_000  # elements of a list


def too_long() -> FunctionError:
    """What is said of a text beyond LONGEST."""
    return FunctionError("a text of more than 256 MiB is too long")


def bounded(text: str) -> str:
    """The text, if it is no longer than LONGEST."""
    if len(text) > LONGEST:
        raise too_long()
    return text


def check_count(count: int) -> None:
    """Raises FunctionError for a list of more than MOST elements."""
    if count > MOST:
        raise FunctionError(f"a list of {count} elements is too long")
