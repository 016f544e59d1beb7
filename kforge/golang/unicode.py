"""Go's view of characters: white space, case mapping of one for one, what Unicode 17 has beyond Python."""

# unicode.IsSpace; Python's own strip() would take U+001C to U+001F as well
SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
REPLACEMENT = "\ufffd"

# upper and lower case letters that came after Unicode 14; a run and the distance of its lower case
CASED = "1C89:1 A7CB:-A567 A7CC:1 A7CE:1 A7D2:1 A7D4:1 A7DA:1 A7DC:-A641 10D50-10D65:20 16EA0-16EB8:1B"

# code points, and first and last ones of runs, that can be printed and could not in Unicode 14
PRINTABLE = """
    88F 897 C5C CDC CF3 ECE 1ACF-1ADD 1AE0-1AEB 1B4E-1B4F 1B7F 1C89-1C8A 20C1 2427-2429 2B96 2FFC-2FFF
    31E4-31E5 31EF A7CB-A7CF A7D2 A7D4 A7DA-A7DC A7F1 FBC3-FBD2 FD90-FD91 FDC8-FDCE 105C0-105F3
    10940-10959 10D40-10D65 10D69-10D85 10D8E-10D8F 10EC2-10EC7 10ED0-10ED8 10EFA-10EFF 1123F-11241
    11380-11389 1138B 1138E 11390-113B5 113B7-113C0 113C2 113C5 113C7-113CA 113CC-113D5 113D7-113D8
    113E1-113E2 116D0-116E3 11B00-11B09 11B60-11B67 11BC0-11BE1 11BF0-11BF9 11DB0-11DDB 11DE0-11DE9
    11F00-11F10 11F12-11F3A 11F3E-11F5A 1342F 13440-13455 13460-143FA 16100-16139 16D40-16D79
    16EA0-16EB8 16EBB-16ED3 16FF2-16FF6 187F8-187FF 18CFF 18D09-18D1E 18D80-18DF2 1B132 1B155
    1CC00-1CCFC 1CD00-1CEB3 1CEBA-1CED0 1CEE0-1CEF0 1D2C0-1D2D3 1DF25-1DF2A 1E030-1E06D 1E08F
    1E4D0-1E4F9 1E5D0-1E5FA 1E5FF 1E6C0-1E6DE 1E6E0-1E6F5 1E6FE-1E6FF 1F6D8 1F6DC 1F774-1F77F 1F7D9
    1F8B2-1F8BB 1F8C0-1F8C1 1F8D0-1F8D8 1FA54-1FA57 1FA75-1FA77 1FA87-1FA8A 1FA8E-1FA8F 1FAAD-1FAAF
    1FABB-1FABF 1FAC6 1FAC8 1FACD-1FACF 1FADA-1FADC 1FADF 1FAE8-1FAEA 1FAEF 1FAF7-1FAF8 1FBCB-1FBEF
    1FBFA 2B739-2B73F 2CEA2-2CEAD 2EBF0-2EE5D 31350-33479
"""

# which of them are punctuation
PUNCTUATION = """
    1B4E-1B4F 1B7F 10D6E 10ED0 113D4-113D5 113D7-113D8 11B00-11B09 11BE1 11F43-11F4F 16D6D-16D6F 1E5FF
"""
# and digits
DIGITS = """
    10D40-10D49 116D0-116E3 11BF0-11BF9 11DE0-11DE9 11F50-11F59 16130-16139 16D70-16D79 16FF4-16FF6
    1CCF0-1CCF9 1D2C0-1D2D3 1E4F0-1E4F9 1E5F1-1E5FA
"""
# which of them are symbols and marks; the rest are letters
SYMBOLS = """
    897 CF3 ECE 1ACF-1ADD 1AE0-1AEB 20C1 2427-2429 2B96 2FFC-2FFF 31E4-31E5 31EF FBC3-FBD2 FD90-FD91
    FDC8-FDCE 10D69-10D6D 10D8E-10D8F 10ED1-10ED8 10EFA-10EFF 11241 113B8-113C0 113C2 113C5 113C7-113CA
    113CC-113D0 113D2 113E1-113E2 11B60-11B67 11F00-11F01 11F03 11F34-11F3A 11F3E-11F42 11F5A 13440
    13447-13455 1611E-1612F 1CC00-1CCEF 1CCFA-1CCFC 1CD00-1CEB3 1CEBA-1CED0 1CEE0-1CEF0 1E08F
    1E4EC-1E4EF 1E5EE-1E5EF 1E6E3 1E6E6 1E6EE-1E6EF 1E6F5 1F6D8 1F6DC 1F774-1F77F 1F7D9 1F8B2-1F8BB
    1F8C0-1F8C1 1F8D0-1F8D8 1FA54-1FA57 1FA75-1FA77 1FA87-1FA8A 1FA8E-1FA8F 1FAAD-1FAAF 1FABB-1FABF
    1FAC6 1FAC8 1FACD-1FACF 1FADA-1FADC 1FADF 1FAE8-1FAEA 1FAEF 1FAF7-1FAF8 1FBCB-1FBEF 1FBFA
    2B739-2B73F
"""

