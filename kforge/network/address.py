"""Addresses (URLs) as Go's net/url takes them apart, joins and compares them."""

import posixpath
import re
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from kforge.errors import NetworkError

PORTS = {"http": 80, "https": 443, "oci": 443}
SAFE = "%/:=&?~+!$,;'@()*[]"  # what stands in an address as it is


def scheme(url: str) -> str:
    """The scheme in small letters, "" when there is none."""
    found = re.match(r"([A-Za-z][A-Za-z0-9+.\-]*):", url)
    return found[1].lower() if found else ""


def origin(url: str) -> str:
    """Scheme, host and port: what credentials are meant for. Raises NetworkError."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NetworkError(f"{shown(url)} is no address: {error}") from None
    if not host:
        raise NetworkError(f"{shown(url)} is no address: it names no host")
    return f"{parts.scheme.lower()}://{host}:{port or PORTS.get(parts.scheme.lower(), 0)}"


def resolve(base: str, reference: str) -> str:
    """`reference` counted from the folder `base`; an absolute one stays as it is. The query is the base's."""
    if scheme(reference):
        return reference
    parts = urlsplit(base)
    folder = urlunsplit((parts.scheme, parts.netloc, parts.path.removesuffix("/") + "/", "", ""))
    joined = urlsplit(urljoin(folder, reference))
    return urlunsplit((joined.scheme, joined.netloc, joined.path, parts.query, ""))


def equal(left: str, right: str) -> bool:
    """Whether two addresses mean the same place: a slash at the end makes no difference."""
    return _normal(left) == _normal(right)


def _normal(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return posixpath.normpath(url)
    path = posixpath.normpath(parts.path or "/")
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, parts.fragment))


def quoted(url: str) -> str:
    """`url` with the characters that may not stand in the path of a request made into %xx."""
    parts = urlsplit(url)
    return urlunsplit(
        (parts.scheme, parts.netloc, quote(parts.path, safe=SAFE), quote(parts.query, safe=SAFE), "")
    )


def keeps_credentials(first: str, then: str) -> bool:
    """Whether a redirect between these origins may take credentials along: to the same, or to its https."""
    if first == then:
        return True
    plain, secure = f":{PORTS['http']}", f":{PORTS['https']}"
    upgraded = first.removeprefix("http://").removesuffix(plain)
    return first == f"http://{upgraded}{plain}" and then == f"https://{upgraded}{secure}"


def without_user(url: str) -> "tuple[str, str, str]":
    """The address without the user in it, the user, and the password."""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    if not at:
        return url, "", ""
    name, _, password = user.partition(":")
    plain = urlunsplit((parts.scheme, host, parts.path, parts.query, parts.fragment))
    return plain, unquote(name), unquote(password)


def shown(url: str) -> str:
    """`url` as messages show it: a password in it is left out."""
    return re.sub(r"(://[^/@\s:]*):[^/@\s]*@", r"\1:xxxxx@", url)
