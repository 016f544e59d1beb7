"""One YAML document, as Helm reads Chart.yaml, values and manifests: the first of a text, and no further."""

from kforge.yaml.parse import Document, parse_documents

END = "\n..."


def read(text: str, file: str, line: int = 1) -> Document:
    """The first document of `text`, the part of `file` that starts at `line`. Raises YamlError.

    Of equal keys the last one counts. A line of three points ends it: what follows is not looked at.
    """
    end = text.find(END)
    while end >= 0 and text[end + len(END) : end + len(END) + 1] not in ("", "\n", "\r", " ", "\t"):
        end = text.find(END, end + 1)
    if end >= 0:
        text = text[: end + 1]
    # blank lines in front keep the lines of errors right
    documents = parse_documents("\n" * (line - 1) + text, file, duplicates="last")
    return documents[0] if documents else Document(None, 0)
