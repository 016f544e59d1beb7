"""References to charts in a registry: oci://host/path/chart:tag@digest, as helm reads them."""

import re

from kforge.errors import ChartError

OCI = "oci://"
HOST = re.compile(r"(?:[A-Za-z0-9.\-]+|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?")
REPOSITORY = re.compile(r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*")
TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._\-]{0,127}")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


class Reference:
    """Host, repository, and tag or digest or both. A `+` in a tag is a `_` to the registry."""

    __slots__ = ("digest", "host", "repository", "tag")

    def __init__(self, host: str, repository: str, tag: str = "", digest: str = "") -> None:
        self.host = host
        self.repository = repository
        self.tag = tag
        self.digest = digest

    @property
    def name(self) -> str:
        """The chart's name: the last part of the repository."""
        return self.repository.rpartition("/")[2]

    @property
    def place(self) -> str:
        """Host and repository."""
        return f"{self.host}/{self.repository}"

    def __str__(self) -> str:
        """As helm prints it."""
        return f"{self.place}:{self.tag}" if self.tag else f"{self.place}@{self.digest}"


def parse(text: str) -> Reference:
    """The reference that `text`, with or without oci://, gives. Raises ChartError."""
    raw = text.removeprefix(OCI).rstrip("/")
    raw, at, digest = raw.rpartition("@") if "@" in raw else (raw, "", "")
    host, _, path = raw.partition("/")
    repository, colon, tag = path.partition(":")
    tag = tag.replace("+", "_")
    if not HOST.fullmatch(host) or not path:
        raise _wrong(text, "it is oci://host/path/chart")
    if "//" in path:
        raise _wrong(text, "there is a slash too many")
    if not REPOSITORY.fullmatch(repository):
        hint = "a repository is written in small letters" if repository != repository.lower() else ""
        raise _wrong(text, hint or "letters, digits, and . _ - between them may stand in a repository")
    if colon and not TAG.fullmatch(tag):
        raise _wrong(text, "a tag is made of letters, digits, . _ and -")
    if at and not DIGEST.fullmatch(digest):
        raise _wrong(text, "a digest is sha256: and 64 hexadecimal digits")
    return Reference(host, repository, tag, digest)


def _wrong(text: str, hint: str) -> ChartError:
    from kforge.network.address import shown

    return ChartError(f"{shown(text)} is no reference to a chart in a registry", hint=hint)
