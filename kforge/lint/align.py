"""Which line of a template made a line of its output, told from the texts alone.

For renderers that know the template but not the line. A line of the output can come from a line of the
template that has the same text outside of its actions; of several the next below the line before is taken.
What an action prints by itself (a whole mapping) is counted to the line before it.
"""

from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

_ACTION = compiled(r"\{\{.*?\}\}")
_MOST = 5000  # lines that are compared


def align(template: "Sequence[str]", rendered: "Sequence[str]") -> "list[int]":
    """For each line of the output the number of a line of the template, counted from 1."""
    patterns = [_pattern(line) for line in template[:_MOST]]
    found: list[int] = []
    last = 0
    for line in rendered[:_MOST]:
        text = line.strip()
        number = _next(patterns, text, last) if text else last
        if not number:
            number = last  # more of what the line before printed
        found.append(max(number, 1))
        last = number
    return found


def could_make(template: str, rendered: str) -> bool:
    """Whether a line of a template could have made the line `rendered`."""
    pattern = _pattern(template)
    return pattern is not None and pattern.fullmatch(rendered.strip()) is not None


def _next(patterns: "list[re.Pattern[str] | None]", text: str, last: int) -> int:
    """The next line below `last` that fits, else the first above it, a loop's; 0 for none."""
    for start, end in ((last, len(patterns)), (0, last)):
        for index in range(start, end):
            pattern = patterns[index]
            if pattern is not None and pattern.fullmatch(text):
                return index + 1
    return 0


def _pattern(line: str) -> "re.Pattern[str] | None":
    """What the line can render to; None where it is nothing but actions."""
    import re

    text = line.strip()
    parts = _ACTION.split(text)
    if not any(part.strip(" -") for part in parts):
        return None
    return re.compile("(?:.*)".join(re.escape(part) for part in parts))
