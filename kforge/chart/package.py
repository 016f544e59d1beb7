"""Packs a chart into the archive that helm package makes of it: same members, order, modes and headers.

The archive is the same, byte for byte, whenever the same chart is packed with the same SOURCE_DATE_EPOCH; the
charts below it stand in the order of their names, where Helm's order is left to chance.
"""

import os
import time

from kforge.chart.metadata import FILE, V1
from kforge.chart.tar_writer import LATEST, SECOND, Writer
from kforge.errors import ChartError, Position, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kforge.chart.chart import Chart, File

EPOCH = "SOURCE_DATE_EPOCH"
# a field of kforge's own, which Helm would drop: without it the chart would be another one
ENGINE, OTHERS = "engine", ("jinja", "jinja2")
LOCK, VALUES, SCHEMA, CHARTS = "Chart.lock", "values.yaml", "values.schema.json", "charts"
# flags: a comment and an extra field; no time; made by a system that is not named
GZIP = b"\x1f\x8b\x08\x14\0\0\0\0\0\xff"
EXTRA = b"rr\x28\x00aHR0cHM6Ly95b3V0dS5iZS96OVV6MWljandyTQo="
COMMENT = b"Helm\0"


class Signing:
    """The key to sign with: a part of its name, the keyring it lies in, and who knows the passphrase."""

    __slots__ = ("ask", "key", "keyring")

    def __init__(self, key: str, keyring: str = "", ask: "Callable[[str], str] | None" = None) -> None:
        from kforge.chart.openpgp import default_keyring

        self.key = key
        self.keyring = keyring or default_keyring()
        self.ask = ask or _nobody


def _nobody(name: str) -> str:
    raise UsageError(f"the passphrase of {name} is missing")


def save(
    folder: str, destination: str, *, version: str = "", app_version: str = "", signing: Signing | None = None
) -> str:
    """Pack the chart in `folder` into the folder `destination`; the path of the archive. Raises KforgeError.

    Nothing is written unless all could be made, the signature too.
    """
    from kforge.chart.dependencies import check_present
    from kforge.chart.load import load
    from kforge.files import make_folder, write_whole

    if os.path.exists(folder) and not os.path.isdir(folder):
        raise ChartError("only a folder is packed, and this is none", Position(folder))
    epoch = epoch_from_environment()
    chart = load(folder)
    _set_versions(chart, version, app_version)
    check_present(chart)
    archive, name = pack(chart, epoch), filename(chart)
    provenance = b""
    if signing:
        from kforge.chart.provenance import sign

        provenance = sign(chart, archive, name, keyring=signing.keyring, key=signing.key, ask=signing.ask)
    make_folder(destination)
    path = os.path.join(destination, name)
    write_whole(path, archive)
    if provenance:
        write_whole(f"{path}.prov", provenance)
    return path


def _set_versions(chart: "Chart", version: str, app_version: str) -> None:
    from kforge import semver

    if version:
        if semver.parse(version) is None:
            raise UsageError(f"--version {version} is not a semantic version", hint="write it as 1.2.3")
        chart.metadata.fields["version"] = version
    if app_version:
        chart.metadata.fields["appVersion"] = app_version


def filename(chart: "Chart") -> str:
    """The name of the archive."""
    return f"{chart.name}-{chart.metadata.version}.tgz"


def pack(chart: "Chart", epoch: int | None = None) -> bytes:
    """The archive of a chart; `epoch` is the time of everything in it. Raises ChartError, FileError."""
    writer = Writer()
    try:
        _add(writer, chart, "", epoch)
    except RecursionError:
        raise ChartError("charts lie too deep in each other", Position(chart.shown)) from None
    return compress(writer.text())


def epoch_from_environment() -> int | None:
    """SOURCE_DATE_EPOCH in seconds, None when it is not set. Raises UsageError."""
    given = os.environ.get(EPOCH, "")
    if not given:
        return None
    digits = given.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()) or int(digits) > LATEST:
        raise UsageError(f"{EPOCH} is no number of seconds since 1970: {given}")
    return int(digits)


def compress(data: bytes) -> bytes:
    """`data` as gzip with the header that Helm gives its archives."""
    import zlib

    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(data) + deflate.flush()
    ends = zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"".join((GZIP, len(EXTRA).to_bytes(2, "little"), EXTRA, COMMENT, body, ends))


def _add(writer: Writer, chart: "Chart", prefix: str, epoch: int | None) -> None:
    base = f"{prefix}{chart.name}/"
    v1 = chart.metadata.text("apiVersion") == V1

    def add(path: str, data: bytes, file: "File | None") -> None:
        writer.add(base + path, data, _time(file, epoch))

    add(FILE, _definition(chart, v1=v1).encode(), chart.definition)
    if chart.lock and not v1:
        data, generated = _lock(chart.lock, epoch)
        writer.add(base + LOCK, data, generated)
    if chart.values_file:
        add(VALUES, chart.values_file.data(), chart.values_file)
    if chart.schema:
        _check_json(chart.schema)
        add(SCHEMA, chart.schema.data(), chart.schema)
    for file in (*chart.templates, *chart.files):
        add(file.path, file.data(), file)
    for subchart in chart.dependencies:
        _add(writer, subchart, f"{base}{CHARTS}/", epoch)


def _definition(chart: "Chart", *, v1: bool) -> str:
    """Chart.yaml; the dependencies of a v1 chart stand in its requirements.yaml."""
    from kforge.chart.definition import tree
    from kforge.yaml.emit import dump

    fields = tree(chart.metadata, with_dependencies=not v1)
    if chart.metadata.extra.get(ENGINE) in OTHERS:
        fields[ENGINE] = chart.metadata.extra[ENGINE]
    return dump(fields)


def _time(file: "File | None", epoch: int | None) -> int:
    if epoch is not None:
        return epoch * SECOND
    return (file.tree.modified(file.where) if file else 0) or time.time_ns()


def _lock(file: "File", epoch: int | None) -> "tuple[bytes, int]":
    """The lock as Helm writes it anew, and when it was made. Raises ChartError."""
    from kforge.chart import lock
    from kforge.golang import time as go_time
    from kforge.golang import zones
    from kforge.golang.layout import RFC3339_NANO, LayoutError

    content = lock.parse(file.text(), file.shown)
    made = go_time.zero()
    try:
        if content.generated:
            made = go_time.parse(RFC3339_NANO, content.generated, zones.UTC)
    except LayoutError:
        raise ChartError(f"generated is no time: {content.generated}", Position(file.shown)) from None
    if epoch is not None:
        made = go_time.Time(epoch * SECOND, zones.UTC)
    content.generated = made.json_value()
    return lock.text(content).encode(), time.time_ns() if made.is_zero() else made.ns


def _check_json(file: "File") -> None:
    from kforge.golang.json_reader import JsonReadError, read_json

    try:
        read_json(file.data().decode("utf-8", "replace"))
    except JsonReadError as error:
        raise ChartError(f"this is not JSON: {error}", Position(file.shown)) from None
