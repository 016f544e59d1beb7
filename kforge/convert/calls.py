"""Calls of Helm's functions and of methods, as Jinja writes them."""

import re

from kforge.convert.code import FILTERED, OPERATOR, Code, filtered
from kforge.convert.scope import Ref, Root
from kforge.convert.source import Unconvertible
from kforge.functions.names import family_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kforge.convert.expressions import Expressions
    from kforge.gotmpl.nodes import Function

_COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
# functions of one value that read better as filters: Helm's name, Jinja's
_FILTERS = {
    "b64dec": "b64dec",
    "b64enc": "b64enc",
    "first": "first",
    "fromJson": "from_json",
    "fromYaml": "from_yaml",
    "initial": "initial",
    "int": "int",
    "int64": "int",
    "keys": "keys",
    "last": "last",
    "len": "length",
    "lower": "lower",
    "quote": "quote",
    "rest": "rest",
    "reverse": "reverse",
    "sha256sum": "sha256sum",
    "sortAlpha": "sort_alpha",
    "squote": "squote",
    "title": "title",
    "toJson": "to_json",
    "toPrettyJson": "to_pretty_json",
    "toRawJson": "to_raw_json",
    "toString": "string",
    "toYaml": "to_yaml",
    "trim": "trim",
    "uniq": "uniq",
    "upper": "upper",
    "values": "values",
}
# what a kind of Go is as a test of Jinja; numbers have other types there
_KINDS = {
    "bool": "boolean",
    "float64": "number",
    "int": "number",
    "int64": "number",
    "invalid": "none",
    "map": "mapping",
    "slice": "sequence",
    "string": "string",
}
_TYPES = {
    "[]interface {}": "sequence",
    "bool": "boolean",
    "float64": "number",
    "int": "number",
    "int64": "number",
    "map[string]interface {}": "mapping",
    "string": "string",
}
# why a function is not converted
_REFUSED = {
    "set": "Jinja does not change mappings",
    "split": "it gives a mapping in Go and a list in Jinja",
    "unset": "Jinja does not change mappings",
}
_METHODS = {
    "Capabilities.APIVersions": {"Has": "capabilities.api_versions.has"},
    "APIVersions": {"Has": "capabilities.api_versions.has"},
    "Files": {
        "AsConfig": "as_config",
        "AsSecrets": "as_secrets",
        "Get": "get",
        "GetBytes": "get",
        "Glob": "glob",
        "Lines": "lines",
    },
}
_VERB = re.compile("%.")
_FLOATS = re.compile(r"\A[^%]*%[-+ 0-9.]*[feg][^%]*\Z")


def call(writer: "Expressions", function: "Function", given: "list[Code]", piped: "Code | None") -> "Code":
    """A call of `function`. Raises Unconvertible."""
    name = _plain_name(function.name)
    arguments = [*given, piped] if piped is not None else given
    special = SPECIAL.get(name)
    if special is not None:
        return special(writer, arguments, function)
    if name in ("include", "tpl"):
        return _rendered(writer, name, arguments, function)
    if not writer.learning and any(
        isinstance(each.ref, Root) and each.text == "context" for each in arguments
    ):
        raise Unconvertible(f"{name} is given the whole context, which is no mapping in Jinja", function.at)
    if name in _COMPARISONS:
        return _compared(name, arguments, function)
    if name in _REFUSED and not (name == "split" and len(arguments) == 2):
        raise Unconvertible(f"{name} cannot be converted: {_REFUSED[name]}", function.at)
    if name in ("quote", "squote") and len(arguments) == 1 and arguments[0].may_lack:
        return Code(f'{arguments[0].text} | default("") | {name}', FILTERED)
    if len(arguments) == 1 and name in _FILTERS:
        return filtered(arguments[0], _FILTERS[name])
    if name in ("indent", "nindent") and len(arguments) == 2:
        width, value = arguments
        more = [Code("true"), Code("true")] if name == "indent" else []
        return filtered(value, name, [width, *more])
    ours = _known_name(name, function)
    if piped is not None and given:
        return filtered(piped, ours, given)
    if piped is not None:
        return filtered(piped, ours)
    return _function(ours, arguments)


def _plain_name(name: str) -> str:
    """mustToYaml does what toYaml does where there is nothing to fail."""
    plain = name[4:5].lower() + name[5:]
    if name.startswith("must") and family_of(plain):
        return plain
    return {"list": "tuple", "trimall": "trimAll", "push": "append"}.get(name, name)


