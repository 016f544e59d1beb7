import pytest

from kforge.golang.net_url import Url, UrlError, parse


def parts(text: str) -> dict[str, object]:
    url = parse(text)
    return {name: getattr(url, name) for name in Url.__slots__ if getattr(url, name)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", {}),
        ("*", {"path": "*"}),
        ("HTTP://h", {"scheme": "http", "host": "h"}),
        ("http://u:p@h:80/a?b#c", {
            "scheme": "http", "user": "u", "password": "p", "host": "h:80", "path": "/a", "query": "b",
            "fragment": "c",
        }),
        ("mailto:a@b?c", {"scheme": "mailto", "opaque": "a@b", "query": "c"}),
        ("//h/a", {"host": "h", "path": "/a"}),
        ("///a", {"path": "///a"}),
        ("a/b:c", {"path": "a/b:c"}),
        ("http://h?", {"scheme": "http", "host": "h", "force_query": True}),
        ("/a%2fb", {"path": "/a/b", "raw_path": "/a%2fb"}),
        ("#a'b", {"fragment": "a'b", "raw_fragment": "a'b"}),
        ("http://[fe80::1%25en0]:80", {"scheme": "http", "host": "[fe80::1%en0]:80"}),
        ("x://a:1,b:2/", {"scheme": "x", "host": "a:1,b:2", "path": "/"}),
    ],
)  # fmt: skip
def test_taken_apart(text: str, wanted: dict[str, object]) -> None:
    assert parts(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "*",
        "http://u:p@h:80/a?b#c",
        "mailto:a@b?c",
        "//h/a",
        "http://h?",
        "/a%2fb?#x%20y",
        "x://[::1]:80/",
        "/a'b#c'd",
    ],
)
def test_put_together_again(text: str) -> None:
    assert parse(text).text() == text.replace("#c'd", "#c'd")


@pytest.mark.parametrize(
    ("host", "name"),
    [("h", "h"), ("h:80", "h"), ("h:", "h"), ("[::1]:80", "::1"), ("[::1]", "::1"), ("a:b", "a:b"), ("", "")],
)
def test_hostnames(host: str, name: str) -> None:
    url = Url()
    url.host = host
    assert url.hostname() == name


def test_put_together() -> None:
    url = Url()
    url.path = "a:b"
    assert url.text() == "./a:b"
    url.host = "é h".encode().decode("latin-1")
    assert url.text() == "//%C3%A9%20h/a:b"
    url.scheme, url.user, url.password, url.query, url.fragment = "s", "a@b", "c/d", "e f", "g h"
    assert url.text() == "s://a%40b:c%2Fd@%C3%A9%20h/a:b?e f#g%20h"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (":x", 'parse ":x": missing protocol scheme'),
        ("1:b", 'parse "1:b": first path segment in URL cannot contain colon'),
        ("a\x7f", 'parse "a\\x7f": net/url: invalid control character in URL'),
        ("/%zz", 'parse "/%zz": invalid URL escape "%zz"'),
        ("/%2", 'parse "/%2": invalid URL escape "%2"'),
        ("#%zz", 'parse "#%zz": invalid URL escape "%zz"'),
        ("http://h:x", 'parse "http://h:x": invalid port ":x" after host'),
        ("http://[::1", "parse \"http://[::1\": missing ']' in host"),
        ("http://[::1]x", 'parse "http://[::1]x": invalid port "x" after host'),
        ("http://a[::1]", 'parse "http://a[::1]": invalid IP-literal'),
        ("http://[1.2.3.4]", 'parse "http://[1.2.3.4]": invalid IP-literal'),
        ("http://a b", 'parse "http://a b": invalid character " " in host name'),
        ("http://%41", 'parse "http://%41": invalid URL escape "%41"'),
        ("http://a[@h", 'parse "http://a[@h": net/url: invalid userinfo'),
    ],
)
def test_what_cannot_be_parsed(text: str, message: str) -> None:
    with pytest.raises(UrlError) as raised:
        parse(text)
    assert str(raised.value) == message
