"""HTTP: what is tried again, what is resumed, who gets the credentials, and what an error says."""

import gzip
import socket
import sys

import pytest

from kforge.errors import NetworkError, UsageError
from kforge.network.access import Access, Tls
from kforge.network.client import Client

from .servers import Authority, Site, serving

BIG = bytes(range(256)) * 2000


def said(client: Client, url: str, **options: int) -> str:
    with pytest.raises(NetworkError) as caught:
        client.get(url, **options)  # type: ignore[arg-type]
    return caught.value.render()


# ---- what may pass is tried again


@pytest.mark.parametrize("faults", [[503], [500, 502, 504], [429], ["reset"], ["cut"], ["cut", 500, "reset"]])
def test_what_may_pass_is_tried_again(site: Site, faults: list[int | str]) -> None:
    site.pages["/a"], site.faults["/a"] = BIG, list(faults)
    assert Client().get(f"{site.url}/a").data == BIG
    assert len(site.asked) == len(faults) + 1


def test_but_not_for_ever(site: Site) -> None:
    site.faults["/a"] = [500] * 9
    assert "/a: the server says 500 Internal Server Error" in said(Client(), f"{site.url}/a")
    assert len(site.asked) == 4


def test_what_the_server_means_is_not_tried_again(site: Site) -> None:
    assert "404 Not Found" in said(Client(), f"{site.url}/a")
    assert len(site.asked) == 1


def test_a_transfer_that_always_breaks_off(site: Site) -> None:
    site.pages["/a"], site.faults["/a"], site.resumes = BIG, ["cut"] * 9, False
    assert "/a cannot be fetched: the transfer breaks off (4 attempts)" in said(Client(), f"{site.url}/a")


def test_a_server_that_is_not_there() -> None:
    with serving(Site()) as gone:
        pass
    assert f"{gone.url}/a cannot be fetched: connection refused" in said(Client(), f"{gone.url}/a")


def test_a_slow_server_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KFORGE_HTTP_TIMEOUT", "0.1")
    site.pages["/a"], site.faults["/a"], site.pause = b"x", ["slow"] * 9, 0.3
    assert "no answer within 0.1 s (2 attempts)" in said(Client(), f"{site.url}/a")


def test_a_setting_that_is_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KFORGE_HTTP_TIMEOUT", "soon")
    with pytest.raises(UsageError):
        Client()


# ---- resumed


def test_a_broken_transfer_is_resumed(site: Site) -> None:
    site.pages["/a"], site.faults["/a"] = BIG, ["cut"]
    assert Client().get(f"{site.url}/a").data == BIG
    assert site.asked[1].headers["range"] == f"bytes={len(BIG) // 2}-"


def test_a_file_that_changed_meanwhile_starts_anew(site: Site) -> None:
    changed = BIG[::-1]
    site.faults["/a"] = ["cut"]
    client = Client()

    class Swapping(dict[str, bytes]):
        asked = 0

        def get(self, key: str, default: object = None) -> bytes:  # type: ignore[override]
            self.asked += 1
            return BIG if self.asked == 1 else changed

    site.pages = Swapping()
    assert client.get(f"{site.url}/a").data == changed


@pytest.mark.parametrize("status", [206, 416])
def test_a_server_that_resumes_wrongly_starts_anew(site: Site, status: int) -> None:
    site.pages["/a"], site.faults["/a"] = BIG, ["cut", status]
    assert Client().get(f"{site.url}/a").data == BIG
    assert ["range" in each.headers for each in site.asked] == [False, True, False]


def test_a_server_that_drips_for_ever_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KFORGE_HTTP_TIMEOUT", "0.5")
    monkeypatch.setattr("kforge.network.client.LONGEST", 0.2)
    monkeypatch.setattr("kforge.network.client.PIECE", 1000)
    site.pages["/a"], site.faults["/a"], site.pause = BIG, ["slow"], 0.15
    assert "/a takes longer than 0.1 s" in said(Client(), f"{site.url}/a")


def test_a_name_that_cannot_be_found_just_now_is_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def fails(*_: object) -> None:
        asked.append(1)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr("socket.getaddrinfo", fails)
    assert "(4 attempts)" in said(Client(), "http://charts.test/a")
    assert len(asked) == 4


def test_a_server_that_cannot_resume_starts_anew(site: Site) -> None:
    site.pages["/a"], site.faults["/a"], site.resumes = BIG, ["cut"], False
    assert Client().get(f"{site.url}/a").data == BIG
    assert "range" not in site.asked[1].headers


# ---- limits


def test_what_is_too_large_is_refused(site: Site) -> None:
    site.pages["/a"] = BIG
    assert "is larger than 1.0 kB: it is refused" in said(Client(), f"{site.url}/a", limit=1000)


def test_a_head_brings_no_more_than_its_head(site: Site) -> None:
    site.pages["/a"] = BIG
    answer = Client().send("HEAD", f"{site.url}/a", limit=1000)
    assert (answer.status, answer.data) == (200, b"")


def test_packed_answers_are_unpacked_within_the_limit(site: Site) -> None:
    site.packed, packed = True, gzip.compress(b"x" * 100_000)
    site.pages["/a"] = packed
    headers = {"Accept-Encoding": "gzip"}
    assert Client().get(f"{site.url}/a", headers=headers).data == b"x" * 100_000
    with pytest.raises(NetworkError, match="larger than"):
        Client().get(f"{site.url}/a", headers=headers, limit=50_000)
    assert Client().get(f"{site.url}/a").data == packed  # not asked for: a chart stays packed


