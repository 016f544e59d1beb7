"""Whether an ordinary document keeps to the schema, as fast as that can be said: yes, or worth a look.

For trees as the parser gives them. What is not plainly right is worth a look: the linter says what is wrong.
"""

from kforge.schema import fields as types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.schema.fields import Struct, Type

INT32_END = 1 << 31


def conforms(tree: object, struct: "Struct") -> bool:
    """Whether the mapping has only the struct's fields, all that it must have, and in each what belongs."""
    if tree.__class__ is not dict:
        return False
    assert isinstance(tree, dict)
    fields = struct.fields
    for key, value in tree.items():
        field = fields.get(key)
        if field is None:
            if struct.open:
                continue
            return False
        if value.__class__ is not field.plain and not (not field.deprecated and _fits(value, field.type)):
            return False
    if struct.required:
        for name in struct.required:
            if tree.get(name) is None:
                return False
    return True


def _fits(value: object, kind: "Type") -> bool:
    letter = kind.kind
    if value is None or kind.limits:  # limits are for the linter, a null string is a finding of its own
        return value is None and letter != types.STRING
    if letter == ".":
        return conforms(value, kind.struct)
    if letter == "[":
        return _are(value, kind)
    if letter in ("s", "t"):
        return value.__class__ is str and (not kind.enum or value in kind.enum)
    if letter == "{":
        return _have(value, kind)
    if letter == "i":
        return value.__class__ is int and -INT32_END <= value < INT32_END
    if letter == "p":
        return _is_int_or_string(value)
    if letter == "b":
        return value.__class__ is bool
    if letter == "l":
        return value.__class__ is int
    if letter == "q":
        return _is_quantity("", value)
    if letter == "f":
        return value.__class__ in (int, float)
    if letter == "o":
        return value.__class__ is dict
    if letter == "y":
        return _is_base64(value)
    return True


def _is_int_or_string(value: object) -> bool:
    if value.__class__ is int:
        return -INT32_END <= value < INT32_END
    return value.__class__ is str and not value.isdigit()


def _are(value: object, kind: "Type") -> bool:
    """Whether it is a list, and its items are what they should be."""
    if value.__class__ is not list:
        return False
    assert isinstance(value, list)
    items = kind.items
    assert items
    if items.kind == types.STRUCT:
        struct = items.struct
        return all(conforms(item, struct) for item in value)
    return all(_fits(item, items) for item in value)


def _have(value: object, kind: "Type") -> bool:
    """Whether it is a mapping, and its values are what they should be."""
    if value.__class__ is not dict:
        return False
    assert isinstance(value, dict)
    items = kind.items
    assert items
    if items.kind == types.STRING and not items.enum and not items.limits:
        return all(item.__class__ is str for item in value.values())
    if items.kind == types.QUANTITY:
        return all(_is_quantity(name, item) for name, item in value.items())
    return all(_fits(item, items) for item in value.values())


_ordinary: "set[tuple[str, object]]" = set()  # quantities that were looked at
_MOST = 10_000


def _is_quantity(name: str, value: object) -> bool:
    """Whether it is a quantity that nobody wonders about: what is not sure is for the linter."""
    if value.__class__ is int or value.__class__ is float:
        return True
    if value.__class__ is not str:
        return False
    if (name, value) in _ordinary:
        return True
    from kforge.schema.quantity import is_quantity, suspicion

    if not is_quantity(str(value)) or suspicion(name, str(value)):
        return False
    if len(_ordinary) < _MOST:
        _ordinary.add((name, value))
    return True


_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\n\r")


def _is_base64(value: object) -> bool:
    return value.__class__ is str and is_base64(str(value))


def is_base64(text: str) -> bool:
    """Whether Go's standard decoder takes the text: line breaks do not count, padding must be there."""
    plain = text.replace("\n", "").replace("\r", "")
    body = plain.rstrip("=")
    padded = len(plain) % 4 == 0 and len(plain) - len(body) <= 2 and len(body) % 4 != 1
    return padded and _ALPHABET.issuperset(body)
