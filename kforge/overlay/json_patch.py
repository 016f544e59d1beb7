"""JSON patches (RFC 6902) as kustomize applies them.

An operation finds its place in the tree as it stands then, and sets, inserts or deletes there. That is so
little that loading the jsonpatch package for it would cost more than building ten resources; what is RFC 6902
comes out as that package has it, by a property test. kustomize is not RFC 6902:

- `replace` and `add` of a member of a mapping both set it, whether it is there or not
- a list index may be negative (counted from behind), signed or have leading zeros
- what stands before the first `/` of a pointer is ignored; `~` alone is itself
- `copy` of a missing member copies null, `test` of a missing member passes for null
- `move` takes out before it looks for the place to put in
- afterwards every number is a float64, and every annotation a string

`add` under missing annotations works where kustomize keeps notes on the resource: the caller sees to that.
"""

from kforge.errors import nearest
from kforge.overlay.go_numbers import as_float64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_INFINITY = float("inf")

OPERATIONS = ("add", "remove", "replace", "move", "copy", "test")


class OperationError(Exception):
    """An operation that cannot be applied. `index` is its place in the patch, `field` the part to blame."""

    def __init__(self, index: int, message: str, field: str = "", *, hint: str = "") -> None:
        super().__init__(message)
        self.index = index
        self.message = message
        self.field = field
        self.hint = hint


