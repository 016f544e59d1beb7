"""`python -m benchmarks.lint`: what kforge lint costs as a share of what yamllint costs on the same files.

CPU time (user + system) of whole processes, medians of pairs that run by turns, as in the other benchmarks.
Both are installed into environments of their own, yamllint from the package index or where --yamllint says.
It runs with its default rules; what either of them finds plays no part.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import inputs
from benchmarks.__main__ import install
from benchmarks.measure import Command, Cost, Pairs

YAMLLINT = "yamllint==1.38.0"


def install_yamllint(work: Path) -> Path:
    """Install yamllint into a new environment. Returns its script."""
    subprocess.run([sys.executable, "-m", "venv", work / "yamllint"], check=True)
    pip = [str(work / "yamllint" / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", YAMLLINT], check=True)
    return work / "yamllint" / "bin" / "yamllint"


def manifests(folder: Path, count: int) -> Path:
    """Ordinary manifests, one a file: six Deployments, three Services and a ConfigMap of ten."""
    return inputs.write(
        folder, {f"resource-{number:04}.yaml": inputs.resource(number) for number in range(count)}
    )


def ratio(ours: Callable[[], Cost], theirs: Callable[[], Cost], count: int) -> Pairs:
    """Run both `count` times by turns, after a run of each that does not count."""
    done = Pairs([], [])
    for number in range(-1, count):
        costs = (ours(), theirs()) if number % 2 else tuple(reversed((theirs(), ours())))
        if number >= 0:
            done.ours.append(costs[0])
            done.theirs.append(costs[1])
    return done


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lint", description=__doc__)
    parser.add_argument("--yamllint", type=Path, help="a yamllint that is there already")
    parser.add_argument("--pairs", type=int, default=7, help="how often both run")
    parser.add_argument("paths", nargs="*", type=Path, help="files and folders to lint besides")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kforge-bench-") as name:
        work = Path(name)
        kforge, yamllint = install(work), given.yamllint or install_yamllint(work)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "XDG_"))}
        environment = {**kept, "HOME": str(work / "home")}

        def command(*words: str | Path) -> Callable[[], Cost]:
            shell = ["/bin/sh", "-c", '"$@" || true', "sh"]  # what is found makes no difference
            return Command([*shell, *map(str, words)], environment, work).run

        many = manifests(work / "many", 1000)
        print(f"{'CPU of kforge lint over CPU of yamllint':<48}   ratio  target  met")
        for what, path, target, count in (
            ("1000 manifests", many, 0.2, given.pairs),
            ("one manifest", many / "resource-0000.yaml", 1.0, 3 * given.pairs),
            *((str(path), path.resolve(), 0.0, given.pairs) for path in given.paths),
        ):
            done = ratio(command(kforge, "lint", path), command(yamllint, path), count)
            met = "" if not target else "yes" if done.ratio() <= target else "NO"
            print(f"{what:<48} {done.ratio():7.3f} {target or '-':>7} {met:>4}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
