"""Strings as Go's code walks over them: byte by byte, each byte a character."""


def to_bytes(text: str) -> str:
    """The bytes of `text`, one character each."""
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("latin-1")


def from_bytes(text: str) -> str:
    """The text that has these bytes."""
    return text if text.isascii() else text.encode("latin-1").decode("utf-8", "surrogateescape")
