"""Values that are part of something else: quoted text, flow collections, keys, comments, block scalars."""

from itertools import pairwise

from kforge.jinja.flow import UNSAFE, block_text, escaped, flow_text, key_text
from kforge.jinja.fragments import Fragment, Verbatim, text
from kforge.jinja.interpolation import Misplaced, as_yaml, bare, bare_text, dedented, hole_text, indented
from kforge.jinja.undefined import Failure
from kforge.patterns import DOTALL, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

    from kforge.jinja.fragments import Piece
    from kforge.jinja.scanner import Node, Scanner

_DOUBLE = compiled(r'"(?:[^"\\]|\\.)*"', DOTALL)
_SINGLE = compiled(r"'(?:[^']|'')*'", DOTALL)
_FLOW_PLAIN_END = compiled(r"[,\[\]{}\n]|:(?=[\s,\[\]{}]|\Z)|[ \t]#")
_FLOW_TOKEN_END = compiled(r"[\s,\[\]{}]|\Z")
_ENDS_SCALAR = compiled(r"\n|:(?:[ \t]|\Z)|(?:\A|[ \t])#")


def raw(scanner: "Scanner", start: int, end: int) -> None:
    """Marks where no value is expected: their text, as it is."""
    for place in scanner.marks(start, end):
        scanner.put(place, place + 1, _inline(scanner.take()))


def _inline(hole: "Piece") -> str:
    return bare_text(hole[0])


def continuation(scanner: "Scanner", start: int, end: int) -> None:
    """Marks in the further lines of a plain scalar: their text, if it cannot end the scalar."""
    for place in scanner.marks(start, end):
        hole = scanner.take()
        content = _inline(hole)
        if _ENDS_SCALAR.search(content) or UNSAFE.search(content):
            raise Misplaced(
                "this text would end the scalar it stands in", hole, "put the whole scalar in quotes"
            )
        scanner.put(place, place + 1, content)


def comment(scanner: "Scanner", start: int, end: int, indent: int) -> None:
    """Marks in a comment: their text, further lines as comments too."""
    for place in scanner.marks(start, end):
        lines = _inline(scanner.take()).split("\n")
        scanner.put(
            place, place + 1, ("\n" + " " * indent + "# ").join([UNSAFE.sub("?", line) for line in lines])
        )


def key(scanner: "Scanner", start: int, end: int) -> None:
    """A key with marks: a value of its own type when it is one expression, else text."""
    places = scanner.marks(start, end)
    if not places:
        return
    hole = scanner.holes[scanner.next_hole]
    value, is_literal = joined(scanner, places, start, end)
    if isinstance(value, dict | list):
        raise Misplaced("a mapping or list cannot be a key", hole)
    scanner.put(start, end, str(value) if is_literal else _guarded(key_text, value, hole))


def _guarded(write: object, value: object, hole: "Piece") -> str:
    try:
        return write(value)  # type: ignore[operator, no-any-return]
    except Failure as failure:
        raise Misplaced(failure.message, hole, failure.hint) from None


def joined(scanner: "Scanner", places: list[int], start: int, end: int) -> tuple[object, bool]:
    """The value of a scalar with marks, and whether it is all the author's own text.

    One expression alone keeps its type; several, or one with text around it, are a string.
    """
    parts: list[Piece] = []
    position = start
    for place in places:
        if place > position:
            parts.append(scanner.text[position:place])
        _add_hole(scanner.take(), parts)
        position = place + 1
    if position < end:
        parts.append(scanner.text[position:end])
    if len(parts) == 1 and type(parts[0]) is tuple:
        return parts[0][0], False
    is_literal = all(type(part) is not tuple for part in parts)
    return "".join([text(part[0]) if type(part) is tuple else part for part in parts]), is_literal  # type: ignore[misc]


def _add_hole(hole: "Piece", parts: "list[Piece]") -> None:
    value = hole[0]
    if not isinstance(value, Fragment):
        parts.append(hole)
        return
    for piece in bare(value):
        if type(piece) is tuple:
            _add_hole(piece, parts)
        else:
            parts.append(piece)


# --- quotes ---