def _known_name(name: str, function: "Function") -> str:
    from kforge.jinja.filters import FILTERS, FUNCTIONS, snake_case

    for ours in (snake_case(name), name):
        if ours in FILTERS and ours in FUNCTIONS:
            return ours
    raise Unconvertible(f"{name} has no counterpart in Jinja", function.at)


def _function(name: str, arguments: "Sequence[Code]") -> "Code":
    return Code(f"{name}({', '.join(each.argument() for each in arguments)})")


def _compared(name: str, arguments: "Sequence[Code]", function: "Function") -> "Code":
    if len(arguments) < 2:
        raise Unconvertible(f"{name} compares two values", function.at)
    by_type = _compared_types(name, arguments, function)
    if by_type is not None:
        return by_type
    left, *others = (each.operand() for each in arguments)
    if len(others) == 1:
        return Code(f"{left} {_COMPARISONS[name]} {others[0]}", OPERATOR)
    return Code(f"{left} in [{', '.join(others)}]", OPERATOR)


def _compared_types(name: str, arguments: "Sequence[Code]", function: "Function") -> "Code | None":
    """`eq (typeOf x) "string"`: a test of Jinja."""
    asked = next((each.of_type for each in arguments if each.of_type is not None), None)
    if asked is None:
        return None
    words = [each.text[1:-1] for each in arguments if each.of_type is None]
    tests = [{**_TYPES, **_KINDS}.get(word) for word in words]
    if name not in ("eq", "ne") or None in tests or not tests:
        raise Unconvertible(f"this comparison of types has no counterpart: {', '.join(words)}", function.at)
    value = asked.operand()
    code = " or ".join(_is(value, str(test)) for test in tests)
    return Code(f"not ({code})" if name == "ne" else code, OPERATOR)


def _is(value: str, test: str) -> str:
    return f"{value} is {test}" + (f" and {value} is not string" if test == "sequence" else "")


def _type_of(_writer: "Expressions", arguments: "list[Code]", function: "Function") -> "Code":
    code = _function("type_of" if function.name == "typeOf" else "kind_of", arguments)
    code.of_type = arguments[0]
    return code


