"""The order Go's YAML emitter gives the keys of a mapping: letters after the rest, digit runs as numbers."""

from kforge.errors import YamlError
from kforge.patterns import compiled

# Only letters and marks that sort below them: comparing code points gives Go's order.
_ORDINARY = compiled(r"[A-Za-z./\- ]*\Z")
_MEMO_LIMIT = 4096
# keys and their order, of mappings that were met
orders: "dict[tuple[str, ...], list[str]]" = {}


def natural_order(keys: "tuple[str, ...]") -> "list[str]":
    """`keys` in Go's order, remembered: manifests repeat their shapes. The list is not to be changed.

    Go's comparison is not transitive (9 < 10 < 1x < 9), and there the real tools differ from run to run;
    this is always the same.
    """
    order = orders.get(keys)
    if order is None:
        odd = next((key for key in keys if not isinstance(key, str)), None)
        if odd is not None:
            raise YamlError(f"the key {odd!r} is not a string")
        if len(orders) > _MEMO_LIMIT:
            orders.clear()
        order = orders[keys] = _sorted(keys)
    return order


def _sorted(keys: "tuple[str, ...]") -> "list[str]":
    order = sorted(keys)
    if all(map(_ORDINARY.match, order)):
        return order
    try:
        from _functools import cmp_to_key  # type: ignore[import-not-found]  # functools costs more
    except ImportError:
        from functools import cmp_to_key

    return sorted(order, key=cmp_to_key(compare))


def compare(a: str, b: str) -> int:
    """Below zero when `a` stands before `b`, above when after it."""
    for i, (left, right) in enumerate(zip(a, b, strict=False)):
        if left != right:
            return _compare_at(a, b, i)
    return len(a) - len(b)


def compare_v3(a: str, b: str) -> int:
    """As `compare`, but a letter behind a digit stands before what is none: go-yaml v3."""
    for i, (left, right) in enumerate(zip(a, b, strict=False)):
        if left != right:
            if i and a[i - 1].isdecimal() and left.isalpha() != right.isalpha():
                return -1 if left.isalpha() else 1
            return _compare_at(a, b, i)
    return len(a) - len(b)


def _compare_at(a: str, b: str, i: int) -> int:
    """Compare two keys that first differ at index `i`."""
    left, right = a[i], b[i]
    if left.isalpha() or right.isalpha():
        if left.isalpha() and right.isalpha():
            return -1 if left < right else 1
        return -1 if right.isalpha() else 1
    start = 1 if "0" in (left, right) and _follows_number(a, i) else 0
    a_number, a_end = _digits(a, i, start)
    b_number, b_end = _digits(b, i, start)
    if a_number != b_number:
        return -1 if a_number < b_number else 1
    if a_end != b_end:
        return a_end - b_end
    return -1 if left < right else 1


def _follows_number(text: str, i: int) -> bool:
    """Whether a digit other than 0 stands before index `i` in the same run: then a 0 there counts."""
    while i > 0 and text[i - 1].isdecimal():
        i -= 1
        if text[i] != "0":
            return True
    return False


def _digits(text: str, i: int, number: int) -> "tuple[int, int]":
    """`number` followed by the digits at `i`, in Go's wrapping 64-bit arithmetic, and where they end."""
    while i < len(text) and text[i].isdecimal():
        number = number * 10 + ord(text[i]) - 48
        i += 1
    return (number + (1 << 63)) % (1 << 64) - (1 << 63), i
