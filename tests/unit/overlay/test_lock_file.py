"""kforge.lock: read and written, and what is no lock."""

from pathlib import Path

import pytest

from kforge.errors import KforgeError, OverlayError
from kforge.overlay import lock_file
from kforge.overlay.lock_file import Lock, parse, read, write

TEXT = """\
# Made by kforge lock: what `kforge build --locked` fetches, and nothing else.
version: 1
charts:
- name: redis
  repository: https://charts.example.org
  version: 17.16.0
  digest: sha256:1
- name: redis
  repository: https://charts.example.org
  wanted: ^17
  version: 17.0.0
  digest: sha256:2
bases:
- repository: https://git.example.org/app
  commit: abc
- repository: https://git.example.org/app
  ref: "1.10"
  commit: def
files:
- url: https://example.org/a.yaml
  digest: sha256:3
"""


def filled() -> Lock:
    lock = Lock("kforge.lock")
    lock.put("files", ("https://example.org/a.yaml",), ("sha256:3",))
    lock.put("bases", ("https://git.example.org/app", "1.10"), ("def",))
    lock.put("bases", ("https://git.example.org/app", ""), ("abc",))
    lock.put("charts", ("redis", "https://charts.example.org", "^17"), ("17.0.0", "sha256:2"))
    lock.put("charts", ("redis", "https://charts.example.org", ""), ("17.16.0", "sha256:1"))
    return lock


def test_it_is_sorted_and_leaves_out_what_is_not_said() -> None:
    assert filled().text() == TEXT


def test_it_reads_what_it_writes(tmp_path: Path) -> None:
    path = write(str(tmp_path), filled())
    assert path == str(tmp_path / "kforge.lock")
    assert read(str(tmp_path), "here").entries == filled().entries


def test_nothing_fetched_is_a_lock_as_well() -> None:
    text = Lock("x").text()
    assert text.splitlines()[1:] == ["version: 1"]
    assert parse(text, "x").entries == Lock("x").entries


@pytest.mark.parametrize(
    ("part", "key", "shown"),
    [
        ("charts", ("web", "https://x", "^1"), "the chart web ^1 of https://x"),
        ("charts", ("web", "https://x", ""), "the chart web of https://x"),
        ("bases", ("https://x/y", "v2"), "https://x/y at v2"),
        ("bases", ("https://x/y", ""), "https://x/y"),
        ("files", ("https://x/z",), "https://x/z"),
    ],
)
def test_what_it_does_not_name(part: str, key: tuple[str, ...], shown: str) -> None:
    with pytest.raises(OverlayError) as caught:
        filled().get(part, key)
    assert caught.value.render() == (
        f"kforge.lock: {shown} is not in kforge.lock\n"
        "  hint: if it is meant, write the lock anew: kforge lock"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this is no lock of version 1"),
        ("version: 2\n", "this is no lock of version 1"),
        ("version: 1\nimages: []\n", "a lock has no part 'images'"),
        ("version: 1\nfiles: [x]\n", "files[0] must be a mapping of strings"),
        ("version: 1\nfiles: [{url: 1, digest: x}]\n", "files[0] must be a mapping of strings"),
        ("version: 1\nfiles: [{url: x}]\n", "files[0] lacks digest"),
        ("version: 1\nbases: [{ref: x, commit: abc}]\n", "bases[0] lacks repository"),
        ("version: 1\nfiles: [{url: x, digest: abc, more: z}]\n", "files[0] has a field 'more'"),
        ("version: 1\nfiles: [\n", ""),
    ],
)
def test_what_is_no_lock(text: str, message: str) -> None:
    with pytest.raises(KforgeError) as caught:
        parse(text, "kforge.lock")
    assert caught.value.position
    assert caught.value.position.file == "kforge.lock"
    assert not message or caught.value.message == message


def test_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(OverlayError) as caught:
        read(str(tmp_path), "overlays/prod")
    assert caught.value.render() == (
        "overlays/prod/kforge.lock: there is no lock\n  hint: kforge lock overlays/prod writes it"
    )


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "kforge.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OverlayError, match="the lock is a link"):
        write(str(tmp_path), filled())
    assert not (tmp_path / "elsewhere").exists()


def test_every_part_is_documented() -> None:
    for part, (keys, values) in lock_file.PARTS.items():
        for name in (f"{part}:", *keys, *values):
            assert name in (lock_file.__doc__ or "")
