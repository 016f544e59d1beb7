"""How a server is entered: user and password, certificates, and what is allowed to be insecure."""

from base64 import b64encode


def basic(username: str, password: str) -> str:
    """The header of basic authentication, in UTF-8 as Go sends it."""
    return "Basic " + b64encode(f"{username}:{password}".encode("utf-8", "surrogateescape")).decode()


class Tls:
    """Which certificates are trusted and shown: paths of PEM files, "" for the system's own."""

    __slots__ = ("ca_file", "cert_file", "insecure", "key_file")

    def __init__(
        self, ca_file: str = "", cert_file: str = "", key_file: str = "", *, insecure: bool = False
    ) -> None:
        self.ca_file = ca_file
        self.cert_file = cert_file
        self.key_file = key_file
        self.insecure = insecure

    def key(self) -> "tuple[str, str, str, bool]":
        """What makes two of them the same."""
        return self.ca_file, self.cert_file, self.key_file, self.insecure


class Access:
    """User, password and TLS for one server.

    `pass_credentials` sends user and password to the other hosts that an index names, too; redirects never
    take them along. `plain_http` lets a registry be spoken to without TLS.
    """

    __slots__ = ("pass_credentials", "password", "plain_http", "tls", "username")

    def __init__(
        self,
        username: str = "",
        password: str = "",
        *,
        tls: Tls | None = None,
        pass_credentials: bool = False,
        plain_http: bool = False,
    ) -> None:
        self.username = username
        self.password = password
        self.tls = tls or Tls()
        self.pass_credentials = pass_credentials
        self.plain_http = plain_http

    @property
    def known(self) -> bool:
        """Whether there is somebody to be: helm takes neither half of the two alone."""
        return bool(self.username and self.password)
