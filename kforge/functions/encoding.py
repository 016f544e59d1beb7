"""Template functions between values and texts: YAML, JSON, TOML, base64, base32."""

from kforge.errors import YamlError
from kforge.functions.registry import FunctionError, NilMap, func
from kforge.golang.kinds import NilList
from kforge.yaml.emit import TooLongError, dump

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Map = dict[str, Any]

_MAP, _LIST = "map[string]interface {}", "[]interface {}"


# ---- YAML


@func("toYaml", takes="any")
def to_yaml(value: object) -> str:
    """YAML in blocks, keys in order, without a line break at its end; "" for what YAML cannot carry.

    {{ toYaml (dict "ports" (list 80 443)) }}
        ports:
        - 80
        - 443
    {{ toYaml "yes" }}
        "yes"
    """
    try:
        return dump(value).removesuffix("\n")
    except TooLongError as error:
        raise FunctionError(error.message) from None
    except YamlError:
        # structs and bytes, too, are rare enough to come this way
        return _plain_yaml(value)[0]


@func("mustToYaml", takes="any")
def must_to_yaml(value: object) -> str:
    """As toYaml, but what YAML cannot carry is an error.

    {{ mustToYaml (dict "a" 1) }}
        a: 1
    """
    text, problem = _plain_yaml(value)
    if problem:
        raise FunctionError(problem)
    return text


def _plain_yaml(value: object) -> "tuple[str, str]":
    """The value as YAML after Go's way through JSON, or what is wrong with it."""
    from kforge.golang import json_text

    try:
        return dump(json_text.plain(value)).removesuffix("\n"), ""
    except (TooLongError, json_text.TooLongError) as error:
        raise FunctionError(str(error)) from None
    except YamlError as error:
        return "", f"error converting JSON to YAML: yaml: {error.message}"
    except ValueError as error:
        return "", f"error marshaling into JSON: {error}"
    except RecursionError:
        return "", "error marshaling into JSON: json: unsupported value: encountered a cycle"


@func("toYamlPretty", takes="any")
def to_yaml_pretty(value: object) -> str:
    """As toYaml, with lists two columns further in than their keys, and nothing folded.

    {{ toYamlPretty (dict "ports" (list 80 443)) }}
        ports:
          - 80
          - 443
    """
    from kforge.golang.yaml_pretty import PrettyError, yaml_pretty

    try:
        return yaml_pretty(value)
    except (TooLongError, PrettyError) as error:
        raise FunctionError(str(error)) from None


@func("fromYaml", takes="string")
def from_yaml(text: str) -> "Map":
    """The map in a YAML text; what goes wrong stands under the key Error.

    {{ (fromYaml "image: {tag: v1}").image.tag }}
        v1
    {{ (fromYaml "- a").Error | trunc 23 }}
        error unmarshaling JSON
    """
    from kforge.golang.yaml_reader import YamlReadError, read_yaml, wrong_type

    try:
        tree = read_yaml(text)
    except YamlReadError as error:
        return {"Error": str(error)}
    if tree is None:
        return {}
    return tree if isinstance(tree, dict) else {"Error": wrong_type(tree, _MAP)}


@func("fromYamlArray", takes="string")
def from_yaml_array(text: str) -> "list[Any]":
    """The list in a YAML text; what goes wrong is its only item.

    {{ fromYamlArray "[a, b]" }}
        [a b]
    """
    from kforge.golang.yaml_reader import YamlReadError, read_yaml, wrong_type

    try:
        tree = read_yaml(text)
    except YamlReadError as error:
        return [str(error)]
    if tree is None:
        return []
    return tree if isinstance(tree, list) else [wrong_type(tree, _LIST)]


# ---- JSON


def _json(value: object, *, escape: bool = True, indent: str = "") -> str:
    from kforge.golang import json_text

    try:
        return json_text.json_text(value, escape=escape, indent=indent)
    except (json_text.JsonError, json_text.TooLongError) as error:
        raise FunctionError(str(error)) from None


def _json_or_nothing(value: object, indent: str) -> str:
    from kforge.golang import json_text

    try:
        return json_text.json_text(value, indent=indent)
    except json_text.JsonError:
        return ""
    except json_text.TooLongError as error:
        raise FunctionError(str(error)) from None


@func("toJson", takes="any")
def to_json(value: object) -> str:
    """JSON on one line, keys in order; "" for what JSON has no form for.

    {{ toJson (dict "a" (list 1 true nil)) }}
        {"a":[1,true,null]}
    {{ toJson "<b>" }}
        "\\u003cb\\u003e"
    """
    return _json_or_nothing(value, "")


@func("mustToJson", takes="any")
def must_to_json(value: object) -> str:
    """As toJson, but what JSON has no form for is an error.

    {{ mustToJson (list 1 2.5) }}
        [1,2.5]
    """
    return _json(value)


@func("toRawJson", "mustToRawJson", takes="any")
def to_raw_json(value: object) -> str:
    """JSON on one line in which < > and & stay as they are.

    {{ toRawJson "<b>" }}
        "<b>"
    """
    return _json(value, escape=False)