_sets: "dict[str, list[tuple[int, int]]]" = {}
_cased: "tuple[dict[str, str], dict[str, str]]" = ({}, {})


def newly_printable(code: int) -> bool:
    """Whether Go prints the code point though an older Python would not."""
    return _within(PRINTABLE, code)


def _within(runs: str, code: int) -> bool:
    if runs not in _sets:
        pairs = (word.partition("-") for word in runs.split())
        _sets[runs] = [(int(first, 16), int(last or first, 16)) for first, _, last in pairs]
    return any(first <= code <= last for first, last in _sets[runs])


def to_upper(text: str) -> str:
    """strings.ToUpper: one character for one (\u00df stays); bytes that are no UTF-8 become U+FFFD."""
    return text.upper() if text.isascii() else "".join(map(upper_of, text))


def to_lower(text: str) -> str:
    """strings.ToLower."""
    return text.lower() if text.isascii() else "".join(map(lower_of, text))


def upper_of(char: str) -> str:
    """unicode.ToUpper."""
    upper = char.upper()
    if len(upper) > 1:  # spelt out, as for U+1F80: there the title case is the one letter, if there is one
        upper = char.title()
    return upper if len(upper) == 1 and upper != char else _newer(char, 0)


def lower_of(char: str) -> str:
    """unicode.ToLower."""
    lower = char.lower()
    if len(lower) == 1 and lower != char:
        return lower
    return "i" if char == "\u0130" else _newer(char, 1)


def title_of(char: str) -> str:
    """unicode.ToTitle."""
    title = char.title()
    return title if len(title) == 1 and title != char else _newer(char, 0)


def category(char: str) -> str:
    """The general category, two letters; that of a byte which is no UTF-8 is So, U+FFFD's."""
    from unicodedata import category as known

    if is_byte(char):
        return "So"
    found = known(char)
    if found == "Cn":
        upper, lower = _newer_cases()
        return "Ll" if char in upper else "Lu" if char in lower else _newer_category(ord(char))
    return found


def _newer_category(code: int) -> str:
    if not newly_printable(code):
        return "Cn"
    if _within(DIGITS, code):
        return "Nd"
    return "Po" if _within(PUNCTUATION, code) else "So" if _within(SYMBOLS, code) else "Lo"


def is_byte(char: str) -> bool:
    """Whether the character stands for a byte that is no UTF-8."""
    return "\ud800" <= char <= "\udfff"


def _newer(char: str, case: int) -> str:
    if char.isascii():
        return char
    if is_byte(char):
        return REPLACEMENT
    return _newer_cases()[case].get(char, char)


def _newer_cases() -> "tuple[dict[str, str], dict[str, str]]":
    """Lower to upper case and upper to lower case, of the letters in CASED."""
    upper, lower = _cased
    if not upper:
        for word in CASED.split():
            run, _, distance = word.partition(":")
            first, _, last = run.partition("-")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                upper[chr(code + int(distance, 16))] = chr(code)
                lower[chr(code)] = chr(code + int(distance, 16))
    return _cased
