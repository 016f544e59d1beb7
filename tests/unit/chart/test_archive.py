"""Chart archives: what is read, what is refused."""

import gzip
import io
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kforge.chart import archive
from kforge.errors import ChartError, UsageError

CHART = b"name: c\nversion: 1.0.0\n"
Member = tuple[str, bytes] | tarfile.TarInfo


def pack(members: Sequence[Member], *, layout: int = tarfile.GNU_FORMAT) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz", format=layout) as tar:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                tar.addfile(member)
                continue
            info = tarfile.TarInfo(member[0])
            info.size = len(member[1])
            tar.addfile(info, io.BytesIO(member[1]))
    return stream.getvalue()


def special(name: str, kind: bytes, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = link
    return info


def unpack(data: bytes) -> dict[str, bytes]:
    return dict(archive.unpack(data, "c.tgz", archive.Budget()).contents)


def refusal(data: bytes) -> str:
    with pytest.raises(ChartError) as caught:
        unpack(data)
    assert str(caught.value.position) == "c.tgz"
    return caught.value.message.removeprefix("the archive is refused: ")


@pytest.mark.parametrize("layout", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT])
def test_files_come_without_the_folder_around_them(layout: int) -> None:
    names = ["c/Chart.yaml", f"c/{'long/' * 30}x.txt"]  # beyond the 100 characters of the header
    data = pack([special("c", tarfile.DIRTYPE), *((name, name.encode()) for name in names)], layout=layout)
    assert unpack(data) == {name.removeprefix("c/"): name.encode() for name in names}


@pytest.mark.parametrize("layout", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_names_longer_than_any_header(layout: int) -> None:
    name = f"c/{'long/' * 80}é.txt"
    assert unpack(pack([(name, b"x")], layout=layout)) == {name.removeprefix("c/"): b"x"}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("./c/a.txt", "c/a.txt"),  # helm takes off one part, whatever it is
        ("c//a/./b.txt", "a/b.txt"),
        ("c\\templates\\a.yaml", "templates/a.yaml"),
        ("other/a.txt", "a.txt"),
        ("c/..a.txt", "..a.txt"),
    ],
)
def test_odd_names(name: str, path: str) -> None:
    assert unpack(pack([(name, b"x")])) == {path: b"x"}


def test_several_gzip_members_follow_each_other() -> None:
    plain = gzip.decompress(pack([("c/a", b"1"), ("c/b", b"2")]))
    assert unpack(gzip.compress(plain[:700]) + gzip.compress(plain[700:])) == {"a": b"1", "b": b"2"}


def test_links_inside_the_archive_are_followed() -> None:
    data = pack(
        [
            special("c/templates/soft.yaml", tarfile.SYMTYPE, "../real.txt"),
            special("c/hard.txt", tarfile.LNKTYPE, "c/real.txt"),
            ("c/real.txt", b"x"),
        ]
    )
    assert unpack(data) == {"real.txt": b"x", "templates/soft.yaml": b"x", "hard.txt": b"x"}


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ([], "there are no files in it"),
        ([("/etc/passwd", b"x")], "/etc/passwd is an absolute path"),
        ([("C:/x/y", b"x")], "C:/x/y is an absolute path"),
        ([("c/../../x", b"x")], "c/../../x leads to a parent folder"),
        ([("c/a/../b", b"x")], "c/a/../b leads to a parent folder"),
        ([("..\\c\\x", b"x")], "..\\c\\x leads to a parent folder"),
        ([("Chart.yaml", CHART)], "Chart.yaml lies outside the chart's folder"),
        ([("c/a", b"1"), ("c/a", b"2")], "a is in it twice"),
        ([("c/a", b"1"), ("c//a", b"2")], "a is in it twice"),
        ([("c/a", b"1"), special("c/a", tarfile.SYMTYPE, "b")], "a is in it twice"),
        ([("c/a/b", b"1"), ("c/a", b"2")], "a is a file and a folder in it"),
        ([("c/a/b", b"1"), special("c/a", tarfile.LNKTYPE, "c/a/b")], "a is a file and a folder in it"),
        ([special("c/a", tarfile.SYMTYPE, "../../x")], "a is a link out of it"),
        ([special("c/a", tarfile.SYMTYPE, "/etc/passwd")], "a is a link to /etc/passwd, which is not in it"),
        ([special("c/a", tarfile.SYMTYPE, "b")], "a is a link to b, which is not in it"),
        ([special("c/a", tarfile.LNKTYPE, "/etc/passwd")], "a is a link to /etc/passwd, which is not in it"),
        ([special("c/a", tarfile.SYMTYPE, "a")], "a is a link to a, which is not in it"),
        ([special("c/a", tarfile.CHRTYPE)], "a is a device, a pipe or a sparse file"),
        ([special("c/a", tarfile.FIFOTYPE)], "a is a device, a pipe or a sparse file"),
    ],
)
def test_what_is_refused(members: Sequence[Member], reason: str) -> None:
    assert refusal(pack(members)) == reason


@pytest.mark.parametrize("cut", [1, 10, 20])
def test_an_archive_that_ends_too_early(cut: int) -> None:
    assert refusal(pack([("c/Chart.yaml", CHART * 50)])[:-cut]) == "it ends too early"


@pytest.mark.parametrize(
    ("plain", "reason"),
    [
        (b"x" * 2000, "it is no tar file"),
        (b"", "there are no files in it"),
        (b"\0" * 1024, "there are no files in it"),
    ],
)
def test_what_is_no_tar_file(plain: bytes, reason: str) -> None:
    assert refusal(gzip.compress(plain)) == reason


