"""Provenance files: what is signed, what is checked; the real helm verifies ours, and we verify helm's."""

import subprocess
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from kforge.chart import openpgp, provenance
from kforge.chart.load import load
from kforge.chart.package import Signing, save
from kforge.errors import ChartError, FileError

Write = Callable[[Mapping[str, str | bytes]], Path]

KEYS = Path(__file__).parents[2] / "data" / "openpgp"
SECRET, PUBLIC = str(KEYS / "secring.gpg"), str(KEYS / "pubring.gpg")
NAMES = ["Ann (charts) <ann@example.org>", "Bob <bob@example.org>", "Cleo <cleo@example.org>"]
CHART = "# lost\napiVersion: v2\nname: c\nversion: 1.0.0\n"


@pytest.fixture
def folder(write: Write) -> Path:
    return write({"c/Chart.yaml": CHART})


def signing(name: str = "Ann") -> Signing:
    return Signing(name, SECRET, lambda _: "secret")


def test_what_is_signed(folder: Path) -> None:
    text = provenance.text(load(str(folder / "c")), b"archive", "c-1.0.0.tgz")
    digest = sha256(b"archive").hexdigest()
    assert (
        text.decode()
        == f"""\
apiVersion: v2
name: c
version: 1.0.0

...
files:
  c-1.0.0.tgz: sha256:{digest}
"""
    )


def test_a_package_and_its_signature(folder: Path) -> None:
    path = save(str(folder / "c"), str(folder), signing=signing())
    verified = provenance.verify_file(path, PUBLIC)
    digest = sha256(Path(path).read_bytes()).hexdigest()
    lines = verified.report().splitlines()
    assert lines[0] == "Signed by: Ann (charts) <ann@example.org>"
    assert lines[1] == f"Using Key With Fingerprint: {verified.fingerprint.upper()}"
    assert lines[2:] == [f"Chart Hash Verified: sha256:{digest}"]


def test_nothing_is_written_without_the_signature(folder: Path) -> None:
    with pytest.raises(ChartError, match="no key is called 'Zoe'"):
        save(str(folder / "c"), str(folder / "out"), signing=signing("Zoe"))
    assert not (folder / "out").exists()


def test_a_changed_archive(folder: Path) -> None:
    path = Path(save(str(folder / "c"), str(folder), signing=signing()))
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(
        ChartError, match=r"c-1.0.0.tgz is not the file that was signed: its digest is sha256:"
    ):
        provenance.verify_file(str(path), PUBLIC)


def test_a_signature_for_another_file(folder: Path) -> None:
    path = Path(save(str(folder / "c"), str(folder), signing=signing()))
    archive, signature = path.read_bytes(), Path(f"{path}.prov").read_bytes()
    with pytest.raises(ChartError, match=r"the signature is not for a file called c-2.0.0.tgz"):
        provenance.verify(archive, signature, "c-2.0.0.tgz", PUBLIC)


@pytest.mark.parametrize("text", [b"a: 1\n", b"a: 1\n\n...\nb: 2\n", b"\n...\n- a\n"])
def test_a_signed_text_that_is_about_something_else(text: bytes) -> None:
    signed = openpgp.sign(text, SECRET, "Ann", lambda _: "")
    with pytest.raises(ChartError, match="what is signed here is no package of a chart"):
        provenance.verify(b"", signed, "c.tgz", PUBLIC)


def test_what_has_no_signature(folder: Path) -> None:
    path = save(str(folder / "c"), str(folder))
    with pytest.raises(FileError, match="no such file or directory") as caught:
        provenance.verify_file(path, PUBLIC)
    assert str(caught.value.position) == f"{path}.prov"
    with pytest.raises(ChartError, match="a folder has no signature"):
        provenance.verify_file(str(folder / "c"), PUBLIC)
    (folder / "c.zip").write_bytes(b"")
    with pytest.raises(ChartError, match=r"a chart with a signature is a \.tgz archive"):
        provenance.verify_file(str(folder / "c.zip"), PUBLIC)


@pytest.mark.oracle
def test_helm_verifies_what_is_signed_here(folder: Path, helm: str) -> None:
    for name in [*NAMES, "Bob Locked <locked@example.org>", "Dan <dan@example.org>"]:
        path = save(str(folder / "c"), str(folder), signing=signing(name))
        command = [helm, "verify", path, "--keyring", PUBLIC]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout == provenance.verify_file(path, PUBLIC).report()


@pytest.mark.oracle
def test_what_helm_signs_is_verified_here(folder: Path, helm: str) -> None:
    for name in NAMES:
        command = [helm, "package", "c", "--sign", "--key", name, "--keyring", SECRET]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        assert provenance.verify_file(str(folder / "c-1.0.0.tgz"), PUBLIC).names == [name]
