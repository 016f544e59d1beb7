"""Template functions that take addresses apart and put them together: Go's net/url."""

from kforge.functions.registry import FunctionError, func
from kforge.golang.byte_text import from_bytes, to_bytes
from kforge.golang.kinds import kind_name
from kforge.golang.net_url import Url, UrlError, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@func("urlParse", takes="string")
def url_parse(text: str) -> "dict[str, Any]":
    """The parts of an address: scheme, userinfo, host, hostname, path, query, opaque and fragment.

    {{ (urlParse "https://ann@example.org:8443/a?b=c#d").hostname }}
        example.org
    {{ get (urlParse "https://example.org/a?b=c#d") "query" }}
        b=c
    """
    try:
        url = parse(to_bytes(text))
    except UrlError as error:
        raise FunctionError(f"unable to parse url: {error}") from None
    parts = {
        "scheme": url.scheme,
        "host": url.host,
        "hostname": url.hostname(),
        "path": url.path,
        "query": url.query,
        "opaque": url.opaque,
        "fragment": url.fragment,
        "userinfo": "" if url.user is None else url.userinfo(),
    }
    return {name: from_bytes(part) for name, part in parts.items()}


@func("urlJoin", takes="dict")
def url_join(parts: "dict[str, Any]") -> str:
    """The address that has these parts.

    {{ urlJoin (dict "scheme" "https" "host" "example.org" "path" "/a b" "query" "c=d") }}
        https://example.org/a%20b?c=d
    """
    url = Url()
    url.scheme = _part(parts, "scheme")
    url.host = _part(parts, "host")
    url.path = _part(parts, "path")
    url.query = _part(parts, "query")
    url.opaque = _part(parts, "opaque")
    url.fragment = _part(parts, "fragment")
    userinfo = _part(parts, "userinfo")
    if userinfo:
        try:
            named = parse(f"proto://{userinfo}@host")
        except UrlError as error:
            raise FunctionError(f"unable to parse userinfo in dict: {error}") from None
        url.user, url.password = named.user, named.password
    return from_bytes(url.text())


def _part(parts: "dict[str, Any]", name: str) -> str:
    if name not in parts:
        return ""
    value = parts[name]
    if value is None:
        raise FunctionError("runtime error: invalid memory address or nil pointer dereference")
    if not isinstance(value, str):
        kind = kind_name(value)
        raise FunctionError(f"unable to parse {name} key, must be of type string, but {kind} found")
    return to_bytes(value)
