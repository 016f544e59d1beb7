"""How kustomize reads the address of a git repository: `HOST/REPOSITORY[//PATH][?ref=REF&timeout=TIME]`."""

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_SCHEMES = ("ssh://", "https://", "http://", "file://")
_FILE = "file://"
_FORCED = "git::"  # a prefix of other tools, left out

TIMEOUT = 27.0  # seconds for each call of git, as in kustomize
_SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_FALSE = ("0", "f", "F", "FALSE", "false", "False")


class GitUrl:
    """An address taken apart. `repository` is what git gets, `path` the folder in it, `raw` the whole.

    `ref` is "" for the branch the repository is on; `timeout` is in seconds.
    """

    __slots__ = ("path", "raw", "ref", "repository", "submodules", "timeout")

    def __init__(self, raw: str, repository: str, path: str, query: "Mapping[str, str]") -> None:
        self.raw = raw
        self.repository = repository
        self.path = path
        self.ref = query.get("ref") or query.get("version") or ""
        self.timeout = _timeout(query.get("timeout", ""))
        self.submodules = query.get("submodules") not in _FALSE

    def at(self, commit: str) -> "GitUrl":
        """The same place at another ref."""
        other = GitUrl(self.raw, self.repository, self.path, {"ref": commit})
        other.timeout, other.submodules = self.timeout, self.submodules
        return other


def parse(raw: str) -> GitUrl | None:
    """The address `raw`, or None when kustomize takes it for a path on this machine."""
    if raw.startswith("/"):
        return None
    rest, _, query = raw.partition("?")
    parts = _host(rest)
    if parts is None:
        return None
    host, rest = parts
    split = _split(rest, host)
    if split is None or not split[0]:
        return None
    repository, path = split
    path = path.removeprefix("/")
    if _leaves(path):
        return None
    return GitUrl(raw, host + repository, path, _query(query))


def _host(text: str) -> tuple[str, str] | None:
    """Scheme, user and host as git takes them, and what follows."""
    if text[: len(_FORCED)].lower() == _FORCED:
        text = text[len(_FORCED) :]
    scheme = next((each for each in _SCHEMES if text[: len(each)].lower() == each), "")
    text = text[len(scheme) :]
    found = re.match(r"[a-zA-Z][a-zA-Z0-9-]*@", text)
    user = found.group() if found else ""
    text = text[len(user) :]
    if scheme == _FILE:
        return scheme, user + text
    github = text[:11].lower() in ("github.com/", "github.com:")
    if not scheme and not user and not github:
        return None
    end = _end_of_host(text, scp=not scheme)
    host, rest = (text[: end + 1], text[end + 1 :]) if end >= 0 else (text, "")
    if github:
        if scheme == "ssh://" or user:
            return f"{user}github.com:", rest
        return "https://github.com/", rest
    return (scheme + user + host, rest) if host else None


def _end_of_host(text: str, *, scp: bool) -> int:
    end = text.find("/")
    if scp:
        colon = text.find(":")
        if end < 0 or 0 < colon < end:
            return colon
    return end


def _split(text: str, host: str) -> tuple[str, str] | None:
    """The repository and the path in it: after `_git/NAME`, `//` or `.git`, or else after two names."""
    before, mark, after = text.partition("_git/")
    if mark:
        name, _, path = after.partition("/")
        return before + mark + name, path
    for mark, kept in (("//", ""), (".git", ".git")):
        before, found, after = text.partition(mark)
        if found:
            return before + kept, after
    if host.startswith(_FILE):
        return text, ""
    names = text.split("/")
    return ("/".join(names[:2]), "/".join(names[2:])) if len(names) >= 2 else None


def _leaves(path: str) -> bool:
    depth = 0
    for name in path.split("/"):
        depth += -1 if name == ".." else 0 if name in ("", ".") else 1
        if depth < 0:
            return True
    return False


def _query(text: str) -> dict[str, str]:
    """The first value of each name; nothing at all when any of it is malformed, as in Go."""
    from urllib.parse import unquote_plus

    values: dict[str, str] = {}
    for part in text.split("&"):
        if ";" in part or re.search(r"%(?![0-9A-Fa-f]{2})", part):
            return {}
        name, _, value = part.partition("=")
        if part:
            values.setdefault(unquote_plus(name), unquote_plus(value))
    return values


def _timeout(text: str) -> float:
    """Whole seconds, or a duration as Go writes it (1m30s)."""
    if re.fullmatch(r"\+?[0-9]+", text):
        return float(text) or TIMEOUT
    unit = "|".join(_SECONDS)
    number = r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+"
    if not re.fullmatch(rf"\+?(?:(?:{number})(?:{unit}))+", text):
        return TIMEOUT
    found = re.findall(rf"({number})({unit})", text)
    return sum(float(count) * _SECONDS[name] for count, name in found) or TIMEOUT
