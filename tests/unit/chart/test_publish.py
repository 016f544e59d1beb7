"""What is published with a chart: config, manifest and annotations (recorded from helm 4.3.1)."""

import os
import time
from collections.abc import Iterator

import pytest

from kforge.chart import definition_json, metadata, publish, registry

CHART = """\
apiVersion: v2
name: ch
description: A Helm chart for Kubernetes
type: application
version: 0.1.0
appVersion: "1.16.0"
"""
CONFIG = (
    '{"name":"ch","version":"0.1.0","description":"A Helm chart for Kubernetes","apiVersion":"v2",'
    '"appVersion":"1.16.0","type":"application"}'
)
MANIFEST = (
    '{"schemaVersion":2,"config":{"mediaType":"application/vnd.cncf.helm.config.v1+json","digest":'
    '"sha256:f86cd500ee185bce8869097269cd350b4f26e10bf1e7a874f173f51c5bcfd5c4","size":136},"layers":'
    '[{"mediaType":"application/vnd.cncf.helm.chart.content.v1.tar+gzip","digest":'
    '"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":3}],"annotations":'
    '{"org.opencontainers.image.created":"2026-11-25T00:34:45Z","org.opencontainers.image.description":'
    '"A Helm chart for Kubernetes","org.opencontainers.image.title":"ch",'
    '"org.opencontainers.image.version":"0.1.0"}}'
)


def read(text: str) -> metadata.Metadata:
    return metadata.read(metadata.Source(text, "Chart.yaml"))


@pytest.fixture
def zoned() -> Iterator[None]:
    """Puts the time zone back."""
    yield
    os.environ.pop("TZ", None)
    time.tzset()


def test_the_config() -> None:
    assert definition_json.chart(read(CHART)) == CONFIG


def test_fields_in_helms_order_and_letters_that_are_escaped() -> None:
    more = "keywords: [<a>]\nhome: https://h/?a&b\nmaintainers: [{email: e, name: nn}]\ndeprecated: true\n"
    dependencies = "dependencies: [{alias: x, repository: '', name: web, tags: [t]}]\n"
    assert definition_json.chart(read("apiVersion: v2\nname: a\nversion: 1.0.0\n" + more + dependencies)) == (
        '{"name":"a","home":"https://h/?a\\u0026b","version":"1.0.0","keywords":["\\u003ca\\u003e"],'
        '"maintainers":[{"name":"nn","email":"e"}],"apiVersion":"v2","deprecated":true,'
        '"dependencies":[{"name":"web","repository":"","tags":["t"],"alias":"x"}]}'
    )


def test_the_manifest() -> None:
    layers = [(registry.CHART, b"abc")]
    assert publish.manifest_json(read(CHART), CONFIG.encode(), layers, "2026-11-25T00:34:45Z") == MANIFEST


def test_layers_stand_in_the_order_of_their_digests() -> None:
    layers = [(registry.CHART, b"x"), (registry.PROVENANCE, b"abc")]
    text = publish.manifest_json(read(CHART), b"{}", layers, "")
    assert text.index(registry.CHART) < text.index(registry.PROVENANCE)
    swapped = publish.manifest_json(
        read(CHART), b"{}", [(registry.CHART, b"abc"), (registry.PROVENANCE, b"1")], ""
    )
    assert swapped.index(registry.PROVENANCE) < swapped.index(registry.CHART)


def test_annotations_of_the_chart_and_those_it_cannot_replace() -> None:
    text = """\
maintainers: [{name: A, email: a@x}, {name: B}, {email: c@x}]
sources: [https://s1, https://s2]
annotations:
  own: text
  org.opencontainers.image.title: never
  org.opencontainers.image.description: mine
"""
    found = publish.annotations(read(CHART + text), "now")
    assert found["org.opencontainers.image.authors"] == "A (a@x), B,  (c@x)"
    assert found["org.opencontainers.image.source"] == "https://s1"
    assert found["org.opencontainers.image.title"] == "ch"
    assert found["org.opencontainers.image.description"] == "mine"
    assert found["own"] == "text"
    assert "org.opencontainers.image.url" not in found


@pytest.mark.usefixtures("zoned")
@pytest.mark.parametrize(
    ("zone", "text"), [("UTC", "2023-11-14T22:13:20Z"), ("Asia/Kathmandu", "2023-11-15T03:58:20+05:45")]
)
def test_times_of_a_zone(zone: str, text: str) -> None:
    os.environ["TZ"] = zone
    time.tzset()
    assert publish.created(1700000000.9) == text
