r"""Lets libyaml read as Go reads where they differ: what it must not see is disguised, letter for letter.

- A colon inside a plain scalar of a flow collection, `[nginx:1.27, http://a]`, which the libyaml of
  ruamel.yaml refuses. A colon after a quote ("a":1) has a meaning and stays.
- In double quotes \' is a quote to Go and \/ an error; to libyaml the reverse.
"""

from kforge.patterns import DOTALL, compiled

COLONS, QUOTES, SLASHES = "colons", "quotes", "slashes"
# What libyaml says where a disguise helps.
CURES = {"found unexpected ':'": COLONS, "\\' is no escape": QUOTES}

# tags are kept as they are; colons outside flow collections may be disguised too: they are letters as well
_COLON = compiled(r"""(?<![^\s,\[{])!\S+|(?<=[^\s"'\[\]{},]):(?=\S)""")
_ESCAPE = compiled(r"\\(.)", DOTALL)
_PRIVATE = range(0xE000, 0xE100)


class Disguise:
    """`text` for libyaml, and the way back for the scalars it reads from it. Places are the same in both."""

    __slots__ = ("_colon", "_letter", "kinds", "text")

    def __init__(self, text: str, kinds: "set[str]") -> None:
        self.kinds = kinds
        self._colon = self._letter = ""
        letters = _unused(text) if kinds else ""
        if COLONS in kinds and letters:
            self._colon = colon = letters[0]
            text = _COLON.sub(lambda found: colon if found[0] == ":" else found[0], text)
        if (QUOTES in kinds or SLASHES in kinds) and len(letters) > 1:
            self._letter = letter = letters[1]
            forms = {"/": "\\" + letter} | ({"'": letter * 2} if QUOTES in kinds else {})
            text = _ESCAPE.sub(lambda found: forms.get(found[1], found[0]), text)
        self.text = text

    def restored(self, value: str, style: str) -> str:
        """What a scalar says. A disguised slash in double quotes fails as an escape before it comes here."""
        if self._letter:
            value = value.replace(self._letter * 2, "'" if style == "double" else "\\'")
            value = value.replace("\\" + self._letter, "\\/")
        return value.replace(self._colon, ":") if self._colon else value


def _unused(text: str) -> str:
    """Two private letters that the text has in no form, fewer when it has nearly all."""
    lower = text.lower()
    letters = (chr(code) for code in _PRIVATE if chr(code) not in text and f"u{code:04x}" not in lower)
    return next(letters, "") + next(letters, "")
