"""Writes values as JSON and as YAML on one line, and single scalars, so that no YAML reader misreads them."""

from kforge.errors import YamlError
from kforge.jinja.undefined import Failure
from kforge.patterns import compiled
from kforge.yaml import emit

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable

# what a YAML text must not hold, or what some reader takes for a line break
UNSAFE = compiled("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_ESCAPED = compiled('["\\\\\t\n]|' + UNSAFE.pattern)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
# a string that may stand in a flow collection without quotes, if it is none of YAML's words
_SIMPLE = compiled(r"[A-Za-z_][A-Za-z0-9_./-]*\Z")
# plain, these are special keys and values of YAML 1.1
_OWN_OF_YAML = ("=", "<<")
_LONG = 4000  # Python reads no longer numbers
_KEY_MOST = 1000
_KEY_LENGTH = 128  # longer ones libyaml's writers put in the `? ` form


def escaped(content: str) -> str:
    """`content` as it stands between double quotes, in JSON and in YAML."""
    return _ESCAPED.sub(_escape, content)


def _escape(found: "re.Match[str]") -> str:
    char = found[0]
    return _ESCAPES.get(char) or f"\\u{ord(char):04x}"


def quoted(content: str) -> str:
    """`content` in double quotes, on one line."""
    return f'"{escaped(content)}"'


def _special(value: str) -> bool:
    """Whether a string needs double quotes whatever else it holds: YAML's own, or endless digits."""
    if value in _OWN_OF_YAML or UNSAFE.search(value):
        return True
    if value.lstrip("+-")[:2] == "._":  # a float to some readers of YAML 1.1
        return True
    return len(value) > _LONG and value[0] in "+-.0123456789" and "\n" not in value


def scalar_text(value: object) -> str:
    """A scalar as it stands as a value: strings exactly as our YAML is written, quoted where a reader needs
    it.

    A string of several lines comes as a block, its lines indented by two. Raises Failure for infinities and
    NaN.
    """
    if isinstance(value, str):
        # a block that keeps breaks at its end would keep the template's behind it as well
        keeps = value[-1:] == "\n" and (value == "\n" or value[-2] == "\n")
        return quoted(value) if keeps or _special(value) else emit.scalar(value)
    if type(value) is int and not -(1 << 63) <= value < 1 << 64:
        raise Failure("the integer is too large for YAML: it has more than 64 bits")
    try:
        return emit.scalar(value)  # type: ignore[arg-type]
    except YamlError:
        raise Failure("YAML for Kubernetes has no infinity and no NaN") from None


def key_text(value: object) -> str:
    """A scalar as it stands before the colon of a mapping, on one line."""
    if not isinstance(value, str):
        return scalar_text(value)
    if len(value) > _KEY_MOST:
        raise Failure(f"a key of more than {_KEY_MOST} characters cannot be written")
    return (
        quoted(value) if "\n" in value or len(value) > _KEY_LENGTH or _special(value) else emit.scalar(value)
    )


def flow_scalar(value: object) -> str:
    """A scalar as it stands in a flow collection, on one line."""
    if not isinstance(value, str):
        return scalar_text(value)
    return value if _SIMPLE.match(value) and emit.scalar(value) == value else quoted(value)


def _json_scalar(value: object) -> str:
    return quoted(value) if isinstance(value, str) else scalar_text(value)


def _json_key(value: object) -> str:
    return quoted(value if isinstance(value, str) else scalar_text(value))


def json_text(value: object, comma: str = ",", colon: str = ":", *, sort_keys: bool = False) -> str:
    """Plain data as JSON on one line. Raises Failure for what JSON has no word for."""
    return _written(value, comma, colon, _json_key, _json_scalar, sort_keys)


def flow_text(value: object, *, sort_keys: bool = False) -> str:
    """Plain data as YAML on one line, fit to stand in any flow collection, in the order of its own keys."""
    return _written(value, ", ", ": ", flow_scalar, flow_scalar, sort_keys)


def _written(
    value: object,
    comma: str,
    colon: str,
    key: "Callable[[object], str]",
    leaf: "Callable[[object], str]",
    sort_keys: bool,
) -> str:
    if isinstance(value, dict):
        names = sorted(value, key=str) if sort_keys else value
        items = [
            key(name) + colon + _written(value[name], comma, colon, key, leaf, sort_keys) for name in names
        ]
        return "{" + comma.join(items) + "}"
    if isinstance(value, list):
        return "[" + comma.join([_written(item, comma, colon, key, leaf, sort_keys) for item in value]) + "]"
    return leaf(value)


def block_text(value: object, *, sort_keys: bool = False) -> str:
    """A mapping or list as a block without indentation."""
    if not value:
        return flow_text(value)
    if not _blockable(value):
        return _lines_of_flow(value, sort_keys)
    try:
        lines = emit.dump(value, sort_keys=sort_keys)
    except YamlError:
        return _lines_of_flow(value, sort_keys)
    # a block that keeps the breaks at its end would keep those of the template behind it as well
    return _lines_of_flow(value, sort_keys) if lines.endswith("\n\n") else lines[:-1]


def _lines_of_flow(value: object, sort_keys: bool) -> str:
    """A mapping or list as a block whose items are on one line each: what the ordinary block cannot hold."""
    if isinstance(value, dict):
        names = sorted(value, key=str) if sort_keys else value
        return "\n".join(
            [f"{key_text(name)}: {flow_text(value[name], sort_keys=sort_keys)}" for name in names]
        )
    assert isinstance(value, list)
    return "\n".join([f"- {flow_text(item, sort_keys=sort_keys)}" for item in value])


def _blockable(value: object) -> bool:
    if isinstance(value, str):
        return not _special(value)
    if isinstance(value, dict):
        return all(
            isinstance(key, str) and _blockable(key) and _blockable(item) for key, item in value.items()
        )
    if isinstance(value, list):
        return all(map(_blockable, value))
    return True
