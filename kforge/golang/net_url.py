"""Go's net/url: taking an address apart and putting it together, with its escapes and its errors.

Inside, a text is its bytes, one character each.
"""

from kforge.golang.byte_text import from_bytes
from kforge.golang.quoting import quote
from kforge.patterns import ASCII, compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_STRICT = ("http", "https")
_LETTERS = "A-Za-z0-9"
_MARKS = r"\-_.~"
# what must be escaped in each part of an address
_ESCAPED = {
    "path": compiled(rf"[^{_LETTERS}{_MARKS}$&+,/:;=@]"),
    "user": compiled(rf"[^{_LETTERS}{_MARKS}$&+,;=]"),
    "host": compiled(rf"[^{_LETTERS}{_MARKS}!$&'()*+,;=:\[\]<>\"]"),
    "fragment": compiled(rf"[^{_LETTERS}{_MARKS}$&+,/:;=?@!()*]"),
}
# what may stand in an escaped part as it is, though Go would escape some of it
_VALID = {
    "path": compiled(rf"[{_LETTERS}{_MARKS}$&+,/:;=@!'()*\[\]%]*\Z"),
    "fragment": compiled(rf"[{_LETTERS}{_MARKS}$&+,/:;=?@!'()*\[\]%]*\Z"),
}
_ESCAPE = compiled(r"%(?:([0-9A-Fa-f]{2})|[\x00-\xff]{0,2})")
_SCHEME = compiled(r"([A-Za-z][A-Za-z0-9+.\-]*):", ASCII)
_CONTROL = compiled("[\x00-\x1f\x7f]")
_USERINFO = compiled(rf"[{_LETTERS}{_MARKS}:!$&'()*+,;=%@]*\Z")
_PORT = compiled(r"(?::[0-9]*)?\Z")
_HOST_CHARACTER = compiled(rf"[^{_LETTERS}{_MARKS}!$&'()*+,;=:\[\]<>\"%\x80-\xff]")


class UrlError(ValueError):
    """Go's text for an address that cannot be parsed."""


class Url:
    """The parts of an address; `user` is None when there is none, `password` too."""

    __slots__ = (
        "force_query", "fragment", "host", "opaque", "password", "path", "query", "raw_fragment", "raw_path",
        "scheme", "user",
    )  # fmt: skip

    def __init__(self) -> None:
        self.scheme = self.opaque = self.host = self.path = self.raw_path = ""
        self.query = self.fragment = self.raw_fragment = ""
        self.force_query = False
        self.user: str | None = None
        self.password: str | None = None

    def userinfo(self) -> str:
        """user:password, escaped."""
        text = _escape(self.user or "", "user")
        return text if self.password is None else f"{text}:{_escape(self.password, 'user')}"

    def hostname(self) -> str:
        """The host without port and brackets."""
        host = self.host
        name, colon, port = host.rpartition(":")
        if colon and _PORT.match(colon + port):
            host = name
        return host[1:-1] if host[:1] == "[" and host[-1:] == "]" else host

    def text(self) -> str:
        """The address put together."""
        text = f"{self.scheme}:" if self.scheme else ""
        if self.opaque:
            text += self.opaque
        else:
            text = self._with_path(text)
        if self.force_query or self.query:
            text += f"?{self.query}"
        if self.fragment:
            text += "#" + _written(self.raw_fragment, self.fragment, "fragment")
        return text

    def _with_path(self, text: str) -> str:
        if self.scheme or self.host or self.user is not None:
            if self.host or self.path or self.user is not None:
                text += "//"
            if self.user is not None:
                text += self.userinfo() + "@"
            text += _escape(self.host, "host")
        path = "*" if self.path == "*" else _written(self.raw_path, self.path, "path")
        if path and path[0] != "/" and self.host:
            text += "/"
        if not text and ":" in path.partition("/")[0]:
            text = "./"
        return text + path


def parse(text: str) -> Url:
    """The parts of `text`, whose characters are bytes, as those of the parts are. Raises UrlError."""
    plain, _, fragment = text.partition("#")
    try:
        url = _parse(plain)
    except UrlError as error:
        raise UrlError(f"parse {quote(from_bytes(plain))}: {error}") from None
    if fragment:
        try:
            url.fragment = _unescape(fragment, "fragment")
        except UrlError as error:
            raise UrlError(f"parse {quote(from_bytes(text))}: {error}") from None
        url.raw_fragment = fragment if _escape(url.fragment, "fragment") != fragment else ""
    return url


