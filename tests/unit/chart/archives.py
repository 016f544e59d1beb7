"""Charts as archives in memory, and the index of a repository that has them."""

import gzip
import hashlib
import io
import tarfile
from collections.abc import Mapping

from kforge.yaml.emit import dump


def definition(name: str, version: str, **more: object) -> str:
    """A Chart.yaml."""
    return dump({"apiVersion": "v2", "name": name, "version": version, **more})


def packed(name: str, version: str, files: Mapping[str, str] | None = None, **more: object) -> bytes:
    """A chart's archive."""
    contents = {"Chart.yaml": definition(name, version, **more), **(files or {})}
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for path, text in contents.items():
            info = tarfile.TarInfo(f"{name}/{path}")
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    return gzip.compress(target.getvalue(), mtime=0)


def index(*charts: tuple[str, str, bytes], base: str = "", **more: object) -> bytes:
    """An index.yaml as helm lays it out: (name, version, archive); `more` goes to each entry."""
    entries: dict[str, list[object]] = {}
    for name, version, data in charts:
        entry = {
            "apiVersion": "v2",
            "name": name,
            "version": version,
            "digest": hashlib.sha256(data).hexdigest(),
            "urls": [f"{base}{name}-{version}.tgz"],
            **more,
        }
        entries.setdefault(name, []).append(entry)
    text = dump({"apiVersion": "v1", "entries": entries, "generated": "2026-01-01T00:00:00Z"})
    return text.encode()


def pages(*charts: tuple[str, str], **more: object) -> dict[str, bytes]:
    """The pages of a repository that has these charts, at its root."""
    data = [(name, version, packed(name, version, **more)) for name, version in charts]
    found = {f"/{name}-{version}.tgz": content for name, version, content in data}
    found["/index.yaml"] = index(*data)
    return found
