"""kforge verify: nothing on stdout unless the signature holds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kforge.chart.package import Signing, save
from tests.unit.chart.archives import index
from tests.unit.network.servers import Site, serving

KEYS = Path(__file__).parents[3] / "data" / "openpgp"


def test_no_signature(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    (tmp_path / "c.tgz").write_bytes(b"x")
    outcome = kforge("verify", "c.tgz", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert outcome.stderr == "c.tgz.prov: no such file or directory\n"


def test_no_keyring(tmp_path: Path, kforge: Callable[..., Any]) -> None:
    (tmp_path / "c.tgz").write_bytes(b"x")
    (tmp_path / "c.tgz.prov").write_bytes(b"-----BEGIN PGP SIGNED MESSAGE-----\n")
    outcome = kforge("verify", "c.tgz", "--keyring", "nowhere", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert outcome.stderr == "nowhere: no such file or directory\n"


def test_a_chart_that_is_fetched(
    tmp_path: Path, kforge: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "Chart.yaml").write_text("apiVersion: v2\nname: c\nversion: 1.0.0\n")
    signing = Signing("Ann", str(KEYS / "secring.gpg"))
    path = Path(save(str(tmp_path / "c"), str(tmp_path), signing=signing))
    archive = path.read_bytes()
    pages = {
        "/index.yaml": index(("c", "1.0.0", archive)),
        "/c-1.0.0.tgz": archive,
        "/c-1.0.0.tgz.prov": Path(f"{path}.prov").read_bytes(),
    }
    keyring = ["--keyring", str(KEYS / "pubring.gpg")]
    local = kforge("verify", str(path), *keyring)
    assert local.code == 0, local.stderr
    with serving(Site(pages)) as site:
        for words in (["c", "--repo", site.url], [f"{site.url}/c-1.0.0.tgz"]):
            outcome = kforge("verify", *words, *keyring)
            assert (outcome.code, outcome.stderr) == (0, ""), words
            assert outcome.stdout == local.stdout
        shown = kforge("show", "chart", "c", "--repo", site.url, "--verify", *keyring)
        assert shown.stdout == b"apiVersion: v2\nname: c\nversion: 1.0.0\n\n"
        site.pages["/c-1.0.0.tgz.prov"] = b"unsigned"
        outcome = kforge("verify", "c", "--repo", site.url, *keyring)
        assert (outcome.code, outcome.stdout) == (1, b"")
        assert outcome.stderr == "c-1.0.0.tgz.prov: there is no signed message in this file\n"
