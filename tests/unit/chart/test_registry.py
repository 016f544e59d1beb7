"""Charts in registries: versions, digests, other contents, the cache. Real registries are in tests/oracle."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kforge import cache
from kforge.chart import registry
from kforge.chart.fetch import Fetched, Request, fetch
from kforge.errors import KforgeError
from kforge.network.access import Access
from kforge.network.distribution import digest
from tests.unit.network.servers import Site, TokenHandler, TokenRegistry, serving

from .archives import index, packed


@pytest.fixture(autouse=True)
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "HELM_CONFIG_HOME", "DOCKER_CONFIG"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("KFORGE_HTTP_PAUSE", "0.001")


@pytest.fixture
def server() -> Iterator[TokenRegistry]:
    with serving(TokenRegistry(), handler=TokenHandler) as found:
        assert isinstance(found, TokenRegistry)
        for version in ("0.1.0", "0.2.0", "1.0.0-rc.1", "1.0.0_b1"):
            put(found, version)
        found.tags["charts/web"] += ["latest", "v3", "4", "sha256-abc.sig"]
        yield found


def put(server: TokenRegistry, tag: str, layer: str = registry.CHART, size: int = 0) -> str:
    """A chart under a tag; the digest of its manifest."""
    data = packed("web", tag.replace("_", "+"))
    server.blobs[digest(data)] = data
    layers = [{"mediaType": layer, "digest": digest(data), "size": size or len(data)}]
    config = {"mediaType": registry.CONFIG, "digest": digest(b"{}"), "size": 2}
    return manifest(server, tag, {"schemaVersion": 2, "config": config, "layers": layers})


def manifest(server: TokenRegistry, tag: str, tree: object) -> str:
    text = json.dumps(tree).encode()
    server.manifests[f"charts/web {tag}"] = server.manifests[f"charts/web {digest(text)}"] = text
    server.tags.setdefault("charts/web", []).append(tag)
    return digest(text)


def get(server: TokenRegistry, more: str = "", login: str = "", **options: object) -> Fetched:
    reference = f"oci://{server.url.removeprefix('http://')}/charts/web{more}"
    access = Access(*login.split(":")) if login else Access()
    access.plain_http = True
    request = Request(reference, access=access)
    for name, value in options.items():
        setattr(request, name, value)
    return fetch(request)


def said(server: TokenRegistry, more: str = "", **options: object) -> str:
    with pytest.raises(KforgeError) as caught:
        get(server, more, **options)  # type: ignore[arg-type]
    return caught.value.render()


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ("", "1.0.0+b1"),
        ("^0.1", "0.1.0"),
        ("0.2.0", "0.2.0"),
        (">0.9.0-0", "1.0.0+b1"),
        ("1.0.0-rc.1", "1.0.0-rc.1"),
        ("1.0.0+b1", "1.0.0+b1"),
        ("<1", "0.2.0"),
    ],
)
def test_versions(server: TokenRegistry, version: str, found: str) -> None:
    got = get(server, version=version)
    assert (got.version, got.filename, got.name) == (found, f"web-{found}.tgz", "web")


def test_a_digest(server: TokenRegistry) -> None:
    name = digest(server.manifests["charts/web 0.1.0"])
    got = get(server, f"@{name}")
    assert got.source == f"oci://{server.url.removeprefix('http://')}/charts/web@{name}"
    assert got.filename == f"web@{name.replace(':', '-')}.tgz"
    assert got.report.endswith(f"charts/web@{name}\nDigest: {name}\n")
    assert get(server, f"@{name}", version="0.1.0").digest == got.digest
    assert f"0.2.0 is {digest(server.manifests['charts/web 0.2.0'])}, not {name}" in said(
        server, f"@{name}", version="0.2.0"
    )


def test_versions_that_are_not_there(server: TokenRegistry) -> None:
    text = said(server, version=">9")
    assert "charts/web has no version >9" in text
    assert "there are 1.0.0+b1, 1.0.0-rc.1, 0.2.0, 0.1.0" in text
    assert "404 Not Found" in said(server, version="9.0.0")
    assert "names a version, and --version 0.2.0 is another one" in said(server, ":0.1.0", version="0.2.0")
    server.tags["charts/web"] = ["latest"]
    assert "has no version of a chart" in said(server)


def test_what_is_no_chart(server: TokenRegistry) -> None:
    put(server, "5.0.0", "application/vnd.oci.image.layer.v1.tar+gzip")
    assert "5.0.0 is no chart\n  hint: it may be a container image" in said(server, ":5.0.0")
    put(server, "6.0.0", size=10**9)
    assert "has 1000000000 bytes" in said(server, ":6.0.0")
    put(server, "7.0.0", size=17)
    assert "is larger than 17 bytes" in said(server, ":7.0.0")
    server.manifests["charts/web 8.0.0"] = b"[]"
    assert "has a manifest that is none" in said(server, ":8.0.0")


def test_an_index_of_manifests(server: TokenRegistry) -> None:
    other = manifest(server, "other", {"config": {"mediaType": "application/x"}, "layers": []})
    chart = digest(server.manifests["charts/web 0.1.0"])
    manifest(server, "9.0.0", {"manifests": [{"digest": other}, {"digest": chart}]})
    assert get(server, ":9.0.0").data == packed("web", "0.1.0")


def test_an_old_media_type(server: TokenRegistry) -> None:
    put(server, "0.0.1", registry.OLD_CHART)
    assert get(server, ":0.0.1").version == "0.0.1"


def test_content_that_is_here_is_not_fetched_again(server: TokenRegistry) -> None:
    get(server, ":0.1.0")
    get(server, ":0.1.0")
    assert sum("/blobs/" in path for path in server.paths()) == 1


def test_offline(server: TokenRegistry) -> None:
    assert "is not in the cache, and the network is not used" in said(server, offline=True)
    name = digest(server.manifests["charts/web 0.2.0"])
    for more in ("", ":0.1.0", f"@{name}"):
        get(server, more)
    get(server, version="<0.2")
    server.asked.clear()
    assert get(server, offline=True).version == "1.0.0+b1"
    assert get(server, version="1.0.0+b1", offline=True).version == "1.0.0+b1"
    assert get(server, version="<0.2", offline=True).version == "0.1.0"
    assert get(server, f"@{name}", offline=True).data == packed("web", "0.2.0")
    assert get(server, ":0.1.0", trust_cache=True).version == "0.1.0"
    assert not server.asked


def test_what_a_login_opened_stays_with_it(server: TokenRegistry) -> None:
    server.secret = "u:p"
    assert get(server, ":0.1.0", "u:p").version == "0.1.0"
    assert get(server, ":0.1.0", "u:p", offline=True).version == "0.1.0"
    assert "not in the cache" in said(server, ":0.1.0", offline=True)
    assert "not in the cache" in said(server, ":0.1.0", login="u:other", offline=True)
    assert "401" in said(server, ":0.1.0")
    content = Path(cache.folder()) / "content"
    assert not list(content.rglob(f"{cache.digest(packed('web', '0.1.0'))}*"))


def test_a_lock(server: TokenRegistry) -> None:
    assert get(server, ":0.1.0", digest=cache.digest(packed("web", "0.1.0"))).version == "0.1.0"
    assert "is not what the lock names" in said(server, ":0.1.0", digest="0" * 64)


def test_no_provenance(server: TokenRegistry) -> None:
    assert "has no provenance file" in said(server, ":0.1.0", provenance=True)


def test_an_index_may_name_a_registry(server: TokenRegistry) -> None:
    """As the index of the Bitnami charts does; its user and password are not for the registry."""
    host, data = server.url.removeprefix("http://"), packed("web", "0.1.0")
    text = index(("web", "0.1.0", data)).replace(
        b"- web-0.1.0.tgz", f"- oci://{host}/charts/web:0.1.0".encode()
    )
    with serving(Site({"/index.yaml": text})) as site:
        access = Access("u", "p", plain_http=True, pass_credentials=True)
        request = Request("web", repo=site.url, access=access)
        assert fetch(request).filename == "web-0.1.0.tgz"
        assert {each.user for each in server.asked} == {""}
        site.pages["/index.yaml"] = text.replace(cache.digest(data).encode(), b"0" * 64)
        with pytest.raises(KforgeError, match="its sha256 is"):
            fetch(request)
