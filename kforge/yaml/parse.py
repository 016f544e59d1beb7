"""Multi-document YAML to plain dict and list, as the Go tools read it."""

from kforge.errors import Position, YamlError
from kforge.yaml.scalars import GO

__all__ = ["Document", "parse_documents", "parse_one"]


class Document:
    """One document: its tree of dict, list, str, int, float, bool and None, and the line its content starts in (0: empty)."""

    __slots__ = ("line", "tree")

    def __init__(self, tree: object, line: int) -> None:
        self.tree = tree
        self.line = line

    def __repr__(self) -> str:
        return f"Document(line={self.line}, tree={self.tree!r})"


def parse_documents(
    text: "str | bytes", file: str = "", *, reading: str = GO, duplicates: str = "error"
) -> "list[Document]":
    """Every document of `text`, empty ones too. Raises YamlError.

    `reading` is GO or KUSTOMIZE; `duplicates` is "error", or "last" for what kubectl and helm do: the last one wins.
    """
    if text.__class__ is bytes:
        text = _decode(text, file)
    if text.startswith("\ufeff"):
        text = text[1:]
    from kforge.yaml.construct import construct
    from kforge.yaml.events import compose

    return [
        Document(construct(root, text, file, reading, duplicates), root.line) if root else Document(None, 0)
        for root in compose(text, file)
    ]


def parse_one(text: "str | bytes", file: str = "", *, reading: str = GO, duplicates: str = "error") -> object:
    """The tree of the only document of `text`, None when there is none. Raises YamlError when there are several."""
    documents = [
        document
        for document in parse_documents(text, file, reading=reading, duplicates=duplicates)
        if document.tree is not None
    ]
    if len(documents) > 1:
        raise YamlError("one document is wanted here, and this is the second", Position(file, documents[1].line))
    return documents[0].tree if documents else None


def _decode(data: bytes, file: str) -> str:
    """Text from bytes: UTF-8, or UTF-16 by its byte order mark."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise YamlError(
            f"byte 0x{data[error.start]:02x} is not {encoding.upper()}", Position(file, line), hint="save the file as UTF-8"
        ) from None
