"""Chart archives (.tgz): read whole into memory, within limits, refusing what has no place in a chart.

Helm's limits are 100 MiB for all files of a chart and 5 MiB for one; the other limits are kforge's own. Four
of them can be set in the environment, as numbers that may end in K, M or G:

    KFORGE_MAX_CHART_SIZE    bytes of a chart, unpacked, with all archives inside it
    KFORGE_MAX_FILE_SIZE     bytes of one file, be it in an archive or in a folder
    KFORGE_MAX_CHART_FILES   files of a chart, with those of all archives inside it
    KFORGE_MAX_CHART_RATIO   how many times larger than itself an archive may unpack
"""

import os

from kforge.errors import ChartError, Position, UsageError
from kforge.files import MemoryTree, read_bytes

MAX_TOTAL = 100 * 1024 * 1024
MAX_FILE = 5 * 1024 * 1024
MAX_FILES = 10_000
MAX_DEPTH = 10  # archives within archives
MAX_RATIO = 200  # of unpacked to packed, for what is larger than RATIO_FROM
RATIO_FROM = 10 * 1024 * 1024

TOTAL, FILE = "KFORGE_MAX_CHART_SIZE", "KFORGE_MAX_FILE_SIZE"
FILES, RATIO = "KFORGE_MAX_CHART_FILES", "KFORGE_MAX_CHART_RATIO"
UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}

BLOCK = 512
PADDING = BLOCK - 1
GZIP = b"\x1f\x8b"
REGULAR, FOLDER, LINKS = b"0\x007", b"5", b"12"
PAX, PAX_GLOBAL, LONG_NAME, LONG_LINK = b"x", b"g", b"L", b"K"
EXTRA = PAX + PAX_GLOBAL + LONG_NAME + LONG_LINK


class Budget:
    """What may still be unpacked, shared by an archive and the archives inside it, and the limits.

    Raises UsageError for a limit in the environment that is no number.
    """

    __slots__ = ("bytes", "depth", "files", "max_file", "max_files", "max_ratio", "max_total")

    def __init__(self) -> None:
        self.bytes = self.max_total = limit(TOTAL, MAX_TOTAL)
        self.files = self.max_files = limit(FILES, MAX_FILES)
        self.max_file = limit(FILE, MAX_FILE)
        self.max_ratio = limit(RATIO, MAX_RATIO)
        self.depth = MAX_DEPTH


def limit(variable: str, default: int) -> int:
    """The limit that `variable` sets, or the default. Raises UsageError."""
    text = os.environ.get(variable)
    if not text:
        return default
    digits, unit = (text[:-1], UNITS[text[-1].upper()]) if text[-1].upper() in UNITS else (text, 1)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 15):
        raise UsageError(f"{variable} is no number: {text}", hint="for example 200M")
    return int(digits) * unit


class Entry:
    """One member of a tar file; `modified` in nanoseconds since the epoch."""

    __slots__ = ("data", "kind", "link", "modified", "name")

    def __init__(self, name: str, kind: bytes, link: str, data: bytes, modified: int) -> None:
        self.name = name
        self.kind = kind
        self.link = link
        self.data = data
        self.modified = modified


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
    modified: dict[str, int] = {}
    links: list[tuple[str, Entry]] = []
    for entry in _entries(plain, shown):
        if entry.kind in FOLDER or (entry.kind in REGULAR and entry.name.endswith("/")):
            continue
        path = _path(entry.name, shown)
        if path in modified:
            raise _refused(shown, f"{path} is in it twice")
        modified[path] = entry.modified
        budget.files -= 1
        if budget.files < 0:
            raise _refused(shown, f"it holds more than {budget.max_files} files", FILES)
        if entry.kind in LINKS:
            links.append((path, entry))
        elif entry.kind in REGULAR:
            if len(entry.data) > budget.max_file:
                raise _refused(shown, f"{path} is larger than {budget.max_file} bytes", FILE)
            contents[path] = entry.data
        else:
            raise _refused(shown, f"{path} is a device, a pipe or a sparse file")
    for path, entry in links:
        contents[path] = _linked(path, entry, contents, shown)
    if not contents:
        raise _refused(shown, "there are no files in it")
    _check_folders(contents, shown)
    return MemoryTree(contents, shown, modified)


def _refused(shown: str, reason: str, variable: str = "") -> ChartError:
    hint = f"{variable} sets the limit" if variable else ""
    return ChartError(f"the archive is refused: {reason}", Position(shown), hint=hint)


def _check_folders(contents: "dict[str, bytes]", shown: str) -> None:
    """No file may be a folder as well."""
    folders: set[str] = set()
    for path in contents:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    both = sorted(folders & contents.keys())
    if both:
        raise _refused(shown, f"{both[0]} is a file and a folder in it")


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
    if total > RATIO_FROM and total > budget.max_ratio * len(data):
        raise _refused(shown, f"it unpacks to more than {budget.max_ratio} times its size", RATIO)
    budget.bytes -= total
    if budget.bytes < 0:
        raise _refused(shown, f"it unpacks to more than {budget.max_total} bytes", TOTAL)
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
        result.append(Entry(name, kind, link, content, _modified(header, names, shown)))
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


def _modified(header: bytes, names: "dict[str, str]", shown: str) -> int:
    """When a member was changed: whole seconds, or what pax says more exactly."""
    seconds, _, fraction = names.get("mtime", "").partition(".")
    if seconds.isascii() and seconds.isdigit() and len(seconds) < 12:
        digits = fraction[:9].ljust(9, "0")
        return int(seconds) * 10**9 + (int(digits) if digits.isascii() and digits.isdigit() else 0)
    return _number(header[136:148], shown) * 10**9


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