def _joined(word: str) -> "Callable[[Expressions, list[Code], Function], Code]":
    def write(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
        if len(arguments) == 1:
            return arguments[0]
        return Code(f" {word} ".join(each.operand() for each in arguments), OPERATOR)

    return write


def _not(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    return Code(f"not {arguments[0].operand()}", OPERATOR)


def _default(_writer: "Expressions", arguments: "list[Code]", function: "Function") -> "Code":
    if len(arguments) == 1:
        return arguments[0]
    if len(arguments) != 2:
        raise Unconvertible("default takes a default and a value", function.at)
    fallback, value = arguments
    code = f"{value.piped(guard=False)} | default({fallback.argument()}, true)"
    return Code(code, FILTERED)


def _required(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    message, value = arguments
    code = f"{value.piped(guard=False)} | required({message.argument()})"
    return Code(code, FILTERED)


def _empty(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    return Code(f"not {arguments[0].operand()}", OPERATOR)


def _ternary(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    yes, no, condition = (each.operand() for each in arguments)
    return Code(f"{yes} if {condition} else {no}", OPERATOR)


def _list(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    return Code(f"[{', '.join(each.argument() for each in arguments)}]")


def _dict(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    texts = [each.argument() for each in arguments] + [""] * (len(arguments) % 2)
    pairs = zip(texts[::2], texts[1::2], strict=True)
    return Code("{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}")


def _index(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    value, *steps = arguments
    code = (value if value.ref is not None else value.guarded()).text if value.ref else value.holder()
    ref = value.ref
    for step in steps:
        text = step.argument()
        code += f"[{text}]"
        plain = text[1:-1] if text[:1] == '"' else ""
        ref = Ref(code, ref.field(plain).sample) if isinstance(ref, Ref) and plain else Ref(code)
    found = ref if isinstance(ref, Ref) else Ref(code)
    return Code(code, may_lack=not found.is_known, ref=found)


def _get(writer: "Expressions", arguments: "list[Code]", function: "Function") -> "Code":
    found = _index(writer, arguments, function)
    if found.may_lack:
        return Code(f'{found.text} | default("")', FILTERED)
    return found


def _has_key(_writer: "Expressions", arguments: "list[Code]", function: "Function") -> "Code":
    holder, key = arguments
    if isinstance(holder.ref, Root):
        raise Unconvertible("hasKey asks the whole context, which is no mapping in Jinja", function.at)
    return Code(f"{key.operand()} in {holder.operand()}", OPERATOR)


def _until(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    return Code(f"range({arguments[0].argument()})")


def _print(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    return Code(" ~ ".join(each.operand() for each in arguments) or '""', OPERATOR)


def _printf(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    """A format with nothing but %s and %v is its texts put together."""
    form, *values = arguments
    text = form.text[1:-1] if form.text[:1] == '"' else "%d"
    if _FLOATS.search(text) and len(values) == 1:  # Go has every number of a values file as a float
        values = [Code(f"{values[0].piped()} | float", FILTERED)]
        return _function_of("printf", [form, *values])
    verbs = _VERB.findall(text)
    if "\\" in text or set(verbs) - {"%s", "%v"} or len(verbs) != len(values) or not verbs:
        return _function_of("printf", arguments)
    texts = [f'"{part}"' if part else "" for part in _VERB.split(text)]
    parts = [texts[0]]
    for value, after in zip(values, texts[1:], strict=True):
        parts += [value.operand(), after]
    parts = [part for part in parts if part]
    if len(parts) == 1:
        return Code(f"{values[0].piped()} | string", FILTERED)
    return Code(" ~ ".join(parts), OPERATOR)


def _function_of(name: str, arguments: "Sequence[Code]") -> "Code":
    return _function(name, arguments)


def _kind(table: "dict[str, str]") -> "Callable[[Expressions, list[Code], Function], Code]":
    def write(_writer: "Expressions", arguments: "list[Code]", function: "Function") -> "Code":
        word = arguments[0].text[1:-1]
        test = table.get(word)
        if test is None or len(arguments) != 2:
            raise Unconvertible(f"{function.name} {arguments[0].text} has no counterpart", function.at)
        return Code(_is(arguments[1].operand(), test), OPERATOR)

    return write


def _copy(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    return arguments[0]


def _has(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    item, items = (each.operand() for each in arguments)
    return Code(f"{item} in {items}", OPERATOR)


def _join(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    return filtered(arguments[1], "join", arguments[:1])


def _split(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    return filtered(arguments[1], "split", arguments[:1])


def _slice(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
    value, *bounds = arguments
    inside = ":".join(each.argument() for each in bounds) + ":" * (len(bounds) == 1)
    return Code(f"{value.holder()}[{inside or ':'}]")


def _extreme(name: str) -> "Callable[[Expressions, list[Code], Function], Code]":
    def write(_writer: "Expressions", arguments: "list[Code]", _function: "Function") -> "Code":
        inside = ", ".join(f"{each.piped()} | int" for each in arguments)
        return Code(f"[{inside}] | {name}", FILTERED)

    return write


SPECIAL: "dict[str, Callable[[Expressions, list[Code], Function], Code]]" = {
    "and": _joined("and"),
    "deepCopy": _copy,
    "default": _default,
    "dict": _dict,
    "empty": _empty,
    "get": _get,
    "has": _has,
    "hasKey": _has_key,
    "index": _index,
    "join": _join,
    "kindIs": _kind(_KINDS),
    "kindOf": _type_of,
    "max": _extreme("max"),
    "min": _extreme("min"),
    "not": _not,
    "or": _joined("or"),
    "print": _print,
    "printf": _printf,
    "required": _required,
    "slice": _slice,
    "split": _split,
    "splitList": _split,
    "ternary": _ternary,
    "tuple": _list,
    "typeIs": _kind(_TYPES),
    "typeOf": _type_of,
    "until": _until,
}


def _rendered(writer: "Expressions", name: str, arguments: "list[Code]", function: "Function") -> "Code":
    """include and tpl."""
    if len(arguments) != 2:
        raise Unconvertible(f"{name} takes two values", function.at)
    what, data = arguments
    if name == "tpl":
        return Code(f"tpl({what.argument()})")
    if what.text[:1] == '"':
        macro = writer.macro(what.text[1:-1], data)
        if macro is not None:
            return macro
    return Code(f"include({what.argument()}, {data.argument()})")


def method(ref: "Ref | Root", arguments: "list[Code]") -> "Code | None":
    """A call of a method of .Files or .Capabilities.APIVersions; None when it is none."""
    if not isinstance(ref, Ref):
        return None
    holder, _, name = ref.kind.rpartition(".")
    ours = _METHODS.get(holder, {}).get(name)
    if ours is None:
        return None
    made = _function(ours if "." in ours else f"{ref.holder}.{ours}", arguments)
    if name in ("AsConfig", "AsSecrets"):  # YAML in Go
        return filtered(made, "to_yaml")
    if name == "Glob":
        made.ref = Ref(made.text, True, "Files")
    return made
