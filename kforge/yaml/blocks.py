"""Block scalars (`|`, `>` and their chomping marks) for the line reader."""

from kforge.patterns import compiled
from kforge.yaml.handover import Unusual

# Control characters are for the full parser; the line reader has looked for those that are not ASCII.
_ODD = compiled("[\x00-\x08\x0b-\x1f\x7f]")


def read_block(lines: "list[str]", at: int, parent: int, header: str) -> "tuple[str, int]":
    """The text of the block scalar whose first line is `lines[at]`, and the index of the line behind it.

    `parent` is the column of the collection it belongs to. Raises Unusual: for odd characters, tabs before
    the text, a blank line wider than the first line, lines with further indentation or kept blank lines in a
    folded scalar, and where no line break stands at the very end.
    """
    if header == ">+":
        raise Unusual
    start, count = at, len(lines)
    while at < count and not lines[at].strip(" "):
        at += 1
    if at == count:
        if header[1:] == "+" or start == count or any(lines[start:]):
            raise Unusual
        return "", at  # at the very end: a line break and no text
    indent = len(lines[at]) - len(lines[at].lstrip(" "))
    if indent <= parent:
        return _empty(lines, start, at, header)
    if lines[at][indent] == "\t" or any(len(line) > indent for line in lines[start:at]):
        raise Unusual
    pad = " " * indent
    content = [""] * (at - start)
    while at < count:
        line = lines[at]
        if line.startswith(pad):
            content.append(line[indent:])
        elif not line.strip(" "):
            content.append("")
        else:
            break
        at += 1
    text = _text(_whole(content, lines, at), header)
    if _ODD.search(text):
        raise Unusual
    return text, at


def _whole(content: "list[str]", lines: "list[str]", at: int) -> "list[str]":
    """The lines of a scalar that stops before `lines[at]`, at a line break and at no tab."""
    if at < len(lines):
        if lines[at].lstrip(" ").startswith("\t"):
            raise Unusual
        return content
    if lines[-1]:
        raise Unusual
    return content[:-1]


def _empty(lines: "list[str]", start: int, at: int, header: str) -> "tuple[str, int]":
    """A block scalar without text: only `+` keeps its blank lines."""
    if lines[at].startswith("\t") or any(lines[start:at]):
        raise Unusual
    return ("\n" * (at - start) if header[1:] == "+" else ""), at


def _text(content: "list[str]", header: str) -> str:
    chomp = header[1:]
    trailing = 0
    while not content[-1]:
        content.pop()
        trailing += 1
    text = "\n".join(content) if header[0] == "|" else _folded(content)
    if chomp == "-":
        return text
    return text + "\n" * (trailing + 1 if chomp == "+" else 1)


def _folded(content: "list[str]") -> str:
    """Lines joined by spaces, blank lines kept; lines with further indentation are for the full parser."""
    parts: list[str] = []
    breaks = 0
    for line in content:
        if not line:
            breaks += 1
            continue
        if line[0] in " \t":
            raise Unusual
        if parts:
            parts.append("\n" * breaks if breaks else " ")
        elif breaks:
            parts.append("\n" * breaks)
        parts.append(line)
        breaks = 0
    return "".join(parts)
