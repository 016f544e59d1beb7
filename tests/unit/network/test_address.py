"""Addresses: their origin, how they are joined and compared as Go does."""

import pytest

from kforge.errors import NetworkError
from kforge.network import address


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://charts.test/a/b?c", "https://charts.test:443"),
        ("HTTP://Charts.Test:8080/a", "http://charts.test:8080"),
        ("http://u:p@charts.test", "http://charts.test:80"),
        ("https://[::1]:1/", "https://::1:1"),
    ],
)
def test_origins(url: str, origin: str) -> None:
    assert address.origin(url) == origin


@pytest.mark.parametrize("url", ["https:///a", "https://h:99999/a", "https://[::1/a"])
def test_what_has_no_origin(url: str) -> None:
    with pytest.raises(NetworkError, match="is no address"):
        address.origin(url)


@pytest.mark.parametrize(
    ("base", "reference", "whole"),
    [
        ("https://h/charts", "web-1.tgz", "https://h/charts/web-1.tgz"),
        ("https://h/charts/", "../web-1.tgz", "https://h/web-1.tgz"),
        ("https://h/charts", "/web-1.tgz", "https://h/web-1.tgz"),
        ("https://h/charts", "https://other/web-1.tgz?x", "https://other/web-1.tgz?x"),
        ("https://h/charts?key=1", "web-1.tgz", "https://h/charts/web-1.tgz?key=1"),
        ("https://h", "index.yaml", "https://h/index.yaml"),
    ],
)
def test_joining(base: str, reference: str, whole: str) -> None:
    assert address.resolve(base, reference) == whole


def test_equal_addresses() -> None:
    assert address.equal("https://h", "https://h/")
    assert address.equal("https://h/a//b/", "https://h/a/b")
    assert not address.equal("https://h/a", "http://h/a")
    assert not address.equal("https://h/a", "https://h/b")


@pytest.mark.parametrize(
    ("then", "kept"),
    [
        ("http://h:80", True),
        ("https://h:443", True),
        ("https://h:8443", False),
        ("https://other:443", False),
        ("http://h:8080", False),
    ],
)
def test_redirects_that_keep_credentials(then: str, kept: bool) -> None:
    assert address.keeps_credentials("http://h:80", then) is kept


def test_never_back_to_plain_http() -> None:
    assert not address.keeps_credentials("https://h:443", "http://h:80")
    assert not address.keeps_credentials("http://h:8080", "https://h:443")


def test_what_may_not_stand_in_a_request() -> None:
    assert address.quoted("https://ü.test/a b/ü%20?c=d e#f") == "https://ü.test/a%20b/%C3%BC%20?c=d%20e"


def test_a_password_is_never_shown() -> None:
    assert address.shown("https://u:secret@h/a") == "https://u:xxxxx@h/a"
    assert address.without_user("https://u:p%40@h:1/a?b") == ("https://h:1/a?b", "u", "p@")
