"""Helm's own template functions: those that ask the engine, and those that end the rendering."""

from kforge.functions.registry import FunctionError, func

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@func("include", takes="string any", state=True)
def include(state: "Any", name: str, data: object) -> object:
    """The text that a named template gives for some data.

    {{ tpl "{{ define `greet` }}hello {{ . }}{{ end }}{{ include `greet` `web` | upper }}" . }}
        HELLO WEB
    """
    return state.include(name, data)


@func("tpl", takes="string any", state=True)
def tpl(state: "Any", text: str, data: object) -> object:
    """The text that a template standing in a string gives for some data.

    {{ tpl "{{ .name }}!" (dict "name" "web") }}
        web!
    """
    return state.tpl(text, data)


@func("required", takes="string any")
def required(message: str, value: object) -> object:
    """The value, unless it is missing or "": then rendering ends with the message.

    {{ required "a name is needed" "web" }}
        web
    {{ required "zero will do" 0 }}
        0
    """
    if value is None or value == "":
        raise FunctionError(message)
    return value


@func("fail", takes="string")
def fail(message: str) -> object:
    """End the rendering with a message.

    {{ if false }}{{ fail "not here" }}{{ end }}ok
        ok
    """
    raise FunctionError(message)


@func("lookup", takes="string string string string", state=True)
def lookup(state: "Any", api_version: str, kind: str, namespace: str, name: str) -> object:
    """The object of that name in the cluster, or all of the kind for the name ""; {} as no cluster is asked.

    {{ lookup "v1" "Secret" "default" "db" }}
        map[]
    {{ (lookup "v1" "Secret" "default" "db").data | default "none" }}
        none
    """
    return state.lookup(api_version, kind, namespace, name)
