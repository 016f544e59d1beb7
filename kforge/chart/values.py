"""Values as files give them: reading values files of several documents, and laying one over another."""

from kforge.chart import values_cache
from kforge.chart.decode import describe
from kforge.errors import ValuesError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kforge.chart.place import Place

SEPARATOR = "---"
STDIN = "-"


def parse(text: str, shown: str) -> "dict[str, object]":
    """The values in the YAML text of the file `shown`, later documents on top. Raises KforgeError."""
    entry_key = values_cache.key(text)
    known = values_cache.load(entry_key) if entry_key else None
    if known is not None:
        return known
    result: dict[str, object] = {}
    for line, part in parts(text, shown):
        result = merge(result, _document(part, shown, line))
    if entry_key:
        values_cache.store(entry_key, result)
    return result


def merge(base: "dict[str, object]", over: "dict[str, object]") -> "dict[str, object]":
    """`over` laid over `base`: mappings are merged, all else is replaced, null stands like any value."""
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            result[key] = merge(below, value)
        else:
            result[key] = value
    return result


def read_files(paths: "Iterable[str]") -> "dict[str, object]":
    """The values of the files `paths`, the last one on top; "-" is stdin. Raises KforgeError."""
    result: dict[str, object] = {}
    for path in paths:
        result = merge(result, parse(read_text(path), _shown(path)))
    return result


def read_text(path: str) -> str:
    """The text of a file that holds values; "-" is stdin. Raises FileError."""
    from kforge.files import read_text as read
    from kforge.files import text_of

    if path.strip() == STDIN:
        import sys

        return text_of(sys.stdin.buffer.read(), _shown(path))
    if path.startswith(("http://", "https://", "oci://")):
        raise ValuesError(f"{path}: this version reads values from disk only", hint="fetch the file first")
    return read(path)


def find(text: str, shown: str, path: "Sequence[str | int]") -> "Place | None":
    """The place of the value at `path` in the text of a values file, None when it is not there."""
    from kforge.chart import place

    for line, part in reversed(parts(text, shown)):  # the last document that says it counts
        inner: object = _document(part, shown, line)
        for name in path:
            inner = _step(inner, name)
        if inner is not None:
            return place.find(part, shown, path, line=line)
    return None


def _step(value: object, name: "str | int") -> object:
    if isinstance(value, dict):
        return value.get(name)
    there = isinstance(value, list) and isinstance(name, int) and name < len(value)
    return value[name] if there else None  # type: ignore[index]


def _shown(path: str) -> str:
    return "<stdin>" if path.strip() == STDIN else path


def parts(text: str, shown: str) -> "Sequence[tuple[int, str]]":
    """The documents as Kubernetes' reader cuts them, each with the line it starts in."""
    text = text.removeprefix("\ufeff")
    if not text.startswith(SEPARATOR) and "\n" + SEPARATOR not in text:
        return ((1, text),)
    result: list[tuple[int, str]] = []
    kept: list[str] = []
    start = 1
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(SEPARATOR):
            rest = line[len(SEPARATOR) :].strip()
            if rest and not rest.startswith("#"):
                from kforge.errors import Position

                raise ValuesError(
                    "nothing but a comment may follow --- in a values file",
                    Position(shown, number, len(SEPARATOR) + 1),
                    source=line,
                )
            result.append((start, "\n".join(kept)))
            kept, start = [], number + 1
        else:
            kept.append(line)
    result.append((start, "\n".join(kept)))
    return [part for part in result if part[1].strip()]


def _document(text: str, shown: str, line: int) -> "dict[str, object]":
    from kforge.chart.document import read

    document = read(text, shown, line)
    if document.tree is None:
        return {}
    if not isinstance(document.tree, dict):
        from kforge.errors import Position

        lines = text.split("\n")
        at = document.line - line
        raise ValuesError(
            f"values must be a mapping, not {describe(document.tree)}",
            Position(shown, document.line),
            source=lines[at] if 0 <= at < len(lines) else "",
        )
    return document.tree
