"""What becomes of a folded block scalar when kustomize prints it and reads it again.

go-yaml v3 looks for further indentation at the start of the whole text instead of the line at hand, so a line break
before a more-indented line is doubled.
"""

_BLANK = " \n\t"


def refolded(text: str) -> str:
    return text
