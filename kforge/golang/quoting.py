"""Strings and runes as Go literals: strconv.Quote, its ASCII and backquote forms, quoted runes."""

from kforge.golang.unicode import is_byte, newly_printable

ESCAPES = {
    "\a": r"\a",
    "\b": r"\b",
    "\f": r"\f",
    "\n": r"\n",
    "\r": r"\r",
    "\t": r"\t",
    "\v": r"\v",
    "\\": "\\\\",
}
_ESCAPED = str.maketrans({**ESCAPES, '"': '\\"'})
MAX_RUNE = 0x10FFFF
REPLACEMENT = "\ufffd"


def quote(text: str) -> str:
    """What %q prints: double quotes, what cannot be printed escaped."""
    if text.isprintable():
        if '"' in text or "\\" in text:
            text = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{text}"'
    escaped = text.translate(_ESCAPED)
    return f'"{escaped}"' if escaped.isprintable() else _quoted(text, '"', ascii_only=False)


def quote_ascii(text: str) -> str:
    """What %+q prints."""
    return _quoted(text, '"', ascii_only=True)


def quote_rune(rune: int, ascii_only: bool = False) -> str:
    """What %q and %+q print for a number."""
    return _quoted(rune_text(rune), "'", ascii_only)


def rune_text(rune: int) -> str:
    """The character of a code point; U+FFFD for what is none."""
    if 0 <= rune <= MAX_RUNE and not 0xD800 <= rune <= 0xDFFF:
        return chr(rune)
    return REPLACEMENT


def can_backquote(text: str) -> bool:
    """Whether %#q can write the text between backquotes."""
    return not any(char in "`\x7f\ufeff" or (char < " " and char != "\t") or is_byte(char) for char in text)


def is_printable(char: str) -> bool:
    """What Go's strconv.IsPrint says."""
    if char.isprintable():
        return not is_byte(char)
    return newly_printable(ord(char))


def _quoted(text: str, mark: str, ascii_only: bool) -> str:
    return mark + "".join(_escaped(char, mark, ascii_only) for char in text) + mark


def _escaped(char: str, mark: str, ascii_only: bool) -> str:
    if char in ESCAPES:
        return ESCAPES[char]
    if char == mark:
        return "\\" + mark
    if is_byte(char):
        return f"\\x{ord(char) & 0xFF:02x}"
    if (char.isascii() or not ascii_only) and is_printable(char):
        return char
    code = ord(char)
    if code < 0x20 or code == 0x7F:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
