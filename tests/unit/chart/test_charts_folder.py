"""charts/ is replaced as a whole: the old one or the new one at any moment, nothing left behind."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kforge.chart import charts_folder
from kforge.chart.charts_folder import Staging, one_at_a_time, recover, unchanged
from kforge.errors import ChartError, FileError


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    """A chart with one archive, a folder with a link, and a note in its charts/."""
    charts = tmp_path / "charts"
    (charts / "local" / "templates").mkdir(parents=True)
    (charts / "local" / "Chart.yaml").write_text("name: local\n")
    (charts / "local" / "link").symlink_to("../../../outside")
    (charts / "old-1.0.0.tgz").write_bytes(b"old")
    (charts / "note.txt").write_text("kept")
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


NEW = [
    "charts",
    "charts/local",
    "charts/local/Chart.yaml",
    "charts/local/link",
    "charts/local/templates",
    "charts/new-1.0.0.tgz",
    "charts/note.txt",
]


def replace(chart: Path, lock: "tuple[str, bytes] | None" = None) -> None:
    with Staging(str(chart)) as staging:
        staging.replace({"new-1.0.0.tgz": b"new"}, {"old-1.0.0.tgz"}, lock)


def test_what_is_not_named_stays(chart: Path) -> None:
    before = (chart / "charts" / "note.txt").stat().st_ino
    (chart / "charts").chmod(0o750)
    replace(chart)
    assert names(chart) == NEW
    assert (chart / "charts" / "new-1.0.0.tgz").read_bytes() == b"new"
    assert os.readlink(chart / "charts" / "local" / "link") == "../../../outside"
    assert (chart / "charts" / "note.txt").stat().st_ino == before
    assert (chart / "charts").stat().st_mode & 0o777 == 0o750


def test_without_a_way_to_exchange_folders(chart: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts_folder, "_exchange", lambda *_: False)
    replace(chart)
    assert names(chart) == NEW


def test_there_need_be_no_charts(tmp_path: Path) -> None:
    replace(tmp_path, (str(tmp_path / "Chart.lock"), b"lock"))
    assert names(tmp_path) == ["Chart.lock", "charts", "charts/new-1.0.0.tgz"]


def test_charts_may_be_a_link_to_a_folder(chart: Path) -> None:
    (chart / "charts").rename(chart / "elsewhere")
    (chart / "charts").symlink_to("elsewhere")
    replace(chart)
    assert (chart / "charts").is_symlink()
    assert (chart / "elsewhere" / "new-1.0.0.tgz").exists()


def test_charts_may_not_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "charts").write_text("")
    with pytest.raises(ChartError, match="this is no folder"):
        Staging(str(tmp_path))


def test_whether_anything_changes(chart: Path) -> None:
    assert unchanged(str(chart), {"old-1.0.0.tgz": b"old"}, set())
    assert not unchanged(str(chart), {"old-1.0.0.tgz": b"new"}, set())
    assert not unchanged(str(chart), {"new-1.0.0.tgz": b"new"}, set())
    assert not unchanged(str(chart), {}, {"old-1.0.0.tgz"})


@pytest.mark.parametrize("step", ["_write", "_link_all", "_exchange"])
def test_a_step_that_fails_changes_nothing(chart: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = names(chart)
    monkeypatch.setattr(charts_folder, step, fails)
    with pytest.raises(FileError, match="nothing was changed: no space left on device"):
        replace(chart, (str(chart / "Chart.lock"), b"lock"))
    assert names(chart) == before


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.parametrize("charts", [True, False])
def test_a_lock_that_cannot_be_written_changes_nothing(
    chart: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool, charts: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(charts_folder, "_exchange", lambda *_: False)
    if not charts:
        shutil.rmtree(chart / "charts")
    (chart / "Chart.lock" / "in the way").mkdir(parents=True)
    before = names(chart)
    with pytest.raises(FileError, match="nothing was changed"):
        replace(chart, (str(chart / "Chart.lock"), b"lock"))
    assert names(chart) == before


def test_a_full_disk(chart: Path) -> None:
    """A file system of its own, too small for what is written."""
    with small_disk(chart / "disk") as disk:
        charts = disk / "charts"
        charts.mkdir()
        (charts / "old-1.0.0.tgz").write_bytes(b"old")
        with pytest.raises(FileError, match=r"no space left|file too large"), Staging(str(disk)) as staging:
            staging.replace({"new.tgz": b"x" * 2_000_000}, {"old-1.0.0.tgz"}, None)
        assert names(disk) == ["charts", "charts/old-1.0.0.tgz"]


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of a megabyte; for a user who may not mount one, a limit on the size of files."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode == 0:
        try:
            yield folder
        finally:
            subprocess.run(["umount", str(folder)], check=True)
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        yield folder
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_one_run_waits_for_the_other(chart: Path) -> None:
    said: list[str] = []
    with one_at_a_time(str(chart), said.append):
        code = (
            "import sys\nfrom kforge.chart.charts_folder import one_at_a_time\n"
            f"with one_at_a_time({str(chart)!r}, lambda line: print(line, flush=True)): print('mine')\n"
        )
        other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert other.stdout is not None
        assert other.stdout.readline() == f"waiting for another run that updates {chart}\n"
    assert other.communicate()[0] == "mine\n"
    assert said == []
    assert [path.name for path in chart.iterdir()] == ["charts"]


# ---- killed runs

KILLED = """
import os, signal, sys
from kforge.chart import charts_folder
def dying(*words, was=getattr(charts_folder, {step!r})):
    if {after!r}:
        was(*words)
    os.kill(os.getpid(), signal.SIGKILL)
