"""What becomes of a folded block scalar when kustomize prints it and reads it again.

go-yaml v3 decides whether a line break needs doubling by the first line of the whole text instead of the line
that follows: before a line with further indentation, and at the end of a text that keeps its blank lines, a
break too many appears; in a text that starts with a space, one too few.
"""

from kforge.patterns import compiled

# Where go-yaml leaves the block style for a quoted one.
_QUOTED = compiled("[^\n\t -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]| \n| \\Z")
_BREAKS = compiled("(\n+)")


def stays_block(text: str) -> bool:
    """Whether kustomize prints a block scalar as one again, not in quotes, which keep every character."""
    return not _QUOTED.search(text)


def refolded(text: str) -> str:
    """The text of a folded block scalar as kustomize goes on with it."""
    if "\n" not in text[:-1] or not stays_block(text):
        return text
    doubles = text.lstrip("\n")[:1] not in ("", " ", "\t")
    pieces = _BREAKS.split(text)
    for i in range(1, len(pieces), 2):
        before, after = pieces[i - 1], pieces[i + 1]
        if not before or before[0] in " \t":
            continue
        written = len(pieces[i]) + doubles
        if after:
            read = written if after[0] in " \t" else written - 1
        else:
            read = written if len(pieces[i]) > 1 else 1
        pieces[i] = "\n" * read or " "
    return "".join(pieces)
