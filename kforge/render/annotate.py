"""Adds an annotation to the text of a manifest, and takes it out again; all other lines stay as they are."""

from kforge.chart.document import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

METADATA = "metadata:"
ANNOTATIONS = "annotations:"


def add(text: str, file: str, key: str, value: str) -> str:
    """The manifest `text` with the annotation. Raises YamlError when it is no YAML."""
    tree = read(text, file).tree
    if not isinstance(tree, dict):
        return text if text.endswith("\n") else f"{text}\n"
    wanted = _with(tree, key, value)
    lines = text.rstrip("\n").split("\n")
    inserted = _inserted(lines, f"{key}: '{value}'")
    if inserted is not None:
        result = "\n".join(inserted) + "\n"
        if _tree(result) == wanted:
            return result
    return _dumped(wanted)


def take(text: str, file: str, key: str) -> "tuple[str, str]":
    """The manifest `text` without the annotation, and its value, "" when there was none."""
    tree: Any = read(text, file).tree
    text = text if text.endswith("\n") else f"{text}\n"
    metadata = tree.get("metadata") if isinstance(tree, dict) else None
    annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
    if not isinstance(annotations, dict) or not isinstance(annotations.get(key), str):
        return text, ""
    value: str = annotations[key]
    wanted = _without(tree, key)
    lines = text.rstrip("\n").split("\n")
    at = [number for number, line in enumerate(lines) if line.lstrip().strip("\"'").startswith(key)]
    if len(at) == 1:
        kept = lines[: at[0]] + lines[at[0] + 1 :]
        if len(annotations) == 1 and lines[at[0] - 1].strip() == ANNOTATIONS:
            del kept[at[0] - 1]
        result = "\n".join(kept) + "\n"
        if _tree(result) == wanted:
            return result, value
    return _dumped(wanted), value


def _inserted(lines: "list[str]", entry: str) -> "list[str] | None":
    """`lines` with the entry at the end of metadata.annotations; None when these are no plain block."""
    found = _block(lines, 0, len(lines), METADATA, 0)
    if found is None:
        return None
    start, end, indent = found
    own = _block(lines, start, end, ANNOTATIONS, indent)
    if own is None:
        if any(line.strip().startswith(ANNOTATIONS) for line in lines[start:end]):
            return None
        pad = " " * indent
        return [*lines[:end], f"{pad}{ANNOTATIONS}", f"{pad}  {entry}", *lines[end:]]
    _, end, inner = own
    return [*lines[:end], f"{' ' * inner}{entry}", *lines[end:]]


def _block(lines: "list[str]", start: int, end: int, name: str, indent: int) -> "tuple[int, int, int] | None":
    """Where the mapping below the key `name` begins and ends, and how deep its keys stand."""
    for number in range(start, end):
        line = lines[number]
        if line.startswith(name, indent) and not line[:indent].strip():
            if line[indent + len(name) :].strip() and not line[indent + len(name) :].lstrip().startswith("#"):
                return None
            return _extent(lines, number + 1, end, indent)
    return None


def _extent(lines: "list[str]", start: int, end: int, above: int) -> "tuple[int, int, int] | None":
    inner, last = 0, start
    for number in range(start, end):
        line = lines[number]
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        depth = len(line) - len(line.lstrip(" "))
        if depth <= above:
            break
        inner = inner or depth
        last = number + 1
    return (start, last, inner) if inner else None


def _tree(text: str) -> object:
    from kforge.errors import YamlError

    try:
        return read(text, "").tree
    except YamlError:
        return None


def _with(tree: "dict[str, Any]", key: str, value: str) -> "dict[str, Any]":
    metadata = tree.get("metadata")
    metadata = dict(metadata) if isinstance(metadata, dict) else {}
    annotations = metadata.get("annotations")
    metadata["annotations"] = {**(annotations if isinstance(annotations, dict) else {}), key: value}
    return {**tree, "metadata": metadata}


def _without(tree: "dict[str, Any]", key: str) -> "dict[str, Any]":
    metadata = dict(tree["metadata"])
    rest = {name: value for name, value in metadata["annotations"].items() if name != key}
    if rest:
        metadata["annotations"] = rest
    else:
        del metadata["annotations"]
    return {**tree, "metadata": metadata}


def _dumped(tree: "dict[str, Any]") -> str:
    from kforge.yaml.emit import dump

    return dump(tree, sort_keys=False)
