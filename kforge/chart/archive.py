"""Chart archives (.tgz): read whole into memory, within limits, refusing what has no place in a chart.

Helm's limits are 100 MiB for all files of a chart and 5 MiB for one; the other limits are kforge's own.
"""

from kforge.errors import ChartError, Position
from kforge.files import MemoryTree, read_bytes

MAX_TOTAL = 100 * 1024 * 1024
MAX_FILE = 5 * 1024 * 1024
MAX_FILES = 10_000
MAX_DEPTH = 10  # archives within archives
MAX_RATIO = 200  # of unpacked to packed, for what is larger than RATIO_FROM
RATIO_FROM = 10 * 1024 * 1024

BLOCK = 512
PADDING = BLOCK - 1
GZIP = b"\x1f\x8b"
REGULAR, FOLDER, LINKS = b"0\x007", b"5", b"12"
PAX, PAX_GLOBAL, LONG_NAME, LONG_LINK = b"x", b"g", b"L", b"K"
EXTRA = PAX + PAX_GLOBAL + LONG_NAME + LONG_LINK


class Budget:
    """What may still be unpacked, shared by an archive and the archives inside it."""

    __slots__ = ("bytes", "depth", "files")

    def __init__(self) -> None:
        self.bytes = MAX_TOTAL
        self.files = MAX_FILES
        self.depth = MAX_DEPTH


class Entry:
    """One member of a tar file."""

    __slots__ = ("data", "kind", "link", "name")

    def __init__(self, name: str, kind: bytes, link: str, data: bytes) -> None:
        self.name = name
        self.kind = kind
        self.link = link
        self.data = data


def read(path: str, shown: str = "") -> MemoryTree:
    """The files of the chart archive at `path`, without the folder around them. Raises KforgeError."""
    data = read_bytes(path, shown)
    name = shown or path
    if not data.startswith(GZIP):
        hint = "this looks like a values file: pass it with -f" if name.endswith((".yaml", ".yml")) else ""
        raise ChartError("this is no chart: neither a folder nor a .tgz archive", Position(name), hint=hint)
    return unpack(data, name, Budget())


def unpack(data: bytes, shown: str, budget: Budget) -> MemoryTree:
    """The files of a chart archive. Raises ChartError."""
    if budget.depth <= 0:
        raise _refused(shown, f"archives lie more than {MAX_DEPTH} deep in each other")
    if not data.startswith(GZIP):
        raise _refused(shown, "it is not gzip data")
    plain = _gunzip(data, shown, budget)
    contents: dict[str, bytes] = {}
    links: list[tuple[str, Entry]] = []
    for entry in _entries(plain, shown):
        if entry.kind in FOLDER or (entry.kind in REGULAR and entry.name.endswith("/")):
            continue
        path = _path(entry.name, shown)
        if path in contents or any(path == link for link, _ in links):
            raise _refused(shown, f"{path} is in it twice")
        budget.files -= 1
        if budget.files < 0:
            raise _refused(shown, f"it holds more than {MAX_FILES} files")
        if entry.kind in LINKS:
            links.append((path, entry))
        elif entry.kind in REGULAR:
            contents[path] = _checked(entry, path, shown)
        else:
            raise _refused(shown, f"{path} is a device, a pipe or a sparse file")
    for path, entry in links:
        contents[path] = _linked(path, entry, contents, shown)
    if not contents:
        raise _refused(shown, "there are no files in it")
    return MemoryTree(contents, shown)


def _refused(shown: str, reason: str) -> ChartError:
    return ChartError(f"the archive is refused: {reason}", Position(shown))


def _checked(entry: Entry, path: str, shown: str) -> bytes:
    if len(entry.data) > MAX_FILE:
        raise _refused(shown, f"{path} is larger than {MAX_FILE} bytes")
    return entry.data


def _linked(path: str, entry: Entry, contents: "dict[str, bytes]", shown: str) -> bytes:
    """What a link inside the archive points to. Helm would read an empty file instead."""
    target = entry.link
    if entry.kind == b"2":  # a symbolic link counts from its own folder, a hard link from the archive's root
        folder = path.rpartition("/")[0]
        parts = [part for part in f"{folder}/{target}".split("/") if part not in ("", ".")]
        kept: list[str] = []
        for part in parts:
            if part != "..":
                kept.append(part)
            elif kept:
                kept.pop()
            else:
                raise _refused(shown, f"{path} is a link out of it")
        target = "/".join(kept)
    else:
        target = target.partition("/")[2]
    if entry.link.startswith("/") or target not in contents:
        raise _refused(shown, f"{path} is a link to {entry.link}, which is not in it")
    return contents[target]


