"""Tar files as Go writes them, read by Python's own reader; held to helm in test_package."""

import io
import tarfile

import pytest

from kforge.chart.tar_writer import BLOCK, SECOND, Writer


def written(name: str, data: bytes = b"x", modified: int = 0) -> bytes:
    writer = Writer()
    writer.add(name, data, modified)
    return writer.text()


def read(text: bytes) -> tarfile.TarInfo:
    with tarfile.open(fileobj=io.BytesIO(text)) as tar:
        (member,) = tar.getmembers()
        return member


@pytest.mark.parametrize(
    ("name", "blocks"),
    [
        ("c/a.yaml", 1),
        ("c/" + "x" * 98, 1),
        ("c/" + "x" * 100, 1),
        ("c/" + "x" * 101, 3),
        ("c" * 100 + "/" + "x" * 100, 1),
        ("c" * 155 + "/" + "x" * 100, 1),
        ("c" * 156 + "/" + "x" * 100, 3),
        ("c/" + "d" * 98 + "/" + "é", 3),
        ("c/é.yaml", 3),
        ("c/" + "é/" * 60 + "z", 3),
        ("c/\udcff", 3),
    ],
)
def test_names(name: str, blocks: int) -> None:
    """What does not fit into a header goes into one of pax, which takes two blocks."""
    text = written(name)
    assert len(text) == (blocks + 1 + 2) * BLOCK
    assert read(text).name == name
    with tarfile.open(fileobj=io.BytesIO(text)) as tar:
        member = tar.extractfile(name)
        assert member
        assert member.read() == b"x"


@pytest.mark.parametrize(
    ("modified", "seconds"),
    [(0, 0), (SECOND // 2 - 1, 0), (SECOND // 2, 1), (1_700_000_000 * SECOND, 1_700_000_000)],
)
def test_times_are_rounded(modified: int, seconds: int) -> None:
    assert read(written("c/a", modified=modified)).mtime == seconds


def test_a_time_that_no_header_holds() -> None:
    text = written("c/a", modified=8**11 * SECOND)
    assert read(text).mtime == 8**11
    assert len(text) == (3 + 1 + 2) * BLOCK


def test_the_fields_are_those_of_go() -> None:
    header = written("c/a", b"12345", 9 * SECOND)[:BLOCK]
    assert header[100:124] == b"0000644\x000000000\x000000000\x00"
    assert header[124:148] == b"00000000005\x0000000000011\x00"
    assert header[156:157] == b"0"
    assert header[257:265] == b"ustar\x0000"
    assert header[329:345] == b"0000000\x000000000\x00"


def test_content_fills_whole_blocks() -> None:
    assert len(written("c/a", b"")) == 3 * BLOCK
    assert len(written("c/a", b"x" * 512)) == 4 * BLOCK
    assert len(written("c/a", b"x" * 513)) == 5 * BLOCK