def _parse(text: str) -> Url:
    if _CONTROL.search(text):
        raise UrlError("net/url: invalid control character in URL")
    url = Url()
    if text == "*":
        url.path = "*"
        return url
    if text[:1] == ":":
        raise UrlError("missing protocol scheme")
    found = _SCHEME.match(text)
    rest = text[found.end() :] if found else text
    url.scheme = found[1].lower() if found else ""
    if rest.endswith("?") and rest.count("?") == 1:
        url.force_query, rest = True, rest[:-1]
    else:
        rest, _, url.query = rest.partition("?")
    if rest[:1] != "/":
        if url.scheme:
            url.opaque = rest
            return url
        if ":" in rest.partition("/")[0]:
            raise UrlError("first path segment in URL cannot contain colon")
    if rest[:2] == "//" and (url.scheme or rest[:3] != "///"):
        authority, slash, rest = rest[2:].partition("/")
        rest = slash + rest
        _authority(url, authority)
    url.path = _unescape(rest, "path")
    url.raw_path = rest if _escape(url.path, "path") != rest else ""
    return url


def _authority(url: Url, text: str) -> None:
    userinfo, at, host = text.rpartition("@")
    url.host = _host(host, url.scheme in _STRICT)
    if not at:
        return
    if not _USERINFO.match(userinfo):
        raise UrlError("net/url: invalid userinfo")
    user, colon, password = userinfo.partition(":")
    url.user = _unescape(user, "user")
    if colon:
        url.password = _unescape(password, "user")


def _host(text: str, strict: bool) -> str:
    bracket = text.rfind("[")
    if bracket > 0:
        raise UrlError("invalid IP-literal")
    if not bracket:
        return _literal(text)
    # lists of hosts stand in the addresses of databases: elsewhere the last colon begins the port
    colon = text.find(":") if strict else text.rfind(":")
    if colon >= 0 and not _PORT.match(text[colon:]):
        raise UrlError(f"invalid port {quote(from_bytes(text[colon:]))} after host")
    return _unescape(text, "host")


def _literal(text: str) -> str:
    """An IPv6 address in brackets, a zone behind %25 in it, and a port."""
    end = text.rfind("]")
    if end < 0:
        raise UrlError("missing ']' in host")
    port = text[end + 1 :]
    if not _PORT.match(port):
        raise UrlError(f"invalid port {quote(from_bytes(port))} after host")
    inner = text[1:end]
    zone = inner.find("%25")
    if zone >= 0:
        name = _unescape(inner[:zone], "host") + _unescape(inner[zone:], "zone")
    else:
        name = _unescape(inner, "host")
    _check_address(name)
    return f"[{name}]{port}"


def _check_address(name: str) -> None:
    from ipaddress import AddressValueError, IPv4Address, IPv6Address

    address, percent, zone = name.partition("%")
    try:
        IPv6Address(address)
    except AddressValueError:
        try:
            IPv4Address(name)
        except AddressValueError:
            text = quote(from_bytes(name))
            raise UrlError(f"invalid host: ParseAddr({text}): unable to parse IP") from None
        raise UrlError("invalid IP-literal") from None
    if percent and not zone:
        text = quote(from_bytes(name))
        raise UrlError(f"invalid host: ParseAddr({text}): zone must be a non-empty string")


def _unescape(text: str, part: str) -> str:
    if part in ("host", "zone"):
        _check_host(text, part)
    if "%" not in text:
        return text
    return _ESCAPE.sub(_unescape_one, text)


def _unescape_one(found: "re.Match[str]") -> str:
    if not found[1]:
        raise UrlError(f"invalid URL escape {quote(from_bytes(found[0]))}")
    return chr(int(found[1], 16))


def _check_host(text: str, part: str) -> None:
    """In a host only what is beyond ASCII may be escaped, in a zone what could stand there, and spaces."""
    at = 0
    while at < len(text):
        found = _ESCAPE.match(text, at)
        if not found:
            if _HOST_CHARACTER.match(text[at]):
                raise UrlError(f"invalid character {quote(text[at])} in host name")
            at += 1
            continue
        char = _unescape_one(found)
        if found[0] != "%25":
            in_zone = part == "zone" and (char == " " or not _ESCAPED["host"].match(char))
            if (part == "host" and char < "\x80") or (part == "zone" and not in_zone):
                raise UrlError(f"invalid URL escape {quote(found[0])}")
        at = found.end()


def _escape(text: str, part: str) -> str:
    return _ESCAPED[part].sub(lambda found: f"%{ord(found[0]):02X}", text)


def _written(raw: str, plain: str, part: str) -> str:
    """A part as it was written, if that is valid, or else escaped."""
    return raw if raw and _VALID[part].match(raw) else _escape(plain, part)
