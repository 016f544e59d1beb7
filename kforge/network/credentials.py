"""Logins of registries: the files of helm and docker, and the programs that keep secrets for them.

A file names logins under `auths`, one program for all hosts under `credsStore`, and programs for single
hosts under `credHelpers`; a program is called docker-credential-<name>. Unknown parts of a file are kept.
"""

import base64
import binascii
import json
import os
import shutil
import subprocess
import sys

from kforge.errors import FileError, NetworkError, Position
from kforge.network.secret_file import write_secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DOCKER_HUB, DOCKER_HUB_KEY = "docker.io", "https://index.docker.io/v1/"
TOKEN_USER = "<token>"  # noqa: S105 - what a program says instead of a name when the secret is a refresh token
NOT_FOUND = "credentials not found in native keychain"
NATIVE = {"darwin": "osxkeychain", "win32": "wincred"}
LIMIT = 20.0  # seconds for a program that asks nobody


class Login:
    """A user and password, or a `token` that is exchanged for others, or a `bearer` that is sent as it is."""

    __slots__ = ("bearer", "password", "token", "username")

    def __init__(self, username: str = "", password: str = "", token: str = "", bearer: str = "") -> None:
        self.username = username
        self.password = password
        self.token = token
        self.bearer = bearer

    @property
    def known(self) -> bool:
        return bool((self.username and self.password) or self.token or self.bearer)


def key(host: str) -> str:
    """The name that a login for `host` is kept under."""
    return DOCKER_HUB_KEY if host in (DOCKER_HUB, "registry-1.docker.io", "index.docker.io") else host


class LoginFile:
    """One file of logins, helm's or docker's."""

    __slots__ = ("path", "tree")

    def __init__(self, path: str) -> None:
        self.path = path
        self.tree = _load(path)

    def find(self, host: str) -> Login:
        """The login for `host`, an empty one when there is none. Raises KforgeError."""
        name = key(host)
        program = self._program(name)
        if program:
            found = _from_program(program, name)
            if found.known:
                return found
        return self._from_file(name)

    def put(self, host: str, login: Login) -> str:
        """Keep a login; the name of the program that keeps it, "" when the file does. Raises KforgeError."""
        name = key(host)
        program = self._program(name)
        if not program and not self._configured():
            program = _native()
            if program:
                self.tree["credsStore"] = program
        if program:
            secret = {"ServerURL": name, "Username": login.username or TOKEN_USER, "Secret": login.password}
            _run(program, "store", json.dumps(secret))
        else:
            plain = f"{login.username}:{login.password}".encode()
            self._auths()[name] = {"auth": base64.b64encode(plain).decode()}
        self.save()
        return program

    def remove(self, host: str) -> None:
        """Forget the login for `host`. Raises KforgeError."""
        name = key(host)
        program = self._program(name)
        if program:
            _run(program, "erase", name)
        auths = self.tree.get("auths")
        if isinstance(auths, dict) and auths.pop(name, None) is not None:
            self.save()

    def save(self) -> None:
        """Write the file, whole, readable by its owner only, laid out as helm and docker do."""
        text = json.dumps(self.tree, indent="\t", ensure_ascii=False, sort_keys=False)
        write_secret(self.path, text.encode("utf-8", "surrogateescape"))

    def _auths(self) -> "dict[str, Any]":
        auths = self.tree.setdefault("auths", {})
        if not isinstance(auths, dict):
            raise FileError("auths must be a mapping", Position(self.path))
        return auths

    def _configured(self) -> bool:
        return any(self.tree.get(name) for name in ("auths", "credHelpers", "credsStore"))

    def _program(self, name: str) -> str:
        helpers = self.tree.get("credHelpers")
        if isinstance(helpers, dict) and helpers.get(name):
            return str(helpers[name])
        return str(self.tree.get("credsStore") or "")

    def _from_file(self, name: str) -> Login:
        auths = self.tree.get("auths")
        if not isinstance(auths, dict):
            return Login()
        entry = auths.get(name)
        if entry is None:  # old files name hosts as https://host/v1/
            entry = next((value for each, value in auths.items() if _host(each) == name), None)
        return self._login(entry) if isinstance(entry, dict) else Login()

    def _login(self, entry: "dict[str, Any]") -> Login:
        user, password = str(entry.get("username") or ""), str(entry.get("password") or "")
        if entry.get("auth"):
            try:
                plain = base64.b64decode(str(entry["auth"]), validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                raise FileError("a login in this file is damaged", Position(self.path)) from None
            user, _, password = plain.rstrip("\0").partition(":")
        return Login(
            user, password, str(entry.get("identitytoken") or ""), str(entry.get("registrytoken") or "")
        )


def docker_file() -> str:
    """The path of docker's own file."""
    folder = os.environ.get("DOCKER_CONFIG") or os.path.join(os.path.expanduser("~"), ".docker")
    return os.path.join(folder, "config.json")


def find(host: str, helm_file: str) -> Login:
    """The login for `host` by helm's file, else by docker's. Raises KforgeError."""
    for path in (helm_file, docker_file()):
        found = LoginFile(path).find(host)
        if found.known:
            return found
    return Login()


def _load(path: str) -> "dict[str, Any]":
    try:
        with open(path, encoding="utf-8") as stream:
            text = stream.read()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(str(getattr(error, "strerror", "") or error).lower(), Position(path)) from None
    try:
        tree = json.loads(text) if text.strip() else {}
    except ValueError as error:
        raise FileError(f"this file of logins is no JSON: {error}", Position(path)) from None
    if not isinstance(tree, dict):
        raise FileError("this file of logins is no mapping", Position(path))
    return tree


def _host(name: str) -> str:
    for start in ("http://", "https://"):
        name = name.removeprefix(start)
    return name.partition("/")[0]


def _native() -> str:
    """The program of this system that keeps secrets, "" when it is not installed."""
    linux = "pass" if shutil.which("docker-credential-pass") and shutil.which("pass") else "secretservice"
    program = NATIVE.get(sys.platform, linux)
    return program if shutil.which(f"docker-credential-{program}") else ""


def _from_program(program: str, name: str) -> Login:
    said = _run(program, "get", name)
    if not said:
        return Login()
    try:
        entry = json.loads(said)
        user, secret = str(entry["Username"]), str(entry["Secret"])
    except (ValueError, KeyError, TypeError):
        raise NetworkError(f"docker-credential-{program} does not answer in JSON") from None
    return Login(token=secret) if user == TOKEN_USER else Login(user, secret)


def _run(program: str, verb: str, words: str) -> str:
    """What docker-credential-<program> says, "" when it knows nothing. Raises NetworkError."""
    name = f"docker-credential-{program}"
    path = shutil.which(name) if "/" not in program and os.sep not in program else None
    if path is None:
        raise NetworkError(
            f"{name}, which keeps the logins of registries, is not on the PATH",
            hint="it is named by credsStore or credHelpers in the file of logins",
        )
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the user's own file names the program
            [path, verb], input=words.encode(), capture_output=True, timeout=LIMIT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NetworkError(f"{name} {verb} fails: {error}") from None
    said = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode == 0:
        return said
    if NOT_FOUND in said:
        return ""
    reason = (
        said or done.stderr.decode("utf-8", "replace").strip() or f"exit code {done.returncode}"
    ).splitlines()
    raise NetworkError(f"{name} {verb} fails: {reason[0]}")