class NotAPatch(Exception):  # noqa: N818  (what it says is no error when the text is another kind of patch)
    """A text that is no list of operations: no JSON at `line` and `column` (from 1), or bad at `index`."""

    def __init__(self, message: str, line: int = 0, column: int = 0, *, index: int = -1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.index = index


class _Number(float):
    """A float of a JSON text, with the digits it was written in: `test` compares those."""

    __slots__ = ("text",)

    text: str

    def __new__(cls, text: str) -> "_Number":
        made = super().__new__(cls, text)
        if made in (_INFINITY, -_INFINITY):
            raise NotAPatch(f"{text} is no number that 64 bits hold")
        made.text = text
        return made


def read_operations(text: str, file: str = "") -> "list[Any]":
    """The operations in `text`: JSON when it starts with `[`, else the first document of YAML as Go reads it.

    An empty text holds none. Raises NotAPatch and YamlError.
    """
    if text.startswith("["):
        found: object = _read_json(text)
    else:
        from kforge.yaml.parse import parse_documents

        documents = parse_documents(text, file, duplicates="last", as_it_ends=True)
        found = documents[0].tree if documents else None
    if found is None:
        return []
    if not isinstance(found, list):
        raise NotAPatch("a JSON patch is a list of operations")
    for index, operation in enumerate(found):
        if not isinstance(operation, dict | None):
            raise NotAPatch(f"operation {index + 1} is no mapping", index=index)
    return found


def _read_json(text: str) -> object:
    try:
        return _scanned(text)
    except (StopIteration, ValueError):
        return _read_slowly(text)


class _Scanner:
    """What CPython's scanner of JSON asks for. The json package does the same, but takes long to load."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float = _Number
    parse_int = int
    memo: "dict[str, str]" = {}  # noqa: RUF012  (it is only read)

    @staticmethod
    def parse_constant(word: str) -> None:
        raise NotAPatch(f"{word} is no JSON")


def _scanned(text: str) -> object:
    try:
        from _json import make_scanner
    except ImportError:
        return _read_slowly(text)
    found, end = make_scanner(_Scanner)(text, 0)  # type: ignore[arg-type]
    if text[end:].strip(" \t\n\r"):
        raise ValueError
    return found


def _read_slowly(text: str) -> object:
    import json

    try:
        return json.loads(text, parse_float=_Number, parse_constant=_Scanner.parse_constant)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise NotAPatch(message, error.lineno, error.colno) from None


def apply(tree: "dict[str, Any]", operations: "Sequence[Any]") -> "dict[str, Any]":
    """What becomes of `tree`, which is consumed. Raises OperationError."""
    for index, operation in enumerate(operations):
        tree = _Operation(index, operation).applied_to(tree)
    found: dict[str, Any] = as_float64(tree)
    return found


class _Operation:
    """One operation of a patch."""

    def __init__(self, index: int, operation: object) -> None:
        self.index = index
        self.fields: dict[str, Any] = operation if isinstance(operation, dict) else {}

    def applied_to(self, tree: "dict[str, Any]") -> "dict[str, Any]":
        """What becomes of `tree`, which is changed in place. Raises OperationError."""
        kind = self.fields.get("op")
        if kind not in OPERATIONS:
            what = f"there is no operation {kind}" if isinstance(kind, str) else "this operation has no op"
            near = nearest(kind, OPERATIONS) if isinstance(kind, str) else ""
            hint = f"did you mean {near}?" if near else f"write one of {', '.join(OPERATIONS)}"
            raise self._error(what, "op" if "op" in self.fields else "", hint=hint)
        path = self._pointer("path")
        if kind in ("move", "copy"):
            self._carry(kind, self._pointer("from"), path, tree)
        elif kind == "add":
            self._add(path, self.fields.get("value"), tree)
        elif kind == "replace":
            return self._replace(path, tree)
        elif kind == "remove":
            self._remove(path, "path", tree)
        else:
            self._test(path, tree)
        return tree

    def _error(self, message: str, field: str = "", *, hint: str = "") -> OperationError:
        return OperationError(self.index, message, field, hint=hint)

    def _pointer(self, field: str) -> str:
        found = self.fields.get(field)
        if isinstance(found, str):
            return found
        if field in self.fields:
            raise self._error(f"{field} must be a string", field)
        raise self._error(f"{self.fields['op']} needs a {field}")

    def _add(self, path: str, value: object, tree: "dict[str, Any]") -> None:
        container, key, _ = self._find(path, "path", tree)
        if not isinstance(container, list):
            container[key] = _copied(value)
        elif key == "-":
            container.append(_copied(value))
        else:
            container.insert(self._index(container, key, "path", len(container) + 1), _copied(value))

    def _replace(self, path: str, tree: "dict[str, Any]") -> "dict[str, Any]":
        value = _copied(self.fields.get("value"))
        if path == "":
            if not isinstance(value, dict):
                raise self._error("a resource can only be replaced by a mapping", "value")
            return value
        container, key, _ = self._find(path, "path", tree)
        where = self._index(container, key, "path", len(container)) if isinstance(container, list) else key
        container[where] = value
        return tree

    def _remove(self, path: str, field: str, tree: "dict[str, Any]") -> None:
        container, key, parent = self._find(path, field, tree)
        if isinstance(container, list):
            del container[self._index(container, key, field, len(container))]
        elif key in container:
            del container[key]
        else:
            raise self._error(f"there is no {key} in {_shown(parent)}", field, hint=_near(key, container))

    def _carry(self, kind: str, source: str, path: str, tree: "dict[str, Any]") -> None:
        value = self._get(source, "from", tree)
        if kind == "move":
            self._remove(source, "from", tree)
        self._add(path, value, tree)

    def _test(self, path: str, tree: "dict[str, Any]") -> None:
        found = self._get(path, "path", tree)
        wanted = self.fields.get("value")
        if not _is_same(found, wanted):
            raise self._error(f"{path} is {_brief(found)}, not {_brief(wanted)}", "value")

    def _get(self, pointer: str, field: str, tree: "dict[str, Any]") -> object:
        """The value at `pointer`, None where a mapping lacks it."""
        container, key, _ = self._find(pointer, field, tree)
        if isinstance(container, list):
            return container[self._index(container, key, field, len(container))]
        return container.get(key)

    def _find(self, pointer: str, field: str, tree: "dict[str, Any]") -> "tuple[Any, str, list[str]]":
        """The mapping or list that holds what `pointer` names, the key in it, the keys that lead to it."""
        tokens = [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")]
        if len(tokens) < 2:
            raise self._error(
                f"{pointer or 'the whole resource'} names nothing that {self.fields['op']} works on",
                field,
                hint="a pointer starts with /" if pointer else "",
            )
        here: Any = tree
        led: list[str] = []
        for token in tokens[1:-1]:
            if isinstance(here, list):
                token = str(self._index(here, token, field, len(here)))  # noqa: PLW2901
                below = here[int(token)]
            else:
                below = here.get(token)
            if not isinstance(below, dict | list):
                raise self._no_way(here, token, led, field)
            here = below
            led.append(token)
        return here, tokens[-1], led

    def _no_way(self, here: "Any", token: str, led: "list[str]", field: str) -> OperationError:
        """The error for a pointer that goes on behind `token`, which is no mapping and no list."""
        if isinstance(here, dict) and token not in here:
            return self._error(f"there is no {token} in {_shown(led)}", field, hint=_near(token, here))
        what = "null" if here[token if isinstance(here, dict) else int(token)] is None else "a scalar"
        return self._error(f"{token} in {_shown(led)} is {what}: nothing can be below it", field)

    def _index(self, items: "list[Any]", token: str, field: str, size: int) -> int:
        """`token` as an index into the `size` places of a list; a negative one counts from behind."""
        digits = token[1:] if token[:1] in ("+", "-") else token
        if not (digits.isascii() and digits.isdigit()):
            raise self._error(f"{token or 'nothing'} is no index, and this is a list", field)
        index = int(token)
        if not -size <= index < size:
            raise self._error(f"index {token} is out of range: the list has {len(items)} items", field)
        return index + size if index < 0 else index


def _join(parent: "list[str]", key: str) -> str:
    """An RFC 6901 pointer."""
    return "".join("/" + token.replace("~", "~0").replace("/", "~1") for token in (*parent, key))


def _shown(parent: "list[str]") -> str:
    return _join(parent[:-1], parent[-1]) if parent else "the resource"


def _near(key: str, container: object) -> str:
    near = nearest(key, container) if isinstance(container, dict) else ""
    return f"did you mean {near}?" if near else ""


def _brief(value: object) -> str:
    text = json_text(value)
    return text if len(text) <= 60 else text[:57] + "..."


def json_text(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)


def _copied(value: object) -> object:
    """A copy of a value that is put into several resources, or twice into one."""
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def _is_same(found: object, wanted: object) -> bool:
    """Are the two values the same JSON? Numbers go by their digits: 1.50 in a JSON text is not 1.5."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        return found.keys() == wanted.keys() and all(_is_same(found[key], wanted[key]) for key in found)
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(_is_same, found, wanted))
    if isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted
    if isinstance(found, int | float) and isinstance(wanted, int | float):
        return _digits(found) == _digits(wanted)
    return type(found) is type(wanted) and found == wanted


def _digits(number: float) -> str:
    if isinstance(number, _Number):
        return number.text
    from kforge.golang.json_text import number_text

    return number_text(number) if isinstance(number, float) else str(number)
