"""values.schema.json: holds the values of a chart, and of each chart below it, to its JSON schema.

The validator, a compiled library, is loaded when an ordinary schema is not surely met. As in Helm a
schema without `$schema` is of draft 2020-12, `format` counts up to draft 7 only, defaults are not filled in.
"""

from kforge.chart import origin
from kforge.chart.coalesce import GLOBAL
from kforge.chart.decode import dotted
from kforge.chart.schema_cache import surely_fits
from kforge.errors import ChartError, ErrorGroup, KforgeError, Position, ValuesError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from kforge.chart.chart import Chart, File

REMOTE = "this version does not fetch what a schema refers to; --skip-schema-validation leaves schemas out"
EXACT = 2**53  # whole floats up to here are integers, also to the drafts that take no 2.0 for one


def check(root: "Chart", values: "dict[str, object]", files: "Sequence[str]") -> None:
    """Raises ValuesError (several: ErrorGroup) for values against a schema, ChartError for a bad schema.

    `files` are the user's values files, for positions.
    """
    errors = _errors([root], values, files)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ErrorGroup(errors)


def _errors(
    charts: "list[Chart]", values: "dict[str, object]", files: "Sequence[str]"
) -> "list[KforgeError]":
    """The errors of the last of `charts` (the root and so on down to it) and of those below it."""
    chart = charts[-1]
    found: list[KforgeError] = []
    if chart.schema and not surely_fits(chart.schema.text(), values):
        validator = _validator(chart.schema)
        errors = sorted(validator.iter_errors(_whole(values)), key=_path_and_message)
        found += [_error(error, charts, files) for error in errors]
    for subchart in chart.dependencies:
        own = values.get(subchart.name)
        if isinstance(own, dict):
            found += _errors([*charts, subchart], own, files)
    return found


def _path_and_message(error: "Any") -> "tuple[str, str]":
    return dotted(tuple(error.instance_path)), error.message


def _validator(file: "File") -> "Any":
    import json

    import jsonschema_rs

    try:
        schema = json.loads(file.text())
    except json.JSONDecodeError as error:
        raise ChartError(
            f"this is not JSON: {error.msg.lower()}",
            Position(file.shown, error.lineno, error.colno),
            source=file.text().split("\n")[error.lineno - 1],
        ) from None
    if not isinstance(schema, (dict, bool)):
        raise ChartError("a schema is a mapping, true or false", Position(file.shown, 1))
    try:
        return jsonschema_rs.validator_for(
            schema,
            pattern_options=jsonschema_rs.RegexOptions(),  # without look-around, as Go's
            retriever=_retrieve,
        )
    except jsonschema_rs.ValidationError as error:
        remote = "not present in a registry" in error.message
        raise ChartError(
            f"this is no JSON schema: {error.message}", Position(file.shown), hint=REMOTE if remote else ""
        ) from None


def _retrieve(uri: str) -> bool:
    if uri.startswith("urn:"):
        return True  # Helm takes an URN that it cannot resolve for a schema that allows everything
    raise ValueError("it is not fetched")


def _whole(value: "Any") -> "Any":
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < EXACT else value


def _error(error: "Any", charts: "Sequence[Chart]", files: "Sequence[str]") -> ValuesError:
    path: list[str | int] = list(error.instance_path)
    above = [chart.name for chart in charts[1:]]
    schema = charts[-1].schema
    assert schema
    message, hint = error.message, f"{schema.shown} says so"
    if list(error.schema_path)[-1:] == ["additionalProperties"]:
        if message.startswith("False schema"):
            message = "the schema allows no properties but those it names"
        if len(charts) > 1 and not path and (message != error.message or f"'{GLOBAL}'" in message):
            hint = f"Helm hands `{GLOBAL}` to every subchart: allow it in {schema.shown}"
    place = origin.find(path, charts, files)
    name = dotted((*above, *path))
    return ValuesError(
        f"{name}: {message}" if name else message,
        place.position if place else None,
        source=place.source if place else "",
        hint=hint,
    )
