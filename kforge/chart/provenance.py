"""Provenance files (.prov): Chart.yaml and the digest of an archive, signed in the clear, as helm does."""

from hashlib import sha256

from kforge.errors import ChartError, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.chart.chart import Chart
    from kforge.chart.openpgp import Ask

SUFFIX = ".prov"
SEPARATOR = b"\n...\n"  # the end of a YAML document, since --- is not to stand in a signed text
PREFIX = "sha256:"


class Verified:
    """A package whose signature holds: who signed it, and its digest (sha256:…)."""

    __slots__ = ("digest", "fingerprint", "names")

    def __init__(self, digest: str, fingerprint: str, names: "list[str]") -> None:
        self.digest = digest
        self.fingerprint = fingerprint
        self.names = names

    def report(self) -> str:
        """The lines that helm prints."""
        signed = "".join(f"Signed by: {name}\n" for name in self.names)
        key = f"Using Key With Fingerprint: {self.fingerprint.upper()}\n"
        return f"{signed}{key}Chart Hash Verified: {self.digest}\n"


def text(chart: "Chart", archive: bytes, filename: str) -> bytes:
    """What is signed: Chart.yaml as Helm writes it, and the digest of the archive by its name."""
    from kforge.chart.definition import text as definition
    from kforge.yaml.emit import dump

    files = dump({"files": {filename: PREFIX + sha256(archive).hexdigest()}})
    return definition(chart.metadata).encode() + SEPARATOR + files.encode()


def sign(chart: "Chart", archive: bytes, filename: str, *, keyring: str, key: str, ask: "Ask") -> bytes:
    """The provenance file of an archive. Raises ChartError, FileError."""
    from kforge.chart import openpgp

    return openpgp.sign(text(chart, archive, filename), keyring, key, ask)


def verify(archive: bytes, provenance: bytes, filename: str, keyring: str, shown: str = "") -> Verified:
    """Hold an archive to its provenance file; `shown` is how errors call that. Raises ChartError, FileError.

    `keyring` is the file with the public keys, "" for the default one.
    """
    from kforge.chart import openpgp

    place = shown or filename + SUFFIX
    signed = openpgp.verify(provenance, place, keyring or openpgp.default_keyring())
    wanted = _digests(signed.text, place).get(filename)
    if wanted is None:
        raise ChartError(f"the signature is not for a file called {filename}", Position(place))
    found = PREFIX + sha256(archive).hexdigest()
    if wanted != found:
        raise ChartError(
            f"{filename} is not the file that was signed: its digest is {found}, not {wanted}",
            Position(place),
        )
    return Verified(found, signed.fingerprint, signed.names)


def verify_file(path: str, keyring: str) -> Verified:
    """Hold the archive at `path` to the provenance file beside it. Raises ChartError, FileError."""
    import os

    from kforge.files import read_bytes

    if os.path.isdir(path):
        raise ChartError("a folder has no signature", Position(path), hint="kforge package --sign makes one")
    if not path.lower().endswith(".tgz"):
        raise ChartError("a chart with a signature is a .tgz archive", Position(path))
    archive = read_bytes(path)
    place = path + SUFFIX
    return verify(archive, read_bytes(place), os.path.basename(path), keyring, place)


def _digests(content: bytes, shown: str) -> "dict[str, object]":
    """The digests by file name in a signed text."""
    from kforge.chart.document import read

    parts = content.split(SEPARATOR)
    tree = read(parts[1].decode("utf-8", "replace"), shown).tree if len(parts) > 1 else None
    files = tree.get("files") if isinstance(tree, dict) else None
    if not isinstance(files, dict):
        raise ChartError("what is signed here is no package of a chart", Position(shown))
    return files
