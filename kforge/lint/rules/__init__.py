"""The rules, in the order of their codes. A new rule is one file here and one name in RULES."""

from kforge.lint.rules import (
    anchor_alias,
    document_marker,
    duplicate_key,
    encoding,
    exponent_float,
    inf_nan,
    int_range,
    leading_zero_decimal,
    lossy_float,
    merge_key,
    non_string_key,
    nullish,
    number_notation,
    octal,
    sexagesimal,
    suppression,
    tab,
    tag,
    timestamp,
    truthy_key,
    truthy_value,
    version_disagreement,
    yaml_syntax,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.lint.rule import Rule

_MODULES = (
    yaml_syntax,
    truthy_value,
    truthy_key,
    lossy_float,
    octal,
    leading_zero_decimal,
    sexagesimal,
    exponent_float,
    number_notation,
    timestamp,
    nullish,
    int_range,
    inf_nan,
    non_string_key,
    version_disagreement,
    duplicate_key,
    merge_key,
    anchor_alias,
    tag,
    encoding,
    tab,
    document_marker,
    suppression,
)
RULES: "tuple[Rule, ...]" = tuple(module.RULE for module in _MODULES)
