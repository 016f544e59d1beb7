"""kforge.lock, what an overlay fetches: `kforge lock` writes it, `kforge build --locked` obeys it.

It lies beside the kustomization that is built, and lists what that build fetches, also for the bases and
components below it. It is YAML, sorted, and the same whenever the same things are fetched:

    # Made by kforge lock: what `kforge build --locked` fetches, and nothing else.
    version: 1
    charts:
    - name: redis                              an entry of helmCharts, by its name,
      repository: https://charts.example.org   its repo
      wanted: ^17                              and its version, as they are written
      version: 17.16.0                         the version that was found
      digest: sha256:06d9...                   of the archive
    bases:
    - repository: https://git.example.org/app  what git was given, and the ref, as they are written
      ref: v1
      commit: 8f0b...                          the commit it was at
    files:
    - url: https://example.org/crds.yaml
      digest: sha256:41aa...                   of the content

Parts without entries are left out, and so is what an entry does not say (`wanted`, `ref`). Passwords in
addresses are not written.
"""

import os

from kforge.errors import OverlayError, Position
from kforge.files import read_text

NAME = "kforge.lock"
VERSION = 1
HEAD = "# Made by kforge lock: what `kforge build --locked` fetches, and nothing else.\n"
# by part: what an entry is found by, and what it holds then
PARTS: "dict[str, tuple[tuple[str, ...], tuple[str, ...]]]" = {
    "charts": (("name", "repository", "wanted"), ("version", "digest")),
    "bases": (("repository", "ref"), ("commit",)),
    "files": (("url",), ("digest",)),
}
PREFIX = "sha256:"
CHARTS, BASES, FILES = PARTS

Key = tuple[str, ...]


class Lock:
    """The entries by part and key; `shown` is the file that errors name."""

    __slots__ = ("entries", "shown")

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.entries: dict[str, dict[Key, Key]] = {part: {} for part in PARTS}

    def put(self, part: str, key: Key, found: Key) -> None:
        """Note what was found for a key."""
        self.entries[part][key] = found

    def get(self, part: str, key: Key) -> Key:
        """What is locked for a key. Raises OverlayError when nothing is."""
        found = self.entries[part].get(key)
        if found is None:
            raise OverlayError(
                f"{_shown(part, key)} is not in {NAME}",
                Position(self.shown),
                hint="if it is meant, write the lock anew: kforge lock",
            )
        return found

    def text(self) -> str:
        """The text of the file."""
        from kforge.yaml.emit import dump

        parts = [f"version: {VERSION}\n"]
        for part, (keys, values) in PARTS.items():
            entries = self.entries[part]
            if entries:
                items = [_fields((*keys, *values), (*key, *entries[key])) for key in sorted(entries)]
                parts.append(dump({part: items}, sort_keys=False))
        return HEAD + "".join(parts)


def _fields(names: Key, values: Key) -> "dict[str, str]":
    return {name: value for name, value in zip(names, values, strict=True) if value}


def _shown(part: str, key: Key) -> str:
    if part == CHARTS:
        name, repository, wanted = key
        return f"the chart {name}{f' {wanted}' if wanted else ''} of {repository}"
    return f"{key[0]} at {key[1]}" if part == BASES and key[1] else key[0]


def read(folder: str, shown: str) -> Lock:
    """The lock beside the kustomization in `folder`. Raises OverlayError, also when there is none."""
    path, name = os.path.join(folder, NAME), os.path.normpath(os.path.join(shown, NAME))
    if not os.path.lexists(path):
        raise OverlayError("there is no lock", Position(name), hint=f"kforge lock {shown} writes it")
    return parse(read_text(path, name), name)


def parse(text: str, shown: str) -> Lock:
    """The lock in a text. Raises OverlayError, YamlError."""
    from kforge.yaml.parse import parse_one

    tree = parse_one(text, shown)
    if not isinstance(tree, dict) or tree.get("version") != VERSION:
        raise OverlayError(f"this is no lock of version {VERSION}", Position(shown))
    lock = Lock(shown)
    unknown = sorted(set(tree) - {"version", *PARTS})
    if unknown:
        raise OverlayError(f"a lock has no part {unknown[0]!r}", Position(shown))
    for part, (keys, values) in PARTS.items():
        for number, item in enumerate(tree.get(part) or ()):
            lock.put(part, *_entry(item, keys, values, f"{part}[{number}]", shown))
    return lock


def _entry(item: object, keys: Key, values: Key, where: str, shown: str) -> "tuple[Key, Key]":
    if not isinstance(item, dict) or not all(isinstance(value, str) for value in item.values()):
        raise OverlayError(f"{where} must be a mapping of strings", Position(shown))
    missing = [name for name in (keys[0], *values) if not item.get(name)]
    unknown = sorted(set(item) - {*keys, *values})
    if missing or unknown:
        raise OverlayError(
            f"{where} lacks {missing[0]}" if missing else f"{where} has a field {unknown[0]!r}",
            Position(shown),
        )
    return tuple(item.get(name, "") for name in keys), tuple(item[name] for name in values)


def write(folder: str, lock: Lock) -> str:
    """Write the lock beside the kustomization in `folder`; its path. Raises OverlayError, FileError."""
    from kforge.files import write_whole

    path = os.path.join(folder, NAME)
    if os.path.islink(path):
        raise OverlayError("the lock is a link: it would be written elsewhere", Position(path))
    write_whole(path, lock.text().encode())
    return path
