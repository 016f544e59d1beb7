"""Charts in OCI registries: which version is meant, fetching it, and publishing one as helm does."""

import json

from kforge import cache, semver
from kforge.chart import reference
from kforge.chart.reference import Reference
from kforge.errors import ChartError, NetworkError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kforge.chart.fetch import Fetched, Request
    from kforge.network.distribution import Registry

CONFIG = "application/vnd.cncf.helm.config.v1+json"
CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
OLD_CHART = "application/tar+gzip"
PROVENANCE = "application/vnd.cncf.helm.chart.provenance.v1.prov"
MAX_CHART = 100 * 1024 * 1024
MANIFESTS = "manifest"  # the kind of cache record that says which manifest a reference led to
UNDERSCORE = """
OCI artifact references (e.g. tags) do not support the plus sign (+). To support
storing semantic versions, Helm adopts the convention of changing plus (+) to
an underscore (_) in chart version tags when pushing to a registry and back to
a plus (+) when pulling from a registry.
"""


def open_registry(request: "Request", host: str) -> "Registry":
    """The registry that a request goes to; one for all requests that share them."""
    from kforge.network.distribution import Registry

    if host not in request.registries:
        request.registries[host] = Registry(host, request.access, request.home.registry_config)
    return request.registries[host]


def fetch(request: "Request") -> "Fetched":
    """The chart that `request.reference` (oci://…) means. Raises KforgeError."""
    wanted = reference.parse(request.reference)
    version = request.version
    if wanted.tag and version and version.replace("+", "_") != wanted.tag:
        raise ChartError(f"{request.reference} names a version, and --version {version} is another one")
    version = version or wanted.tag.replace("_", "+")
    registry = open_registry(request, wanted.host)
    if request.offline or (request.trust_cache and (wanted.digest or semver.parse(version))):
        found = _cached(request, registry, wanted, version)
        if found is not None:
            return found
        if request.offline:
            from kforge.chart.repository import missing_offline

            raise missing_offline(f"{request.reference} {version}".rstrip())
    return _fetch(request, registry, wanted, version)


def _fetch(request: "Request", registry: "Registry", wanted: Reference, version: str) -> "Fetched":
    if wanted.digest:
        _check_tag(registry, wanted, version)
        exact = Reference(wanted.host, wanted.repository, digest=wanted.digest)
    else:
        exact = Reference(
            wanted.host, wanted.repository, resolve(registry, wanted, version).replace("+", "_")
        )
    digest, data = registry.manifest(wanted.repository, exact.tag or exact.digest)
    digest, manifest = _of_chart(registry, wanted.repository, digest, data)
    layer = _layer(manifest, (CHART, OLD_CHART))
    if layer is None:
        raise _no_chart(exact)
    scope = _scope(registry)
    content = cache.read(layer["digest"].removeprefix("sha256:"), scope)
    if content is None:
        _check_size(exact, layer)
        content = registry.blob(wanted.repository, layer["digest"], layer["size"], name=exact.name)
    found = _fetched(request, exact, digest, content, cache.write(content, scope))
    if request.provenance:
        prov = _layer(manifest, (PROVENANCE,))
        if prov is None:
            raise NetworkError(f"{exact} has no provenance file")
        found.provenance = registry.blob(wanted.repository, prov["digest"], prov["size"])
    record = {"digest": found.digest, "manifest": digest, "tag": exact.tag}
    for key in {wanted.digest} if wanted.digest else {version, exact.tag.replace("_", "+"), digest}:
        cache.remember(MANIFESTS, f"{wanted.place} {key}", record, scope)
    return found


def _cached(request: "Request", registry: "Registry", wanted: Reference, version: str) -> "Fetched | None":
    """What an earlier run fetched: public content first, then what this user's login opened."""
    for private in (False, True):
        scope = _scope(registry, private=True) if private else ""
        if private and not scope:
            break
        record = cache.recall(MANIFESTS, f"{wanted.place} {wanted.digest or version}", scope)
        content = cache.read(record["digest"], scope) if "digest" in record else None
        if content is not None:
            exact = Reference(
                wanted.host, wanted.repository, record.get("tag", ""), record.get("manifest", "")
            )
            path = cache.place(record["digest"], scope)
            return _fetched(request, exact, record.get("manifest", ""), content, path)
    return None