@func("toPrettyJson", takes="any")
def to_pretty_json(value: object) -> str:
    """JSON on several lines, two columns further in for each level; "" for what JSON has no form for.

    {{ toPrettyJson (dict "a" 1) }}
        {
          "a": 1
        }
    """
    return _json_or_nothing(value, "  ")


@func("mustToPrettyJson", takes="any")
def must_to_pretty_json(value: object) -> str:
    """As toPrettyJson, but what JSON has no form for is an error.

    {{ mustToPrettyJson (list 1) }}
        [
          1
        ]
    """
    return _json(value, indent="  ")


@func("fromJson", takes="string")
def from_json(text: str) -> "Map":
    """The map in a JSON text; what goes wrong stands under the key Error.

    {{ (fromJson "{\\"a\\": {\\"b\\": 1}}").a.b }}
        1
    {{ (fromJson "{").Error }}
        unexpected end of JSON input
    """
    from kforge.golang.json_reader import JsonReadError, read_json, type_error

    try:
        tree, problem = read_json(text), ""
    except JsonReadError as error:
        tree, problem = error.partial, str(error)
    if tree is not None and not isinstance(tree, dict):
        return {"Error": type_error(tree, _MAP)}
    if problem:
        return {**(tree or {}), "Error": problem}
    return NilMap() if tree is None else tree


@func("fromJsonArray", takes="string")
def from_json_array(text: str) -> "list[Any]":
    """The list in a JSON text; what goes wrong is its only item.

    {{ fromJsonArray "[1, \\"a\\"]" }}
        [1 a]
    """
    from kforge.golang.json_reader import JsonReadError, read_json, type_error

    try:
        tree = read_json(text)
    except JsonReadError as error:
        fits = error.partial is None or isinstance(error.partial, list)
        return [str(error) if fits else type_error(error.partial, _LIST)]
    if tree is None:
        return NilList()
    return tree if isinstance(tree, list) else [type_error(tree, _LIST)]


@func("mustFromJson", takes="string")
def must_from_json(text: str) -> object:
    """Whatever is in a JSON text; what cannot be read is an error.

    {{ mustFromJson "[1, 2]" | first }}
        1
    """
    from kforge.golang.json_reader import JsonReadError, read_json

    try:
        return read_json(text)
    except JsonReadError as error:
        raise FunctionError(str(error)) from None


# ---- TOML


@func("toToml", takes="any")
def to_toml(value: object) -> str:
    """TOML, with a line break at its end; for what TOML has no form for, the error as the text.

    {{ toToml (dict "a" 1 "b" (list 2.5 "x")) | trim }}
        a = 1
        b = [2.5, "x"]
    """
    return _toml(value)[0]


@func("mustToToml", takes="any")
def must_to_toml(value: object) -> str:
    """As toToml, but what TOML has no form for is an error.

    {{ mustToToml (dict "a" (list 1 2)) | trim }}
        a = [1, 2]
    """
    text, wrong = _toml(value)
    if wrong:
        raise FunctionError(text)
    return text


def _toml(value: object) -> "tuple[str, bool]":
    """The text or the error, and whether it is the error."""
    from kforge.golang.toml_text import TomlError, TomlPanic, toml_text

    try:
        return toml_text(value), False
    except TomlError as error:
        return str(error), True
    except TomlPanic as error:
        raise FunctionError(str(error)) from None
    except RecursionError:
        raise FunctionError("the value holds itself") from None


@func("fromToml", takes="string")
def from_toml(text: str) -> "Map":
    """The map in a TOML text; what goes wrong stands under the key Error.

    {{ (fromToml "[a]\\nb = 1").a.b }}
        1
    """
    from kforge.golang.toml_reader import TomlReadError, read_toml

    try:
        return read_toml(text)
    except TomlReadError as error:
        return {"Error": str(error)}


# ---- base64, base32


@func("b64enc", takes="string")
def b64enc(text: str) -> str:
    """The text in base64.

    {{ b64enc "hello" }}
        aGVsbG8=
    """
    from kforge.golang.base_n import encode_64

    return encode_64(text.encode("utf-8", "surrogateescape"))


@func("b64dec", takes="string")
def b64dec(text: str) -> str:
    """The text behind base64, or what is wrong with that.

    {{ b64dec "aGVsbG8=" }}
        hello
    {{ b64dec "hello" }}
        illegal base64 data at input byte 4
    """
    from kforge.golang.base_n import CorruptError, decode_64

    try:
        return decode_64(text).decode("utf-8", "surrogateescape")
    except CorruptError as error:
        return str(error)


@func("b32enc", takes="string")
def b32enc(text: str) -> str:
    """The text in base32.

    {{ b32enc "hello" }}
        NBSWY3DP
    """
    from kforge.golang.base_n import encode_32

    return encode_32(text.encode("utf-8", "surrogateescape"))


@func("b32dec", takes="string")
def b32dec(text: str) -> str:
    """The text behind base32, or what is wrong with that.

    {{ b32dec "NBSWY3DP" }}
        hello
    """
    from kforge.golang.base_n import CorruptError, decode_32

    try:
        return decode_32(text).decode("utf-8", "surrogateescape")
    except CorruptError as error:
        return str(error)