def test_damaged_gzip() -> None:
    data = bytearray(pack([("c/Chart.yaml", CHART * 50)]))
    data[15] ^= 0xFF
    assert "damaged" in refusal(bytes(data)) or refusal(bytes(data)) == "it ends too early"


def test_a_tar_file_cut_inside_a_member() -> None:
    plain = gzip.decompress(pack([("c/a", b"x" * 2000)]))
    assert refusal(gzip.compress(plain[:1024])) == "it ends too early"


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILE", 10)
    assert refusal(pack([("c/a", b"x" * 11)])) == "a is larger than 10 bytes"
    monkeypatch.setattr(archive, "MAX_FILES", 2)
    assert refusal(pack([("c/a", b""), ("c/b", b""), ("c/c", b"")])) == "it holds more than 2 files"
    monkeypatch.setattr(archive, "MAX_TOTAL", 5000)
    assert refusal(pack([("c/a", b"x" * 6000)])) == "it unpacks to more than 5000 bytes"


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        ("KFORGE_MAX_FILE_SIZE", "10", "a is larger than 10 bytes"),
        ("KFORGE_MAX_CHART_FILES", "1", "it holds more than 1 files"),
        ("KFORGE_MAX_CHART_SIZE", "5K", "it unpacks to more than 5120 bytes"),
    ],
)
def test_limits_of_the_environment(
    variable: str, value: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = pack([("c/a", b"x" * 6000), ("c/b", b"")])
    assert unpack(data)
    monkeypatch.setenv(variable, value)
    assert refusal(data) == reason
    with pytest.raises(ChartError) as caught:
        unpack(data)
    assert caught.value.hint == f"{variable} sets the limit"


def test_a_ratio_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = pack([(f"c/{number}", b"x" * 4_000_000) for number in range(3)])
    assert refusal(bomb) == "it unpacks to more than 200 times its size"
    monkeypatch.setenv("KFORGE_MAX_CHART_RATIO", "2000")
    assert len(unpack(bomb)) == 3


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("2k", 2048), ("3M", 3 << 20), ("1G", 1 << 30)])
def test_a_limit_may_have_a_unit(text: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KFORGE_X", text)
    assert archive.limit("KFORGE_X", 1) == number


@pytest.mark.parametrize("text", ["x", "-1", "1.5", "M", "1MB", "²"])
def test_a_limit_is_a_number(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KFORGE_MAX_FILE_SIZE", text)
    with pytest.raises(UsageError, match=f"KFORGE_MAX_FILE_SIZE is no number: {text}"):
        archive.Budget()


@pytest.mark.parametrize("layout", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_files_keep_the_time_of_their_change(layout: int) -> None:
    members = [special("c/a", tarfile.REGTYPE), special("c/b", tarfile.REGTYPE)]
    members[0].mtime, members[1].mtime = 1_600_000_000, 1_600_000_000.25  # type: ignore[assignment]
    tree = archive.unpack(pack(members, layout=layout), "c.tgz", archive.Budget())
    quarter = 250_000_000 if layout == tarfile.PAX_FORMAT else 0
    assert tree.modified("a") == 1_600_000_000 * 10**9
    assert tree.modified("b") == 1_600_000_000 * 10**9 + quarter


def test_a_bomb_is_stopped_while_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "RATIO_FROM", 100_000)
    assert refusal(gzip.compress(b"\0" * 10_000_000)) == "it unpacks to more than 200 times its size"


def test_the_budget_is_shared_with_archives_inside() -> None:
    budget = archive.Budget()
    archive.unpack(pack([("c/a", b"x")]), "c.tgz", budget)
    assert budget.bytes < archive.MAX_TOTAL
    assert budget.files == archive.MAX_FILES - 1
    budget.depth = 0
    with pytest.raises(ChartError, match="archives lie more than 10 deep in each other"):
        archive.unpack(pack([("c/a", b"x")]), "c.tgz", budget)


@pytest.mark.parametrize(
    ("name", "hint"),
    [("values.yaml", "  hint: this looks like a values file: pass it with -f"), ("c.zip", "")],
)
def test_what_is_no_archive(name: str, hint: str, write: Callable[..., Path]) -> None:
    path = write({name: "a: 1\n"}) / name
    with pytest.raises(ChartError) as caught:
        archive.read(str(path), name)
    wanted = f"{name}: this is no chart: neither a folder nor a .tgz archive"
    assert caught.value.render() == "\n".join(filter(None, [wanted, hint]))


@given(st.lists(st.tuples(st.integers(0, 5 * 512 - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_no_change_of_an_archive_is_a_bug(changes: list[tuple[int, int]]) -> None:
    """Whatever stands in the headers: it unpacks, or it is refused, and every path stays inside."""
    plain = bytearray(
        gzip.decompress(pack([("c/Chart.yaml", CHART), ("c/é/a.yaml", b"a: 1\n")], layout=tarfile.PAX_FORMAT))
    )
    for place, byte in changes:
        plain[place] = byte
    for start in range(0, 5 * 512, 1024):  # with checksums that fit
        header = plain[start : start + 148] + b" " * 8 + plain[start + 156 : start + 512]
        plain[start + 148 : start + 156] = b"%06o\0 " % sum(header)
    try:
        paths = list(unpack(gzip.compress(bytes(plain), 1)))
    except ChartError:
        return
    assert not [path for path in paths if path.startswith("/") or ".." in path.split("/") or "\0" in path]