def _fetched(request: "Request", exact: Reference, digest: str, data: bytes, path: str) -> "Fetched":
    from kforge.chart.fetch import Fetched, wrong_lock
    from kforge.chart.repository import Archive

    if request.digest and cache.digest(data) != request.digest:
        raise wrong_lock(str(exact), request.digest, cache.digest(data))
    version = exact.tag.replace("_", "+")
    found = Fetched(Archive(data, f"{reference.OCI}{exact}", path), exact.name, version)
    found.filename = (
        f"{exact.name}-{version}.tgz" if version else f"{exact.name}@{digest.replace(':', '-')}.tgz"
    )
    found.source = f"{reference.OCI}{exact.place}@{digest}"
    found.report = report("Pulled", exact, digest)
    return found


def report(done: str, exact: Reference, digest: str) -> str:
    """What helm prints about a chart it pulled or pushed."""
    shown = f"{exact}"
    lines = f"{done}: {shown}\nDigest: {digest}\n"
    return f"{lines}{shown} contains an underscore.\n{UNDERSCORE}" if "_" in shown else lines


def resolve(registry: "Registry", wanted: Reference, version: str) -> str:
    """The version that `version`, exact or a range, means there. Raises KforgeError."""
    if version and semver.parse(version):
        return version
    return choose(wanted, version, registry.tags(wanted.repository))


def choose(wanted: Reference, version: str, tags: "list[str]") -> str:
    """The newest version in the range `version` that the tags of a repository name. Raises ChartError."""
    found = versions(tags)
    if not found:
        raise ChartError(
            f"{wanted.place} has no version of a chart", hint="its tags are no semantic versions"
        )
    if version in found:
        return version
    constraint = semver.constrain(version or "*")
    for each in found:
        number = semver.parse(each)
        if number and constraint.allows(number):
            return each
    more = ", …" if len(found) > 8 else ""
    raise ChartError(
        f"{wanted.place} has no version {version}" if version else f"{wanted.place} has prereleases only",
        hint=f"there are {', '.join(found[:8])}{more}",
    )


def versions(tags: "list[str]") -> "list[str]":
    """The tags that are complete semantic versions, the newest first."""
    from functools import cmp_to_key

    found = []
    for tag in tags:
        text = tag.replace("_", "+")
        number = semver.strict(text)
        if number:
            found.append((number, text))
    found.sort(key=cmp_to_key(_newest_first))
    return [text for _, text in found]


def _newest_first(left: "tuple[semver.Version, str]", right: "tuple[semver.Version, str]") -> int:
    return right[0].compare(left[0])


def _check_tag(registry: "Registry", wanted: Reference, version: str) -> None:
    """A tag beside a digest must lead to it, if it is there at all."""
    if not version:
        return
    try:
        found, _ = registry.manifest(wanted.repository, version.replace("+", "_"))
    except NetworkError:
        return
    if found != wanted.digest:
        raise ChartError(f"{wanted.place}:{version} is {found}, not {wanted.digest}")


def _of_chart(
    registry: "Registry", repository: str, digest: str, data: bytes
) -> "tuple[str, dict[str, Any]]":
    """The manifest of a chart: what was found, or the one an index lists."""
    manifest = _read(repository, data)
    for entry in manifest.get("manifests") or ():
        inner_digest, inner = registry.manifest(repository, str(entry.get("digest")))
        tree = _read(repository, inner)
        if (tree.get("config") or {}).get("mediaType") == CONFIG:
            return inner_digest, tree
    return digest, manifest


def _read(repository: str, data: bytes) -> "dict[str, Any]":
    try:
        tree = json.loads(data)
    except ValueError:
        tree = None
    if not isinstance(tree, dict):
        raise NetworkError(f"{repository} has a manifest that is none")
    return tree


def _layer(manifest: "dict[str, Any]", types: "tuple[str, ...]") -> "dict[str, Any] | None":
    for layer in manifest.get("layers") or ():
        if not isinstance(layer, dict) or layer.get("mediaType") not in types:
            continue
        if isinstance(layer.get("digest"), str) and isinstance(layer.get("size"), int):
            return layer
    return None


def _check_size(exact: Reference, layer: "dict[str, Any]") -> None:
    if not 0 < layer["size"] <= MAX_CHART:
        raise NetworkError(f"{exact} has {layer['size']} bytes: a chart has {MAX_CHART} at most")


def _no_chart(exact: Reference) -> ChartError:
    return ChartError(f"{exact} is no chart", hint="it may be a container image")


def _scope(registry: "Registry", *, private: bool = False) -> str:
    """The part of the cache for what this registry hands out: everybody's, unless it wanted a login."""
    if not (private or registry.used_login):
        return ""
    login = registry.known_login()
    return (
        cache.scope(registry.base, login.username, login.password or login.token or login.bearer)
        if login.known
        else ""
    )
