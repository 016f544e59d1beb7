"""Which proxy a request goes through: HTTP_PROXY, HTTPS_PROXY and NO_PROXY as Go reads them."""

import os
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from kforge.errors import NetworkError
from kforge.network.address import PORTS, shown

VARIABLES = {"http": ("HTTP_PROXY", "http_proxy"), "https": ("HTTPS_PROXY", "https_proxy")}
EXCEPTIONS = ("NO_PROXY", "no_proxy")


def proxy_for(url: str) -> str:
    """The address of the proxy for `url`, "" for none. Raises NetworkError for one that cannot be used."""
    parts = urlsplit(url)
    proxy = _first(VARIABLES.get(parts.scheme, ()))
    if not proxy or not _uses_proxy(parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)):
        return ""
    if "://" not in proxy:
        proxy = f"http://{proxy}"
    if urlsplit(proxy).scheme not in ("http", "https"):
        raise NetworkError(
            f"the proxy {shown(proxy)} cannot be used: only http and https proxies are",
            hint=f"it is set by {' or '.join(VARIABLES[parts.scheme])}",
        )
    return proxy


def _first(names: "tuple[str, ...]") -> str:
    return next((os.environ[name] for name in names if os.environ.get(name)), "")


def _uses_proxy(host: str, port: int) -> bool:
    """Never for this machine itself, nor for what NO_PROXY lists."""
    host = host.lower().rstrip(".")
    if host == "localhost":
        return False
    try:
        address = ip_address(host)
    except ValueError:
        address = None
    if address and address.is_loopback:
        return False
    for entry in _first(EXCEPTIONS).split(","):
        if _excepted(entry.strip().lower(), host, port, address):
            return False
    return True


def _excepted(entry: str, host: str, port: int, address: object) -> bool:
    if not entry:
        return False
    if entry == "*":
        return True
    if "/" in entry:
        try:
            return address is not None and address in ip_network(entry, strict=False)
        except ValueError:
            return False
    name, colon, number = entry.rpartition(":")
    if colon and number.isdigit() and not (":" in name and not name.startswith("[")):
        if int(number) != port:
            return False
        entry = name.strip("[]")
    if address is not None:
        return entry.strip("[]") == host
    if entry.startswith("*."):
        entry = entry[1:]
    return host.endswith(entry) if entry.startswith(".") else host == entry or host.endswith(f".{entry}")
