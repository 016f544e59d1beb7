"""Publishing a chart in a registry: the layers, the config and the annotations that helm gives it."""

import os

from kforge.chart import definition_json, reference, registry
from kforge.chart.load import load_archive
from kforge.errors import ChartError, FileError, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.chart.helm_home import HelmHome
    from kforge.chart.metadata import Metadata
    from kforge.network.access import Access

ANNOTATION = "org.opencontainers.image."
KEPT = ("version", "title")  # annotations that the chart's own cannot replace


def publish(path: str, place: str, access: "Access", home: "HelmHome") -> str:
    """Push the archive at `path` below `place` (oci://…); what helm prints about it. Raises KforgeError."""
    from kforge.files import read_bytes
    from kforge.network.distribution import Registry

    if not place.startswith(reference.OCI):
        raise ChartError(f"{place} is no registry", hint="charts are pushed to oci://host/path")
    if os.path.isdir(path):
        raise FileError(
            "this is a folder, and archives are pushed", Position(path), hint="kforge package makes one"
        )
    data = read_bytes(path)
    metadata = load_archive(data, path).metadata
    target = reference.parse(f"{place.rstrip('/')}/{metadata.name}:{metadata.version}")
    layers = [(registry.CHART, data)]
    if os.path.isfile(f"{path}.prov"):
        layers.append((registry.PROVENANCE, read_bytes(f"{path}.prov")))
    host = Registry(target.host, access, home.registry_config)
    config = definition_json.chart(metadata).encode("utf-8", "surrogateescape")
    for content in (config, *(content for _, content in layers)):
        host.put_blob(target.repository, content)
    manifest = manifest_json(metadata, config, layers, created(os.stat(path).st_mtime))
    digest = host.put_manifest(target.repository, target.tag, manifest.encode("utf-8", "surrogateescape"))
    return registry.report("Pushed", target, digest)


def created(moment: float) -> str:
    """A time as RFC 3339 has it, in this machine's zone."""
    from datetime import datetime

    here = datetime.fromtimestamp(int(moment)).astimezone()
    zone = here.strftime("%z")
    return f"{here:%Y-%m-%dT%H:%M:%S}" + ("Z" if zone == "+0000" else f"{zone[:3]}:{zone[3:]}")


def manifest_json(metadata: "Metadata", config: bytes, layers: "list[tuple[str, bytes]]", moment: str) -> str:
    """The manifest as helm writes it, its layers ordered by digest."""
    from kforge.golang.json_text import json_text

    described = sorted(((_descriptor(kind, data)) for kind, data in layers), key=lambda each: each[1])
    return (
        f'{{"schemaVersion":2,"config":{_descriptor(registry.CONFIG, config)[0]},'
        f'"layers":{definition_json.array(text for text, _ in described)},'
        f'"annotations":{json_text(annotations(metadata, moment))}}}'
    )


def annotations(metadata: "Metadata", moment: str) -> "dict[str, object]":
    """What the manifest says about the chart: its own annotations, and those helm makes of Chart.yaml."""
    sources = metadata.fields.get("sources")
    made = {
        "description": metadata.text("description"),
        "title": metadata.name,
        "version": metadata.version,
        "url": metadata.text("home"),
        "created": moment,
        "source": str(sources[0] or "") if isinstance(sources, list) and sources else "",
        "authors": _authors(metadata.fields.get("maintainers")),
    }
    result: dict[str, object] = {f"{ANNOTATION}{name}": text for name, text in made.items() if text.strip()}
    own = metadata.fields.get("annotations")
    kept = {f"{ANNOTATION}{name}" for name in KEPT}
    result.update({name: own[name] for name in own if name not in kept} if isinstance(own, dict) else {})
    return result


def _authors(people: object) -> str:
    texts = []
    for person in people if isinstance(people, list) else ():
        name, email = str(person.get("name") or ""), str(person.get("email") or "")
        texts.append(f"{name} ({email})" if email else name)
    return ", ".join(texts)


def _descriptor(kind: str, data: bytes) -> "tuple[str, str]":
    from kforge.network.distribution import digest

    found = digest(data)
    return f'{{"mediaType":"{kind}","digest":"{found}","size":{len(data)}}}', found
