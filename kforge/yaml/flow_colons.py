"""Lets libyaml read a colon inside a plain scalar of a flow collection: `[nginx:1.27, http://a]`.

The libyaml that ruamel.yaml brings refuses such a colon; Go's parser takes it for a letter when something
other than a space follows. So these colons are put into disguise, one letter for one, and come back in the
scalars' values. A colon after a quote ("a":1) has a meaning and stays.
"""

from kforge.patterns import compiled

REFUSED = "found unexpected ':'"

# tags are kept as they are; colons outside flow collections may be disguised too: they are letters as well
_COLON = compiled(r"""(?<![^\s,\[{])!\S+|(?<=[^\s"'\[\]{},]):(?=\S)""")
_PRIVATE = range(0xE000, 0xE100)


def disguise(text: str) -> tuple[str, str]:
    """The text for libyaml, and the letter that stands for a colon in it: one that the text has in no form.

    A text that has them all stays as it is.
    """
    lower = text.lower()
    codes = (code for code in _PRIVATE if chr(code) not in text and f"u{code:04x}" not in lower)
    letter = chr(next(codes, ord(":")))
    return _COLON.sub(lambda match: letter if match[0] == ":" else match[0], text), letter
