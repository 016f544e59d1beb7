"""Writes tar files as Go does: ustar, with a pax header for what does not fit. Byte for byte, for digests."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

BLOCK = 512
NAME, PREFIX = 100, 155  # bytes of the two fields of a path
LATEST = 8**11 - 1  # the last second that a header can hold
MODE = 0o644
REGULAR, EXTENDED = b"0", b"x"
EXTENDED_FOLDER = "PaxHeaders.0"
SECOND = 10**9


class Writer:
    """Collects the members of a tar file."""

    __slots__ = ("_blocks",)

    def __init__(self) -> None:
        self._blocks: list[bytes] = []

    def add(self, name: str, data: bytes, modified: int) -> None:
        """Add a regular file; `modified` in nanoseconds, rounded to the nearest second as Go does."""
        seconds = (modified + SECOND // 2) // SECOND
        path = name.encode("utf-8", "surrogateescape")
        split = _split(path)
        if split and seconds <= LATEST:
            fields = split
        else:
            records = {} if split else {b"path": path}
            if seconds > LATEST:
                records[b"mtime"] = b"%d" % seconds
            self._extended(path, records)
            fields = _without_slash(_ascii(path)), b""
            seconds = seconds if seconds <= LATEST else 0
        self._member(_header(fields, MODE, len(data), seconds, REGULAR, devices=True), data)

    def text(self) -> bytes:
        """The whole file."""
        return b"".join(self._blocks) + b"\0" * (2 * BLOCK)

    def _extended(self, path: bytes, records: "Mapping[bytes, bytes]") -> None:
        folder, slash, file = path.rpartition(b"/")
        name = _ascii(folder + slash + EXTENDED_FOLDER.encode() + b"/" + file)[:NAME].rstrip(b"/")
        data = b"".join(_record(key, records[key]) for key in sorted(records))
        self._member(_header((name, b""), 0, len(data), 0, EXTENDED, devices=False), data)

    def _member(self, header: bytes, data: bytes) -> None:
        self._blocks += [header, data, b"\0" * (-len(data) % BLOCK)]


def _split(path: bytes) -> "tuple[bytes, bytes] | None":
    """Name and prefix of a path that fits into a ustar header, None for one that does not."""
    if not path.isascii():
        return None
    if len(path) <= NAME:
        return path, b""
    at = path.rfind(b"/", 0, min(len(path), PREFIX + 1))
    name = path[at + 1 :]
    return (name, path[:at]) if at > 0 and 0 < len(name) <= NAME else None


def _ascii(path: bytes) -> bytes:
    return bytes(byte for byte in path if byte < 0x80)


def _without_slash(path: bytes) -> bytes:
    """A path cut to its field, which must not end in a slash: readers would take it for a folder."""
    cut = path[:NAME]
    return cut.rstrip(b"/") if len(path) > NAME and cut.endswith(b"/") else cut


def _record(key: bytes, value: bytes) -> bytes:
    """A record of a pax header, which counts its own length in."""
    rest = b" " + key + b"=" + value + b"\n"
    size = len(rest) + len(str(len(rest)))
    size = len(rest) + len(str(size))
    return b"%d" % size + rest


def _header(
    fields: "tuple[bytes, bytes]", mode: int, size: int, seconds: int, kind: bytes, *, devices: bool
) -> bytes:
    name, prefix = fields
    zero = _octal(0, 8)
    device = zero if devices else b"\0" * 8
    parts = (
        name.ljust(NAME, b"\0"),
        _octal(mode, 8),
        zero,  # user
        zero,  # group
        _octal(size, 12),
        _octal(seconds, 12),
        b" " * 8,  # the checksum counts as blanks in itself
        kind,
        b"\0" * 100,  # link
        b"ustar\x0000",
        b"\0" * 64,  # names of user and group
        device,
        device,
        prefix.ljust(PREFIX, b"\0"),
        b"\0" * 12,
    )
    header = b"".join(parts)
    return header[:148] + b"%06o\0 " % sum(header) + header[156:]


def _octal(number: int, width: int) -> bytes:
    return b"%0*o\0" % (width - 1, number)
