"""Multi-document YAML to plain dict and list as Go tools read it: line reader first, then the full parser."""

from kforge.errors import Position, YamlError
from kforge.patterns import MULTILINE, compiled
from kforge.yaml.handover import Unusual
from kforge.yaml.lines import read
from kforge.yaml.scalars import GO, KUSTOMIZE

__all__ = ["Document", "first_document", "parse_documents", "parse_one"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from kforge.yaml.events import Node

# kubectl, helm and kustomize cut a file at these lines before any YAML parser sees it.
_SEPARATOR = compiled(r"^---.*$", MULTILINE)


class Document:
    """One document: its tree of dict, list, str, int, float, bool and None, and its first line with content.

    The line of an empty document is 0.
    """

    __slots__ = ("line", "tree")

    def __init__(self, tree: object, line: int) -> None:
        self.tree = tree
        self.line = line

    def __repr__(self) -> str:
        return f"Document(line={self.line}, tree={self.tree!r})"


def parse_documents(
    text: "str | bytes",
    file: str = "",
    *,
    reading: str = GO,
    duplicates: str = "error",
    as_it_ends: bool = False,
) -> "list[Document]":
    """Every document of `text`, empty ones too. Raises YamlError.

    `reading` is GO or KUSTOMIZE. `duplicates` is "error", or "last" as for kubectl and helm: the last wins.
    No two places of the trees share a collection. What reads files with GO ends the last line of each; with
    `as_it_ends` a block scalar there has no line break when the text has none.
    """
    if isinstance(text, bytes):
        text = _decode(text, file)
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    documents = []
    for part, line in _split(text, file, reading, as_it_ends=as_it_ends):
        try:
            tree, first = read(part, reading)
        except Unusual:
            documents += full(part, file, line, reading, duplicates)
        else:
            documents.append(Document(tree, line + first if first >= 0 else 0))
    return documents


def parse_one(text: "str | bytes", file: str = "", *, reading: str = GO, duplicates: str = "error") -> object:
    """The tree of the only document of `text`, None for none. Raises YamlError, for several documents too."""
    documents = [
        document
        for document in parse_documents(text, file, reading=reading, duplicates=duplicates)
        if document.tree is not None
    ]
    if len(documents) > 1:
        raise YamlError(
            "one document is wanted here, and this is the second", Position(file, documents[1].line)
        )
    return documents[0].tree if documents else None


def first_document(text: str) -> object:
    """The tree of the first document as Go's yaml.Unmarshal reads it; what follows it may be anything.

    Of two equal keys the last wins. Raises YamlError.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    try:
        return _first_read(text.removeprefix("---\n"))
    except Unusual:
        from kforge.yaml.construct import construct
        from kforge.yaml.events import compose

    for root in compose(text, only_first=True):
        if root:
            return construct(root, text, "", 1, GO, "last")
    return None


def _first_read(text: str) -> object:
    """The first document when the line reader can tell it from what follows. Raises Unusual."""
    if "\n---" not in text:
        return read(text, GO)[0]
    part, _, rest = (text if text.endswith("\n") else text + "\n").partition("\n---\n")
    tree = read(part + "\n", GO)[0]
    if tree is None or not rest.replace("\n", "").isprintable():  # to Go no text holds control characters
        raise Unusual
    return tree


def nodes(text: str) -> "list[Node | None]":
    """The node graph of every document, counted as by `parse_documents`; None for what cannot be read."""
    from kforge.yaml.events import compose

    found: list[Node | None] = []
    for part, line in parts(text):
        try:
            found += compose(part, "", line) or [None]
        except YamlError:
            found.append(None)
    return found


def parts(text: str) -> "list[tuple[str, int]]":
    """What stands between the separators of `text`, with the line each starts in; none if it cannot be read.

    One part is one document, unless an end of a document (`...`) is marked in it.
    """
    try:
        return list(_split(text.replace("\r\n", "\n"), "", KUSTOMIZE))
    except YamlError:
        return []


def _split(text: str, file: str, reading: str, *, as_it_ends: bool = False) -> "Iterator[tuple[str, int]]":
    """The documents of `text` with the line each starts in."""
    start, line = 0, 1
    for found in _SEPARATOR.finditer(text) if "---" in text else ():
        comment = found[0][3:].strip()
        if comment and comment[0] != "#":
            if reading == KUSTOMIZE and not start and not text[: found.start()].strip("\ufeff"):
                continue
            raise _separator_error(text, file, found)
        part = text[start : found.start()]
        if start or not _only_comments(part):
            yield _without_mark(part), line
        line += part.count("\n") + 1
        start = found.end() + 1
    part = text[start:]
    if part or start:
        ends = not part or part[-1] == "\n" or reading != GO or as_it_ends
        yield _without_mark(part) + ("" if ends else "\n"), line


def _only_comments(part: str) -> bool:
    """Whether nothing is in `part`; before the first `---` that is no document, not even an empty one."""
    lines = (line.strip() for line in part.split("\n"))
    return all(not line or line[0] == "#" for line in lines)


def _without_mark(part: str) -> str:
    return part[1:] if part[0:1] == "\ufeff" else part


def _separator_error(text: str, file: str, found: "re.Match[str]") -> YamlError:
    return YamlError(
        "only a comment may follow --- on its line",
        Position(file, text.count("\n", 0, found.start()) + 1, 4),
        hint="put the content on the next line",
        source=found[0],
    )


def full(part: str, file: str, line: int, reading: str, duplicates: str) -> "list[Document]":
    """The documents in `part`, whose first line is `line`, by the full parser. Raises YamlError."""
    from kforge.yaml.construct import construct
    from kforge.yaml.events import compose

    return [
        Document(construct(root, part, file, line, reading, duplicates), root.line)
        if root
        else Document(None, 0)
        for root in compose(part, file, line) or [None]
    ]


def _decode(data: bytes, file: str) -> str:
    """Text from bytes: UTF-8, or UTF-16 by its byte order mark."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding)
        raise YamlError(
            f"byte 0x{data[error.start]:02x} is not {encoding.upper()}",
            Position(file, before.count("\n") + 1, len(before) - before.rfind("\n")),
            hint="save the file as UTF-8",
            source=data[: error.end].decode(encoding, "replace").rsplit("\n", 1)[-1],
        ) from None
