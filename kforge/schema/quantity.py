"""Kubernetes' quantities, `500m` and `128Mi`: whether a text is one, and what it comes to."""

from kforge.patterns import compiled

_QUANTITY = compiled(
    r"([+-]?)([0-9]*\.?[0-9]*)(?:(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)|[eE]([+-]?[0-9]+))?\Z"
)
_DECIMAL = {
    "n": 1e-9,
    "u": 1e-6,
    "m": 1e-3,
    "": 1.0,
    "k": 1e3,
    "M": 1e6,
    "G": 1e9,
    "T": 1e12,
    "P": 1e15,
    "E": 1e18,
}
_BINARY = {suffix: 1024.0**power for power, suffix in enumerate(("Ki", "Mi", "Gi", "Ti", "Pi", "Ei"), 1)}
SUFFIXES = {**_DECIMAL, **_BINARY}


def is_quantity(text: str) -> bool:
    """Whether Kubernetes takes the text for a quantity; blanks around it in JSON's strings are cut off."""
    text = text.strip()
    return bool(text) and _QUANTITY.match(text) is not None


def split(text: str) -> "tuple[str, str] | None":
    """The number and the suffix of a quantity; None when it is none. An exponent belongs to the number."""
    text = text.strip()
    found = _QUANTITY.match(text) if text else None
    if found is None:
        return None
    suffix = found[3] or ""
    return text[: len(text) - len(suffix)], suffix


def amount(text: str) -> float:
    """What a quantity comes to."""
    parts = split(text)
    assert parts
    return float(parts[0] or 0) * SUFFIXES[parts[1]]


BYTES = ("memory", "storage", "ephemeral-storage", "sizeLimit", "hugepages")


def suspicion(name: str, text: str) -> str:
    """What is odd about a quantity of the resource `name`, "" when it is as people write it."""
    parts = split(text)
    if parts is None:
        return ""
    number, suffix = parts
    if not any(digit.isdigit() for digit in number.partition("e")[0].partition("E")[0]):
        return "it has no number, and is read as 0"
    resource = name.rpartition(".")[2]
    if suffix == "E":
        return "E is exa, 10^18"
    if "e" in number or "E" in number:
        return "it has an exponent"
    if resource.startswith(BYTES) and suffix in ("m", "u", "n"):
        return f"{suffix} is a {_PARTS[suffix]} of a byte"
    if resource == "cpu" and (suffix in _BINARY or suffix in ("M", "G", "T", "P")):
        return f"{suffix} is a measure of bytes, and this is a number of processors"
    return ""


_PARTS = {"m": "thousandth", "u": "millionth", "n": "billionth"}
