"""The protocol of OCI registries: tags, manifests and blobs, with basic and token authentication."""

import json
import re
from hashlib import sha256
from urllib.parse import quote, urlencode, urljoin

from kforge.errors import NetworkError
from kforge.network import credentials
from kforge.network.access import Access, basic
from kforge.network.client import Answer, Client, refused
from kforge.network.credentials import Login

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"
ACCEPTED = ", ".join(
    (
        MANIFEST,
        INDEX,
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
    )
)
MAX_MANIFEST = 4 * 1024 * 1024
MAX_PAGES = 1000
DIGEST = re.compile("sha256:[0-9a-f]{64}")
PARAMETER = re.compile(r'([A-Za-z_]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
NEXT = re.compile(r"<([^>]+)>\s*;[^,]*\brel=\"?next\"?")
PULL, PUSH = "pull", "pull,push"


def digest(data: bytes) -> str:
    """The digest of `data` as registries write it."""
    return f"sha256:{sha256(data).hexdigest()}"


class Registry:
    """One registry host. Logs in when it is asked to, with `access`, else with the logins in `logins`."""

    def __init__(self, host: str, access: Access, logins: str) -> None:
        self.host = host
        self.scheme = "http" if access.plain_http else "https"
        real = "registry-1.docker.io" if host == credentials.DOCKER_HUB else host
        self.base = f"{self.scheme}://{real}"
        self.client = Client(Access(tls=access.tls))
        self.login = Login(access.username, access.password) if access.known else None
        self.used_login = False  # whether it wanted one
        self._logins = logins
        self._authorization: dict[str, str] = {}  # scope: the header that opened it

    # ---- what there is

    def ping(self) -> None:
        """Ask whether the login is good. Raises NetworkError."""
        answer = self._send("GET", f"{self.base}/v2/", "")
        if answer.status != 200:
            raise self._refused(f"{self.base}/v2/", answer)

    def tags(self, repository: str) -> "list[str]":
        """All tags of a repository, in the registry's order. Raises NetworkError."""
        url, found = f"{self.base}/v2/{repository}/tags/list", list[str]()
        for _ in range(MAX_PAGES):
            answer = self._send("GET", url, _scope(repository, PULL), limit=MAX_MANIFEST)
            if answer.status != 200:
                raise self._refused(url, answer, repository)
            tags = self._json(answer).get("tags")
            found += [str(tag) for tag in tags or ()]
            following = NEXT.search(answer.headers.get("link", ""))
            if not following:
                return found
            url = urljoin(url, following[1])
            if not url.startswith(f"{self.base}/"):
                raise NetworkError(f"{self.host} continues its list of tags on another host")
        raise NetworkError(f"{self.host}/{repository} has too many tags")

    def manifest(self, repository: str, reference: str) -> "tuple[str, bytes]":
        """The digest and bytes of the manifest under a tag or digest. Raises NetworkError."""
        url = f"{self.base}/v2/{repository}/manifests/{quote(reference, safe=':')}"
        answer = self._send(
            "GET", url, _scope(repository, PULL), headers={"Accept": ACCEPTED}, limit=MAX_MANIFEST
        )
        if answer.status != 200:
            mark = "@" if ":" in reference else ":"  # a digest, or a tag
            raise self._refused(url, answer, f"{repository}{mark}{reference}")
        found = digest(answer.data)
        wanted = (
            reference if DIGEST.fullmatch(reference) else answer.headers.get("docker-content-digest", found)
        )
        if DIGEST.fullmatch(wanted) and found != wanted:
            raise NetworkError(f"{url} is not what was promised: its digest is {found}, not {wanted}")
        return found, answer.data

    def blob(self, repository: str, wanted: str, size: int, name: str = "") -> bytes:
        """The bytes with this digest and size, both checked. Raises NetworkError."""
        url = f"{self.base}/v2/{repository}/blobs/{wanted}"
        if not DIGEST.fullmatch(wanted):
            raise NetworkError(
                f"{self.host}/{repository} names a blob by {wanted!r}, which is no sha256 digest"
            )
        answer = self._send("GET", url, _scope(repository, PULL), limit=max(size, 0), name=name)
        if answer.status != 200:
            raise self._refused(url, answer, repository)
        if len(answer.data) != size:
            raise NetworkError(f"{url} has {len(answer.data)} bytes, and its manifest promises {size}")
        if digest(answer.data) != wanted:
            raise NetworkError(f"{url} is not what was promised: its digest is {digest(answer.data)}")
        return answer.data

    # ---- what is put there

    def put_blob(self, repository: str, data: bytes) -> str:
        """Upload `data` unless it is there; its digest. Raises NetworkError."""
        name, scope = digest(data), _scope(repository, PUSH)
        url = f"{self.base}/v2/{repository}/blobs/{name}"
        if self._send("HEAD", url, scope).status == 200:
            return name
        start = f"{self.base}/v2/{repository}/blobs/uploads/"
        answer = self._send("POST", start, scope, body=b"")
        place = answer.headers.get("location", "")
        if answer.status != 202 or not place:
            raise self._refused(start, answer, repository)
        target = urljoin(start, place)
        target += f"{'&' if '?' in target else '?'}{urlencode({'digest': name})}"
        answer = self._send(
            "PUT", target, scope, headers={"Content-Type": "application/octet-stream"}, body=data
        )
        if answer.status != 201:
            raise self._refused(target, answer, repository)
        return name

    def put_manifest(self, repository: str, tag: str, data: bytes) -> str:
        """Upload a manifest under a tag; its digest. Raises NetworkError."""
        url = f"{self.base}/v2/{repository}/manifests/{quote(tag)}"
        answer = self._send(
            "PUT", url, _scope(repository, PUSH), headers={"Content-Type": MANIFEST}, body=data
        )
        if answer.status != 201:
            raise self._refused(url, answer, f"{repository}:{tag}")
        return digest(data)

    # ---- logging in

    def _send(
        self,
        method: str,
        url: str,
        scope: str,
        *,
        headers: "dict[str, str] | None" = None,
        body: bytes | None = None,
        limit: int = MAX_MANIFEST,
        name: str = "",
    ) -> Answer:
        """Send with what opened this scope before; when that is not enough, do what the registry asks for."""
        own = url.startswith(f"{self.base}/")
        known = self._authorization.get(scope) if own else None
        for attempt in (1, 2):
            sent = {**(headers or {}), **({"Authorization": known} if known else {})}
            answer = self.client.send(method, url, headers=sent, body=body, limit=limit, name=name)
            if answer.status != 401 or attempt == 2 or not own:
                return answer
            known = self._answer_challenge(answer, scope)
            if not known:
                return answer
            self._authorization[scope] = known
        raise AssertionError

    def _answer_challenge(self, answer: Answer, scope: str) -> str:
        """The header that a 401 asks for, "" when there is nothing to say."""
        challenge = answer.headers.get("www-authenticate", "")
        kind = challenge.partition(" ")[0].lower()
        login = self.known_login()
        if login.bearer:
            self.used_login = True
            return f"Bearer {login.bearer}"
        if kind == "basic":
            if not login.username:
                return ""
            self.used_login = True
            return basic(login.username, login.password)
        if kind != "bearer":
            return ""
        parameters = {name: quoted or plain for name, quoted, plain in PARAMETER.findall(challenge)}
        token = self._token(parameters, scope or parameters.get("scope", ""), login)
        self.used_login = self.used_login or login.known
        return f"Bearer {token}"

    def known_login(self) -> Login:
        """The login that is used when one is wanted; an empty one when there is none."""
        if self.login is None:
            self.login = credentials.find(self.host, self._logins)
        return self.login

    def _token(self, parameters: "dict[str, str]", scope: str, login: Login) -> str:
        """A token for `scope` from the server that the registry names."""
        realm = parameters.get("realm", "")
        secure = self.scheme == "http" or realm.startswith("https://")
        if not realm.startswith(("http://", "https://")) or not secure:
            raise NetworkError(
                f"{self.host} wants tokens from {realm or 'nowhere'}, which cannot be asked safely"
            )
        asked = {"service": parameters.get("service", "")} | ({"scope": scope} if scope else {})
        if login.token:
            form = {
                "grant_type": "refresh_token",
                "client_id": "kforge",
                "refresh_token": login.token,
                **asked,
            }
            answer = self.client.send(
                "POST",
                realm,
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                body=urlencode(form).encode(),
                limit=MAX_MANIFEST,
            )
        else:
            url = f"{realm}{'&' if '?' in realm else '?'}{urlencode(asked)}"
            headers = {"Authorization": basic(login.username, login.password)} if login.username else {}
            answer = self.client.send("GET", url, headers=headers, limit=MAX_MANIFEST)
        if answer.status != 200:
            raise self._refused(realm, answer)
        reply = self._json(answer)
        token = reply.get("token") or reply.get("access_token")
        if not isinstance(token, str) or not token:
            raise NetworkError(f"{realm} gives no token")
        return token

    def _json(self, answer: Answer) -> "dict[str, Any]":
        try:
            tree = json.loads(answer.data)
        except ValueError:
            tree = None
        if not isinstance(tree, dict):
            raise NetworkError(f"{answer.url} does not answer as a registry does")
        return tree

    def _refused(self, url: str, answer: Answer, what: str = "") -> NetworkError:
        hint = ""
        if answer.status in (401, 403):
            known = self.login is not None and self.login.known
            plain = " --plain-http" if self.scheme == "http" else ""
            hint = (
                f"kforge registry login {self.host}{plain}"
                if not known
                else "the login for this registry is refused"
            )
        elif answer.status == 404 and what:
            hint = f"is {self.host}/{what} spelled right?"
        error = refused(url, answer, hint)
        reason = _reason(answer)
        if reason:
            error.message += f" ({reason})"
        return error


def _reason(answer: Answer) -> str:
    """What a registry says about an error in its own words."""
    try:
        first = json.loads(answer.data)["errors"][0]
        return str(first.get("message") or first.get("code") or "")[:200]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return ""


def _scope(repository: str, actions: str) -> str:
    return f"repository:{repository}:{actions}"
