"""Build every kustomization below some folders with kforge and with kubectl, and compare the bytes.

    python scripts/compare_overlays.py [OPTION...] FOLDER...

Prints a line for each target that differs (the first line that does, or which tool fails and why), and
totals. Kustomizations that need the network or a helm binary are counted and left out unless --remote is
given; components are never built alone. The exit code is 1 when anything differs.
"""

import argparse
import contextlib
import io
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [ROOT, os.path.join(ROOT, "scripts")]

import install_oracles  # noqa: E402 - found by the line above

from kforge.errors import KforgeError  # noqa: E402
from kforge.files import read_text  # noqa: E402
from kforge.overlay.build import BuildOptions, build_text  # noqa: E402
from kforge.overlay.kustomization import FILE_NAMES  # noqa: E402
from kforge.overlay.load import NO_RESTRICTION, ROOT_ONLY, git_url, is_web  # noqa: E402
from kforge.yaml.parse import parse_documents  # noqa: E402

TIMEOUT = 300  # seconds for one target of the real tool
FIELDS = (
    "resources",
    "bases",
    "components",
    "generators",
    "transformers",
    "validators",
    "crds",
    "configurations",
)


def targets(root: str) -> Iterator[str]:
    """Every folder below `root` with a kustomization in it, but for those of components."""
    for folder, below, files in os.walk(root):
        below[:] = sorted(name for name in below if name != ".git")
        name = next((each for each in FILE_NAMES if each in files), "")
        if name and read(os.path.join(folder, name)).get("kind") != "Component":
            yield folder


def read(path: str) -> dict[str, object]:
    """The fields of a kustomization by lower-case names; none when it cannot be read."""
    try:
        documents = parse_documents(read_text(path), path, duplicates="last")
    except KforgeError:
        return {}
    tree = documents[0].tree if documents else None
    return {key.lower(): value for key, value in tree.items()} if isinstance(tree, dict) else {}


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def needs(folder: str, seen: set[str]) -> str:
    """What a target needs that is not on this machine: "network", "helm", or nothing."""
    real = os.path.realpath(folder)
    if real in seen:
        return ""
    seen.add(real)
    name = next((each for each in FILE_NAMES if os.path.isfile(os.path.join(folder, each))), "")
    fields = read(os.path.join(folder, name)) if name else {}
    if fields.get("helmcharts") or fields.get("helmchartinflationgenerator"):
        return "helm"
    entries = [entry for field in FIELDS for entry in strings(fields.get(field)) if "\n" not in entry]
    paths = [each for field in ("patches", "patchesstrategicmerge") for each in strings(fields.get(field))]
    if any(is_web(entry) for entry in [*entries, *paths]) or any(git_url(entry) for entry in entries):
        return "network"
    inner = (os.path.join(folder, entry) for entry in entries)
    found = (needs(path, seen) for path in inner if os.path.isdir(path))
    return next(filter(None, found), "")


def ours(folder: str, restrictor: str) -> tuple[str | None, str]:
    """What kforge prints, or None, and why it fails."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return build_text([folder], BuildOptions(load_restrictor=restrictor)), ""
    except KforgeError as error:
        return None, error.render()
    except Exception as error:  # a bug in kforge is one of the things looked for here
        return None, f"BUG {type(error).__name__}: {error}"


def theirs(kubectl: str, folder: str, restrictor: str) -> tuple[str | None, str]:
    command = [kubectl, "kustomize", folder, f"--load-restrictor={restrictor}"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=TIMEOUT)
    if done.returncode:
        lines = [line for line in done.stderr.decode().splitlines() if not line.startswith("# Warning")]
        return None, " ".join(lines)
    return done.stdout.decode(), ""


def first_difference(kforge: str, kubectl: str) -> str:
    mine, real = kforge.splitlines(), kubectl.splitlines()
    for number, (left, right) in enumerate(zip(mine, real, strict=False), 1):
        if left != right:
            return f"line {number}: kforge {left!r}, kubectl {right!r}"
    return f"kforge {len(mine)} lines, kubectl {len(real)}"


def verdict(folder: str, restrictor: str, real: tuple[str | None, str]) -> tuple[str, str]:
    """A word for the totals, and what to print about the target."""
    text, reason = ours(folder, restrictor)
    if text is None and real[0] is None:
        return ("differ", reason) if reason.startswith("BUG") else ("fail in both", reason)
    if text is None:
        return "differ", f"only kforge fails: {reason}"
    if real[0] is None:
        return "differ", f"only kubectl fails: {real[1]}"
    return ("equal", "") if text == real[0] else ("differ", first_difference(text, real[0]))


def compare(folders: Iterable[str], arguments: argparse.Namespace) -> "Counter[str]":
    totals: Counter[str] = Counter()
    restrictor = NO_RESTRICTION if arguments.unrestricted else ROOT_ONLY
    wanted = []
    for folder in folders:
        lacking = "" if arguments.remote else needs(folder, set())
        if lacking:
            totals[f"need {lacking}"] += 1
        else:
            wanted.append(folder)
    with ThreadPoolExecutor(arguments.jobs) as pool:
        runs = pool.map(lambda folder: theirs(arguments.kubectl, folder, restrictor), wanted)
        for folder, real in zip(wanted, runs, strict=True):
            word, reason = verdict(folder, restrictor, real)
            totals[word] += 1
            if word == "differ" or arguments.list:
                print(f"{folder}: {word}{': ' if reason else ''}{reason}", flush=True)
    return totals


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--kubectl", default=str(install_oracles.folder() / "kubectl"))
    parser.add_argument("--jobs", type=int, default=2, help="how many runs of kubectl at once")
    parser.add_argument("--remote", action="store_true", help="build what needs network or helm too")
    parser.add_argument("--unrestricted", action="store_true", help="with LoadRestrictionsNone")
    parser.add_argument("--list", action="store_true", help="name every target, not only those that differ")
    arguments = parser.parse_args()
    every: Counter[str] = Counter()
    for root in arguments.folders:
        totals = compare(targets(root), arguments)
        print(f"{root}: {', '.join(f'{count} {word}' for word, count in sorted(totals.items())) or 'none'}")
        every += totals
    if len(arguments.folders) > 1:
        print(f"all: {', '.join(f'{count} {word}' for word, count in sorted(every.items()))}")
    return 1 if every["differ"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