# ---- redirects


def test_redirects_are_followed(site: Site) -> None:
    site.pages["/b"], site.faults["/a"] = b"b", ["redirect /b"]
    answer = Client().get(f"{site.url}/a")
    assert (answer.data, answer.url) == (b"b", f"{site.url}/b")


def test_redirects_in_a_circle(site: Site) -> None:
    site.faults["/a"] = ["redirect /a"] * 99
    assert "more than 10 redirects" in said(Client(), f"{site.url}/a")


def test_a_redirect_to_a_file(site: Site) -> None:
    site.faults["/a"] = ["redirect file:///etc/passwd"]
    assert "redirects to file:///etc/passwd, which is not fetched" in said(Client(), f"{site.url}/a")


# ---- credentials


def test_the_home_of_credentials_gets_them(site: Site, other: Site) -> None:
    client = Client(Access("u", "p"), site.url)
    site.pages["/a"] = other.pages["/a"] = b"a"
    client.get(f"{site.url}/a")
    client.get(f"{other.url}/a")
    assert [site.asked[0].user, other.asked[0].user] == ["u:p", ""]


def test_other_hosts_get_them_when_that_is_wanted(site: Site, other: Site) -> None:
    other.pages["/a"] = b"a"
    Client(Access("u", "p", pass_credentials=True), site.url).get(f"{other.url}/a")
    assert other.asked[0].user == "u:p"


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_redirect_to_another_port_takes_nothing_along(site: Site, other: Site, everywhere: bool) -> None:
    site.faults["/a"], other.pages["/b"] = [f"redirect {other.url}/b"], b"b"
    Client(Access("u", "p", pass_credentials=everywhere), site.url).get(f"{site.url}/a")
    assert [site.asked[0].user, other.asked[0].user] == ["u:p", ""]


def test_a_header_of_the_caller_stays_too(site: Site, other: Site) -> None:
    site.faults["/a"], other.pages["/b"] = [f"redirect {other.url}/b"], b"b"
    Client().get(f"{site.url}/a", headers={"Authorization": "Bearer x"})
    assert site.asked[0].headers["authorization"] == "Bearer x"
    assert "authorization" not in other.asked[0].headers


def test_a_redirect_on_the_same_server_keeps_them(site: Site) -> None:
    site.pages["/b"], site.faults["/a"], site.login = b"b", ["redirect /b"], "u:p"
    assert Client(Access("u", "p"), site.url).get(f"{site.url}/a").data == b"b"


def test_a_user_in_the_address(site: Site) -> None:
    site.pages["/a"], site.login = b"a", "u:p@"
    address = site.url.replace("://", "://u:p%40@")
    assert Client().get(f"{address}/a").data == b"a"
    site.login = "other:p"
    assert "u:xxxxx@" in said(Client(), f"{address}/a")


def test_letters_of_any_language(site: Site) -> None:
    site.pages["/a"] = b"a"
    Client(Access("ü", "пароль"), site.url).get(f"{site.url}/a")
    assert site.asked[0].user == "ü:пароль"


def test_half_a_login_is_none(site: Site) -> None:
    site.pages["/a"] = b"a"
    Client(Access("u"), site.url).get(f"{site.url}/a")
    assert site.asked[0].user == ""


# ---- TLS


def test_an_unknown_authority(authorities: Authority) -> None:
    with serving(Site({"/a": b"a"}), authorities.context()) as server:
        text = said(Client(), f"{server.url}/a")
        assert "its certificate is not trusted" in text
        assert "--ca-file or SSL_CERT_FILE" in text


def test_the_ways_to_trust_it(authorities: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Site({"/a": b"a"}), authorities.context()) as server:
        for tls in (Tls(authorities.ca), Tls(insecure=True)):
            assert Client(Access(tls=tls)).get(f"{server.url}/a").data == b"a"
        monkeypatch.setenv("SSL_CERT_FILE", authorities.ca)
        assert Client().get(f"{server.url}/a").data == b"a"


def test_a_certificate_of_ones_own(authorities: Authority) -> None:
    with serving(Site({"/a": b"a"}), authorities.context(wants_client=True)) as server:
        assert (
            Client(Access(tls=Tls(authorities.ca, *authorities.client))).get(f"{server.url}/a").data == b"a"
        )
        assert "cannot be fetched" in said(Client(Access(tls=Tls(authorities.ca))), f"{server.url}/a")


def test_a_server_without_tls(site: Site) -> None:
    text = said(Client(), f"{site.url}/a".replace("http:", "https:"))
    assert "the server does not speak TLS" in text
    assert "--plain-http" in text


# ---- proxies


def test_requests_go_through_the_proxy(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", site.url.replace("://", "://u:p@"))
    site.pages["http://charts.test/a"] = b"through"
    assert Client().get("http://charts.test/a").data == b"through"
    assert site.asked[0].headers["proxy-authorization"] == "Basic dTpw"


def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Site()) as gone:
        pass
    monkeypatch.setenv("HTTPS_PROXY", gone.url)
    text = said(Client(), "https://charts.test/a")
    assert "the proxy does not answer" in text
    assert "HTTPS_PROXY" in text


# ---- progress


def test_nothing_is_shown_where_nobody_looks(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.pages["/a"] = BIG
    Client().get(f"{site.url}/a")
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_how_far_it_is(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("kforge.network.progress.DELAY", 0.0)
    site.pages["/a"] = BIG
    Client().get(f"{site.url}/a")
    assert "a: " in capsys.readouterr().err
