"""YAML into Go's values as sigs.k8s.io/yaml does it: by way of JSON, so that every number is a float64."""

from kforge.errors import YamlError
from kforge.yaml.parse import first_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CONVERTING = "error converting YAML to JSON: "
_DECODING = "error unmarshaling JSON: while decoding JSON: "

# what libyaml's parser says; the rest comes from its scanner, which counts lines otherwise
_OF_THE_PARSER = tuple(
    f"did not find expected {what}"
    for what in ("key", "node content", "',' or '}'", "',' or ']'", "'-' indicator", "<document start>")
)


class YamlReadError(ValueError):
    """Go's text for a YAML text that cannot be read."""


def read_yaml(text: str) -> object:
    """The first document of `text`, every number a float. Raises YamlReadError."""
    try:
        tree = first_document(text)
    except YamlError as error:
        raise YamlReadError(_CONVERTING + _go_text(error, text)) from None
    except UnicodeEncodeError:
        raise YamlReadError(_CONVERTING + _not_unicode(text)) from None
    except RecursionError:
        raise YamlReadError(_CONVERTING + "yaml: exceeded max depth of 10000") from None
    if tree.__class__ is dict or tree.__class__ is list:
        _to_floats(tree)
        return tree
    return float(tree) if type(tree) is int else tree


def _not_unicode(text: str) -> str:
    """What go-yaml says of bytes that are no UTF-8."""
    data = text.encode("utf-8", "surrogateescape")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return "yaml: incomplete UTF-8 octet sequence"
        if error.reason == "invalid continuation byte":
            return "yaml: invalid trailing UTF-8 octet"
    return "yaml: invalid leading UTF-8 octet"


def wrong_type(tree: object, wanted: str) -> str:
    """Go's text for a document that is not of the type `wanted`."""
    from kforge.golang.json_reader import type_error

    return _DECODING + type_error(tree, wanted)


def _to_floats(tree: "Any") -> None:
    for place, value in tree.items() if tree.__class__ is dict else enumerate(tree):
        kind = value.__class__
        if kind is int:
            tree[place] = float(value)
        elif kind is dict or kind is list:
            _to_floats(value)


def _go_text(error: YamlError, text: str) -> str:
    """What go-yaml says instead of `error`: libyaml's own words where it is libyaml that objects."""
    from kforge.yaml.libyaml import YAMLError, parser

    known = _of_the_tree(error)
    if known:
        return known
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    try:
        events = parser(text)
        while True:
            event = events.get_event()
            name = event.__class__.__name__
            if name in ("StreamEndEvent", "DocumentEndEvent"):
                break
            if name == "DocumentStartEvent" and event.version not in (None, (1, 1)):
                return "yaml: found incompatible YAML document"
    except YAMLError as complaint:
        return _of_libyaml(complaint)
    return f"yaml: {error.message}"


def _of_libyaml(complaint: "Any") -> str:
    if hasattr(complaint, "position"):
        return "yaml: control characters are not allowed"
    problem = str(complaint.problem)
    line = complaint.problem_mark.line if complaint.problem_mark else 0
    if line:
        line += problem not in _OF_THE_PARSER
    elif complaint.context_mark:
        line = complaint.context_mark.line
    return f"yaml: line {line}: {problem}" if line else f"yaml: {problem}"


def _of_the_tree(error: YamlError) -> str:
    """go-yaml's words for what is wrong with the nodes, which kforge words itself; "" for the rest."""
    message, position = error.message, error.position
    for before, after, words in _COMPLAINTS:
        if message.startswith(before) and after in message:
            name = message[len(before) :].partition(after)[0] if after else message[len(before) :]
            line = f"line {position.line}: " if position and position.line > 1 else ""
            return words.format(name, number=_NUMBERS.get(name.lower(), ""), line=line)
    return ""


_NUMBERS = {".nan": "NaN", ".inf": "+Inf", "+.inf": "+Inf", "-.inf": "-Inf"}
_COMPLAINTS = (
    ("unknown anchor ", "", "yaml: unknown anchor '{}' referenced"),
    ("anchor ", " contains itself", "yaml: anchor '{}' value contains itself"),
    ("a merge key wants", "", "yaml: map merge requires map or sequence of maps as the value"),
    ("aliases blow", "", "yaml: document contains excessive aliasing"),
    ("nested more than", "", "yaml: exceeded max depth of 10000"),
    ("a sequence cannot be a key", "", "yaml: invalid map key: []interface {{}}{{...}}"),
    ("a mapping cannot be a key", "", "yaml: invalid map key: map[interface {{}}]interface {{}}{{...}}"),
    ("\\/ is no escape", "", "yaml: {line}found unknown escape character"),
    ("", " has no JSON form", "json: unsupported value: {number}"),
    ("the key ", " is null", "unsupported map key of type: %!s(<nil>), key: <nil>, value: <nil>"),
    ("the key ", " is a number", "unsupported map key of type: uint64, key: {}"),
)
