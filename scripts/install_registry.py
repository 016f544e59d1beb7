"""Fetch an OCI registry, the server of the tests against registries, and print the path of its program.

It is Debian's docker-registry: the one on the PATH when there is one, else the package, unpacked beside the
real helm and kubectl without being installed. apt-get and dpkg-deb are needed for that, root is not.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import install_oracles

PACKAGE = "docker-registry"
PROGRAM = "usr/bin/docker-registry"


def folder() -> Path:
    """Where the package is unpacked, whether it is there or not."""
    return install_oracles.folder().parent / PACKAGE


def program() -> Path | None:
    """The registry's program, None when there is none."""
    installed = shutil.which(PACKAGE)
    own = folder() / PROGRAM
    if os.access(own, os.X_OK):
        return own
    return Path(installed) if installed else None


def install() -> Path:
    """Make sure that there is one, and return its path. Exits with a reason when there cannot be."""
    found = program()
    if found:
        return found
    place = folder()
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".unpack-") as work:
        package = _download(Path(work))
        fresh = Path(work) / "unpacked"
        if subprocess.run(["dpkg-deb", "-x", package, fresh], check=False).returncode:
            sys.exit(f"install_registry: {package.name} could not be unpacked")
        try:
            fresh.rename(place)
        except OSError:  # another run was faster
            if program() is None:
                shutil.rmtree(place)
                fresh.rename(place)
    found = program()
    if found is None:
        sys.exit(f"install_registry: the package {PACKAGE} holds no {PROGRAM}")
    return found


def _download(work: Path) -> Path:
    """The package's file: by the lists of packages that the system has, else by lists fetched for this."""
    if not shutil.which("apt-get"):
        sys.exit(f"install_registry: there is no apt-get here: put a {PACKAGE} on the PATH")
    lists = work / "lists"
    (lists / "partial").mkdir(parents=True)
    own = ["-o", f"Dir::State::Lists={lists}", "-o", "APT::Sandbox::User=root", "-o", f"Dir::Cache={work}"]
    for options, update in (([], False), (own, True)):
        if update:
            subprocess.run(["apt-get", "-qq", *options, "update"], cwd=work, check=False)
        command = ["apt-get", "-qq", *options, "download", PACKAGE]
        subprocess.run(command, cwd=work, check=False, stderr=None if update else subprocess.DEVNULL)
        found = list(work.glob("*.deb"))
        if found:
            return found[0]
    sys.exit(f"install_registry: apt-get could not download {PACKAGE}")


if __name__ == "__main__":
    print(install())