def quoted(scanner: "Scanner", start: int) -> int:
    """A quoted scalar: its end, or -1 when it has none."""
    double = scanner.text[start] == '"'
    found = (_DOUBLE if double else _SINGLE).match(scanner.text, start)
    if not found:
        return -1
    places = scanner.marks(start, found.end())
    if places:
        holes = [scanner.take() for _ in places]
        contents = [_inline(hole) for hole in holes]
        several_lines = "\n" in found[0]
        if double:
            _put_double(scanner, places, holes, contents, several_lines)
        elif any("\n" in content or UNSAFE.search(content) or several_lines for content in contents):
            _put_single_as_double(scanner, found, places, contents)
        else:
            for place, content in zip(places, contents, strict=True):
                scanner.put(place, place + 1, content.replace("'", "''"))
    return found.end()


def _put_double(
    scanner: "Scanner", places: list[int], holes: "list[Piece]", contents: list[str], several_lines: bool
) -> None:
    for place, hole, content in zip(places, holes, contents, strict=True):
        before = place
        while scanner.text[before - 1] == "\\":
            before -= 1
        if (place - before) % 2:
            raise Misplaced(
                "the backslash before this expression would change its text", hole, "write \\\\ for one \\"
            )
        scanner.put(place, place + 1, _escaped_edges(content) if several_lines else escaped(content))


def _escaped_edges(content: str) -> str:
    """`content` for a quoted scalar of several lines, where blanks beside a line break would be lost."""
    whole = escaped(content)
    core = whole.strip(" ")
    if not core:
        return whole.replace(" ", "\\x20")
    before = len(whole) - len(whole.lstrip(" "))
    return "\\x20" * before + core + "\\x20" * (len(whole) - len(core) - before)


def _put_single_as_double(
    scanner: "Scanner", found: "re.Match[str]", places: list[int], contents: list[str]
) -> None:
    """Single quotes cannot hold this text: write the whole scalar in double ones."""
    several_lines = "\n" in found[0]
    position = found.start() + 1
    parts = []
    for place, content in zip([*places, found.end() - 1], [*contents, ""], strict=True):
        own = scanner.text[position:place].replace("''", "'")
        parts.append(own.replace("\\", "\\\\").replace('"', '\\"'))
        parts.append(_escaped_edges(content) if several_lines else escaped(content))
        position = place + 1
    scanner.put(found.start(), found.end(), '"' + "".join(parts) + '"')


# --- flow collections ---


def flow(scanner: "Scanner", start: int) -> int:
    """A flow collection: its end, or -1 when it has none."""
    whole, size = scanner.text, len(scanner.text)
    if scanner.unclosed:
        return -1
    kept = len(scanner.found), scanner.next_hole
    depth, position = 0, start
    while position < size:
        char = whole[position]
        if char in "{[":
            depth += 1
        elif char in "]}":
            depth -= 1
            if not depth:
                return position + 1
        elif char == "#" and whole[position - 1] in " \t\n":
            end = scanner.end_of_line(position)
            comment(scanner, position, end, 0)
            position = end
            continue
        elif char not in ", \t\n:" or (
            char == ":"
            and whole[position + 1 : position + 2] not in " \t\n,[]{}"
            and whole[position - 1] not in "\"'}]"
        ):
            position = _flow_item(scanner, position)
            if position < 0:
                break
            continue
        position += 1
    del scanner.found[kept[0] :]
    scanner.next_hole = kept[1]
    scanner.unclosed = True
    return -1


def _flow_item(scanner: "Scanner", position: int) -> int:
    """A scalar in a flow collection: its end."""
    char = scanner.text[position]
    if char in "\"'":
        return quoted(scanner, position)
    if char in "&!*":
        token = _FLOW_TOKEN_END.search(scanner.text, position + 1)
        assert token is not None
        raw(scanner, position, token.start())
        return token.start()
    found = _FLOW_PLAIN_END.search(scanner.text, position)
    end = found.start() if found else len(scanner.text)
    stop = end
    while scanner.text[stop - 1] in " \t":
        stop -= 1
    places = scanner.marks(position, stop)
    if places:
        hole = scanner.holes[scanner.next_hole]
        scanner.put(position, stop, _flow_text(scanner, places, position, stop, hole))
    return max(end, position + 1)


def _flow_text(scanner: "Scanner", places: list[int], start: int, end: int, hole: "Piece") -> str:
    value = unwrapped(hole[0]) if end - start == 1 else None
    if isinstance(value, Fragment):
        inner = as_yaml(bare(value))
        if "\n" in inner or looks_like_block(inner):
            raise Misplaced(
                "a block of YAML cannot stand in { } or [ ]", hole, "write the collection as a block"
            )
        scanner.take()
        return inner
    value, is_literal = joined(scanner, places, start, end)
    return str(value) if is_literal else _guarded(flow_text, value, hole)


