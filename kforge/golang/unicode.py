"""What Go's Unicode tables know and Python's, being older, do not."""

# first and last code points that can be printed since Unicode 14
PRINTABLE: "tuple[tuple[int, int], ...]" = ()


def newly_printable(code: int) -> bool:
    """Whether Go prints the code point though an older Python would not."""
    return any(first <= code <= last for first, last in PRINTABLE)
