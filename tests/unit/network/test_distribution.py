"""Registries with tokens: who asks for which, what is checked. The real registry is in tests/oracle."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kforge.errors import NetworkError
from kforge.network.access import Access
from kforge.network.distribution import Registry, digest

from .servers import TokenHandler, TokenRegistry, serving


@pytest.fixture
def server() -> Iterator[TokenRegistry]:
    with serving(TokenRegistry(), handler=TokenHandler) as found:
        assert isinstance(found, TokenRegistry)
        yield found


def opened(server: TokenRegistry, username: str = "", password: str = "", logins: str = "") -> Registry:
    return Registry(server.url.removeprefix("http://"), Access(username, password, plain_http=True), logins)


def test_anybody_gets_a_token(server: TokenRegistry) -> None:
    server.tags["a/b"] = ["1.0.0"]
    registry = opened(server)
    assert registry.tags("a/b") == ["1.0.0"]
    assert not registry.used_login
    assert server.asked[1].path == "/token?service=test&scope=repository%3Aa%2Fb%3Apull"
    assert registry.tags("a/b") == ["1.0.0"]
    assert server.paths().count("/v2/a/b/tags/list") == 3  # the second time the token is there already


def test_a_login_gets_one(server: TokenRegistry) -> None:
    server.secret, server.tags["a"] = "u:p", ["1.0.0"]
    registry = opened(server, "u", "p")
    assert registry.tags("a") == ["1.0.0"]
    assert registry.used_login
    with pytest.raises(NetworkError) as caught:
        opened(server).tags("a")
    assert f"kforge registry login {server.url.removeprefix('http://')} --plain-http" in caught.value.render()
    with pytest.raises(NetworkError) as caught:
        opened(server, "u", "wrong").tags("a")
    assert "the login for this registry is refused" in caught.value.render()


def test_what_is_absent_is_named_as_one_writes_it(server: TokenRegistry) -> None:
    nothing = f"sha256:{'0' * 64}"
    host = server.url.removeprefix("http://")
    for reference, shown in (("1.0.0", "a:1.0.0"), (nothing, f"a@{nothing}")):
        with pytest.raises(NetworkError) as caught:
            opened(server).manifest("a", reference)
        assert caught.value.hint == f"is {host}/{shown} spelled right?"


def test_a_refresh_token_is_exchanged(server: TokenRegistry, tmp_path: Path) -> None:
    server.refresh, server.tags["a"] = "again", ["1.0.0"]
    host = server.url.removeprefix("http://")
    (tmp_path / "logins").write_text(json.dumps({"auths": {host: {"identitytoken": "again"}}}))
    assert opened(server, logins=str(tmp_path / "logins")).tags("a") == ["1.0.0"]
    assert server.asked[1].method == "POST"


def test_a_bearer_is_sent_as_it_is(server: TokenRegistry, tmp_path: Path) -> None:
    server.tokens.add("mine")
    host = server.url.removeprefix("http://")
    (tmp_path / "logins").write_text(json.dumps({"auths": {host: {"registrytoken": "mine"}}}))
    assert opened(server, logins=str(tmp_path / "logins")).tags("a") == []
    assert "/token" not in str(server.paths())


def test_tokens_are_not_fetched_from_anywhere(server: TokenRegistry) -> None:
    server.realm = "file:///etc/passwd"
    with pytest.raises(NetworkError, match="cannot be asked safely"):
        opened(server).tags("a")


def test_many_tags_come_in_pages(server: TokenRegistry) -> None:
    server.tags["a"], server.page_size = [f"{number}.0.0" for number in range(7)], 3
    assert opened(server).tags("a") == server.tags["a"]


def test_a_manifest_must_be_what_its_digest_says(server: TokenRegistry) -> None:
    good = b'{"layers": []}'
    server.manifests = {f"a {digest(good)}": good, "a 1.0.0": good, f"a {digest(b'x')}": b"y"}
    assert opened(server).manifest("a", "1.0.0") == (digest(good), good)
    assert opened(server).manifest("a", digest(good)) == (digest(good), good)
    with pytest.raises(NetworkError, match="is not what was promised"):
        opened(server).manifest("a", digest(b"x"))
    with pytest.raises(NetworkError) as caught:
        opened(server).manifest("a", "2.0.0")
    assert "404 Not Found (it is unknown)" in caught.value.render()


def test_a_blob_must_be_what_its_manifest_says(server: TokenRegistry) -> None:
    server.blobs = {digest(b"abc"): b"abc", digest(b"xyz"): b"zzz"}
    registry = opened(server)
    assert registry.blob("a", digest(b"abc"), 3) == b"abc"
    for name, size, reason in (
        (digest(b"abc"), 4, "has 3 bytes, and its manifest promises 4"),
        (digest(b"abc"), 2, "is larger than 2 bytes"),
        (digest(b"xyz"), 3, "is not what was promised"),
        (digest(b"gone"), 3, "404 Not Found"),
        ("sha512:abc", 3, "is no sha256 digest"),
    ):
        with pytest.raises(NetworkError) as caught:
            registry.blob("a", name, size)
        assert reason in caught.value.render()