def unwrapped(content: object) -> object:
    """The value of a fragment that holds nothing but one expression; everything else as it is."""
    while isinstance(content, Fragment):
        pieces = bare(content)
        if len(pieces) != 1 or type(pieces[0]) is not tuple or type(pieces[0][0]) is Verbatim:
            return content
        content = pieces[0][0]
    return content


_BLOCK_LINE = compiled(
    r"(?:[-?] |-\Z|(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\s\"'{\[#|>&*!%@`][^\n]*?):(?: |\Z))"
)


def looks_like_block(line: str) -> bool:
    """Whether one line of YAML is a list item or a key with its value."""
    found = _BLOCK_LINE.match(line)
    return bool(found) and " #" not in found[0][:-1]  # type: ignore[index]


# --- block scalars ---


def block_scalar(scanner: "Scanner", start: int, header: "re.Match[str]", node: "Node") -> int:
    """A block scalar whose header is at `start`: the end of its last line."""
    whole = scanner.text
    raw(scanner, start, header.end())
    parent = node.parent
    digit = header[1] or header[2]
    content = max(parent, 0) + int(digit) if digit else -1
    position, end = header.end(), header.end()
    folded = whole[start] == ">"
    first = True
    while position < len(whole):
        begin = position + 1
        position = scanner.end_of_line(begin)
        column = begin
        while column < position and whole[column] == " ":
            column += 1
        if column == position:
            continue
        indent = column - begin
        if indent <= parent or (parent < 0 and whole.startswith(("---", "..."), begin)):
            break
        content = indent if content < 0 else content
        end = position
        places = scanner.marks(begin, position)
        if places:
            starts_badly = _block_line(scanner, places, begin, position, content, folded, first)
            if first and not digit and starts_badly:
                _add_indicator(scanner, start, content - max(parent, 0))
        first = False
    return end


def _add_indicator(scanner: "Scanner", header: int, width: int) -> None:
    """Say in the header how far the text is indented: its first line begins with blanks of its own."""
    if not 0 < width < 10:
        raise Misplaced(
            "the text begins with blanks and is indented too far", scanner.holes[scanner.next_hole - 1]
        )
    scanner.put(header + 1, header + 1, str(width))


def _block_line(
    scanner: "Scanner", places: list[int], begin: int, end: int, content: int, folded: bool, first: bool
) -> bool:
    """The marks of one line of a block scalar. True when the line now begins with blanks, or with nothing."""
    whole = scanner.text
    column = begin
    while whole[column] == " ":
        column += 1
    alone = not whole[column:end].replace(scanner.mark, "", 1).strip(" \t")
    texts = []
    for place in places:
        hole = scanner.take()
        pad = " " * (column - begin if place == column else content)
        part = _block_part(hole, alone, folded)
        if first and place == column and part[:1] == "\t":
            raise Misplaced("a block scalar cannot begin with a tab: kustomize fails on it", hole)
        last = pad if part.endswith("\n") and whole[place + 1 : end].strip(" \t") else ""
        texts.append(indented(part, pad) + last)
    if not any(texts) and not whole[column:end].replace(scanner.mark, "").strip(" \t"):
        scanner.put(begin, end, "")
        return True
    for place, part in zip(places, texts, strict=True):
        scanner.put(place, place + 1, part)
    return places[0] == column and texts[0][:1] in ("", " ", "\t", "\n")


def _block_part(hole: "Piece", alone: bool, folded: bool) -> str:
    value = hole[0]
    if alone and isinstance(value, dict | list):
        part = block_text(value)
    else:
        part = hole_text(hole, alone)
        if isinstance(value, Fragment) and "\n" in part:
            part = "\n".join(dedented(part))
    found = UNSAFE.search(part)
    if found:
        message = f"the text holds U+{ord(found[0]):04X}, which a block scalar cannot carry"
        raise Misplaced(message, hole, "make it a whole value: key: {{ text }}")
    return _unfolded(part) if folded else part


def _unfolded(part: str) -> str:
    """The breaks of `part` doubled where a folded scalar would make one a blank."""
    lines = part.split("\n")
    result = [lines[0]]
    for before, line in pairwise(lines):
        if before and line and before[0] not in " \t" and line[0] not in " \t":
            result.append("")
        result.append(line)
    return "\n".join(result)
