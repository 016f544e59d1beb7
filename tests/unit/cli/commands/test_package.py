"""kforge package: what it prints, where it writes, and where the passphrase comes from."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.chart.archives import pages
from tests.unit.network.servers import Site, serving

KEYS = Path(__file__).parents[3] / "data" / "openpgp"
LOCKED = ["--sign", "--key", "Locked", "--keyring", str(KEYS / "secring.gpg")]


@pytest.fixture
def charts(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Chart.yaml").write_text(f"apiVersion: v2\nname: {name}\nversion: 0.1.0\n")
    return tmp_path


def test_several_charts(charts: Path, kforge: Callable[..., Any]) -> None:
    outcome = kforge("package", "a", "b", "--version", "2.0.0", cwd=charts)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout.decode() == "".join(
        f"Successfully packaged chart and saved it to: {charts}/{name}-2.0.0.tgz\n" for name in "ab"
    )
    assert (charts / "b-2.0.0.tgz").is_file()


def test_a_destination_is_shown_as_it_is_given(charts: Path, kforge: Callable[..., Any]) -> None:
    outcome = kforge("package", "a", "-d", "out/here", "--app-version", "7", cwd=charts)
    assert outcome.stdout == b"Successfully packaged chart and saved it to: out/here/a-0.1.0.tgz\n"
    assert b'appVersion: "7"' in kforge("show", "chart", "out/here/a-0.1.0.tgz", cwd=charts).stdout


def test_signed_with_a_passphrase_from_a_file(charts: Path, kforge: Callable[..., Any]) -> None:
    (charts / "passphrase").write_text("secret\nnot this\n")
    outcome = kforge("package", "a", *LOCKED, "--passphrase-file", "passphrase", cwd=charts)
    assert outcome.code == 0, outcome.stderr
    verified = kforge("verify", "a-0.1.0.tgz", "--keyring", str(KEYS / "pubring.kbx"), cwd=charts)
    assert (verified.code, verified.stderr) == (0, "")
    assert verified.stdout.startswith(b"Signed by: Bob Locked <locked@example.org>\n")


def test_a_passphrase_on_stdin_serves_all_charts(charts: Path, kforge: Callable[..., Any]) -> None:
    outcome = kforge("package", "a", "b", *LOCKED, "--passphrase-file", "-", cwd=charts, stdin=b"secret\n")
    assert outcome.code == 0, outcome.stderr
    assert (charts / "b-0.1.0.tgz.prov").is_file()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--sign"], "kforge: --sign needs --key\n  hint: name the key to sign with\n"),
        (
            LOCKED,
            "kforge: the key of Bob Locked <locked@example.org> wants its passphrase, and there is no "
            "terminal to ask on\n  hint: --passphrase-file names a file that holds it\n",
        ),
        ([*LOCKED, "--passphrase-file", "-"], "kforge: --passphrase-file -: nothing stands on stdin\n"),
        (["--version", "x"], "kforge: --version x is not a semantic version\n  hint: write it as 1.2.3\n"),
    ],
)
def test_a_line_that_is_wrong(
    words: list[str], message: str, charts: Path, kforge: Callable[..., Any]
) -> None:
    outcome = kforge("package", "a", *words, cwd=charts)
    assert (outcome.code, outcome.stdout, outcome.stderr) == (2, b"", message)
    assert not (charts / "a-0.1.0.tgz").exists()


def test_nothing_to_pack(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    outcome = kforge("package", "nowhere", cwd=tmp_path)
    assert outcome.code == 1
    assert outcome.stderr.startswith("nowhere: no such file or directory")


def test_dependencies_are_fetched_first(
    charts: Path, kforge: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(charts / name.lower()))
    with serving(Site(pages(("redis", "17.0.0")))) as site:
        with (charts / "a" / "Chart.yaml").open("a") as file:
            file.write(f"dependencies:\n- {{name: redis, version: ^17, repository: '{site.url}'}}\n")
        missing = kforge("package", "a", cwd=charts)
        assert missing.code == 1
        assert "named in dependencies, but not in a/charts: redis" in missing.stderr
        outcome = kforge("package", "a", "-u", cwd=charts)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert (charts / "a" / "charts" / "redis-17.0.0.tgz").is_file()
    shown = kforge("show", "all", "a-0.1.0.tgz", cwd=charts)
    assert b"version: ^17" in shown.stdout