def _path(name: str, shown: str) -> str:
    """The path of a member below the chart's folder, which is the first part of the name."""
    plain = name.replace("\\", "/") if "\\" in name else name  # archives written on Windows
    parts = plain.split("/")
    if plain.startswith("/") or (len(plain) > 2 and plain[0].isalpha() and plain[1:3] == ":/"):
        raise _refused(shown, f"{name} is an absolute path")
    if ".." in parts:
        raise _refused(shown, f"{name} leads to a parent folder")
    inner = "/".join(part for part in parts[1:] if part not in ("", "."))
    if not inner or "\0" in inner:
        raise _refused(shown, f"{name} lies outside the chart's folder")
    return inner


def _gunzip(data: bytes, shown: str, budget: Budget) -> bytes:
    import zlib

    chunks: list[bytes] = []
    rest, limit = data, budget.bytes + 1
    try:
        while rest.startswith(GZIP):  # members may follow each other, as Go reads them
            unzip = zlib.decompressobj(wbits=31)
            chunks.append(unzip.decompress(rest, max(limit - sum(map(len, chunks)), 1)))
            if not unzip.eof and not unzip.unconsumed_tail:
                raise _refused(shown, "it ends too early")
            if unzip.unconsumed_tail:
                break
            rest = unzip.unused_data
    except zlib.error as error:
        raise ChartError(f"the archive is damaged: {error}", Position(shown)) from None
    total = sum(map(len, chunks))
    if total > RATIO_FROM and total > MAX_RATIO * len(data):
        raise _refused(shown, f"it unpacks to more than {MAX_RATIO} times its size")
    budget.bytes -= total
    if budget.bytes < 0:
        raise _refused(shown, f"it unpacks to more than {MAX_TOTAL} bytes")
    return b"".join(chunks)


def _entries(data: bytes, shown: str) -> "list[Entry]":
    """The members of a tar file: ustar, with the long names of GNU and pax."""
    result: list[Entry] = []
    everywhere: dict[str, str] = {}
    here: dict[str, str] = {}
    offset = 0
    while offset + BLOCK <= len(data):
        header = data[offset : offset + BLOCK]
        if not header.strip(b"\0"):
            break
        _check_sum(header, shown)
        size = int(here["size"]) if here.get("size", "").isdecimal() else _number(header[124:136], shown)
        kind = header[156:157]
        start = offset + BLOCK
        offset = start + (size + PADDING) // BLOCK * BLOCK
        if size < 0 or start + size > len(data):
            raise _refused(shown, "it ends too early")
        content = data[start : start + size]
        if kind and kind in EXTRA:
            _take_extra(kind, content, everywhere if kind == PAX_GLOBAL else here, shown)
            continue
        names = {**everywhere, **here}
        name, link = names.get("path") or _name(header), names.get("linkpath") or _text(header[157:257])
        result.append(Entry(name, kind, link, content))
        here = {}
    return result


def _take_extra(kind: bytes, content: bytes, names: "dict[str, str]", shown: str) -> None:
    if kind in LONG_NAME + LONG_LINK:
        names["path" if kind == LONG_NAME else "linkpath"] = _text(content)
        return
    rest = content
    while rest:
        length, space, _ = rest.partition(b" ")
        count = int(length) if space and length.isdigit() and len(length) < 10 else 0
        if count <= len(length) + 1 or count > len(rest):
            raise _refused(shown, "its extended header is damaged")
        key, _, value = rest[len(length) + 1 : count - 1].partition(b"=")
        names[_text(key)] = _text(value)
        rest = rest[count:]


def _check_sum(header: bytes, shown: str) -> None:
    plain = header[:148] + b" " * 8 + header[156:]
    signed = sum(byte - 256 if byte > 127 else byte for byte in plain)
    if _number(header[148:156], shown) not in (sum(plain), signed):
        raise _refused(shown, "it is no tar file")


def _number(field: bytes, shown: str) -> int:
    """An octal number, or GNU's binary form for large ones."""
    if field[0] & 0x80:
        return int.from_bytes(bytes([field[0] & 0x7F]) + field[1:], "big")
    digits = field.strip(b" \0").split(b"\0")[0]
    if digits and not all(byte in b"01234567" for byte in digits):
        raise _refused(shown, "it is no tar file")
    return int(digits or b"0", 8)


def _name(header: bytes) -> str:
    name, prefix = _text(header[:100]), _text(header[345:500])
    return f"{prefix}/{name}" if prefix and header[257:263] == b"ustar\0" else name


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "surrogateescape")