charts_folder.{step} = dying
if {slow!r}:
    charts_folder._exchange = lambda *_: False
with charts_folder.Staging({chart!r}) as staging:
    staging.replace({{"new-1.0.0.tgz": b"new"}}, {{"old-1.0.0.tgz"}}, None)
"""


@pytest.mark.parametrize(
    ("step", "after", "archive"),
    [
        ("_hold", True, "old-1.0.0.tgz"),
        ("_link_all", False, "old-1.0.0.tgz"),
        ("_write", True, "old-1.0.0.tgz"),
        ("_exchange", False, "old-1.0.0.tgz"),
        ("_exchange", True, "new-1.0.0.tgz"),
    ],
)
def test_a_killed_run_leaves_the_old_or_the_new(chart: Path, step: str, after: bool, archive: str) -> None:
    code = KILLED.format(step=step, after=after, slow=False, chart=str(chart))
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    assert {path.name for path in (chart / "charts").glob("*.tgz")} == {archive}
    assert [path for path in chart.iterdir() if path.name.startswith(charts_folder.PREFIX)]
    recover(str(chart))
    assert [path.name for path in chart.iterdir()] == ["charts"]
    assert {path.name for path in (chart / "charts").glob("*.tgz")} == {archive}


def test_killed_between_two_renames_where_folders_cannot_be_exchanged(chart: Path) -> None:
    code = (
        "import os, signal\nfrom kforge.chart import charts_folder\n"
        "charts_folder._exchange = lambda *_: False\n"
        "rename = os.rename\n"
        "def dying(*words):\n    rename(*words)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "os.rename = dying\n"
        f"with charts_folder.Staging({str(chart)!r}) as staging:\n"
        "    staging.replace({'new-1.0.0.tgz': b'new'}, {'old-1.0.0.tgz'}, None)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    assert not (chart / "charts").exists()
    recover(str(chart))
    assert (chart / "charts" / "old-1.0.0.tgz").read_bytes() == b"old"
    assert [path.name for path in chart.iterdir()] == ["charts"]


def test_the_folder_of_a_run_that_lives_is_left_alone(chart: Path) -> None:
    with Staging(str(chart)) as staging:
        recover(str(chart))
        assert Path(staging.folder).is_dir()
    assert [path.name for path in chart.iterdir()] == ["charts"]


def test_a_folder_without_its_lock_yet_is_left_alone_for_a_while(chart: Path) -> None:
    begun = chart / f"{charts_folder.PREFIX}1-x"
    begun.mkdir()
    recover(str(chart))
    assert begun.exists()
    os.utime(begun, (time.time() - 100, time.time() - 100))
    recover(str(chart))
    assert not begun.exists()


def test_who_is_alone_need_not_wait(chart: Path) -> None:
    (chart / f"{charts_folder.PREFIX}1-x").mkdir()
    with one_at_a_time(str(chart), print):
        assert [path.name for path in chart.iterdir()] == ["charts"]


def test_a_lock_alone(chart: Path) -> None:
    with Staging(str(chart)) as staging:
        staging.write_lock(str(chart / "Chart.lock"), b"lock")
    assert (chart / "Chart.lock").read_bytes() == b"lock"
    (chart / "Chart.lock").unlink()
    (chart / "Chart.lock").mkdir()
    with pytest.raises(FileError, match="nothing was changed"), Staging(str(chart)) as staging:
        staging.write_lock(str(chart / "Chart.lock"), b"lock")
    assert sorted(path.name for path in chart.iterdir()) == ["Chart.lock", "charts"]


def test_this_system_can_exchange_folders(tmp_path: Path) -> None:
    """Else the tests above show less than they say."""
    assert hasattr(ctypes.CDLL(None), "renameat2")
    for name in ("a", "b"):
        (tmp_path / name / name).mkdir(parents=True)
    exchange: Callable[[str, str], bool] = charts_folder._exchange
    assert exchange(str(tmp_path / "a"), str(tmp_path / "b"))
    assert names(tmp_path) == ["a", "a/b", "b", "b/a"]
