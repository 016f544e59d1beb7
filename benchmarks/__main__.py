"""`make bench`: what kforge costs as a share of what the real tools cost for the same work, in the same run.

CPU time (user + system) of whole processes, medians of pairs that run by turns. kforge is installed into an
environment of its own, as a user has it. `--quick` runs few pairs and leaves the long ones out.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import go_charts, inputs
from benchmarks.measure import Command, Cost, Pairs, pairs

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import install_oracles  # noqa: E402  (a script, not a package)

SAMPLE = 10  # of the hundred overlays kubectl builds ten, and is charged ten times their cost; so is helm


class Bench:
    """The two sides and the place they work in."""

    def __init__(self, work: Path, *, quick: bool) -> None:
        self.work = work
        self.quick = quick
        self.missed = 0
        oracles = install_oracles.install()
        self.helm, self.kubectl = str(oracles / "helm"), str(oracles / "kubectl")
        self.kforge = str(install(work))
        # bytecode and caches as every user has them, but none of this user's own
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "XDG_", "HELM_"))
        }
        self.environment = {**kept, "HOME": str(work / "home"), "KUBECONFIG": os.devnull}

    def command(self, *words: str | Path) -> Callable[[], Cost]:
        return Command([str(word) for word in words], self.environment, self.work).run

    def compare(
        self, what: str, ours: Callable[[], Cost], theirs: Callable[[], Cost], count: int, target: float
    ) -> None:
        long = count <= 2
        if long and self.quick:
            return
        done = pairs(ours, theirs, max(3, count // 4) if self.quick else count, warm=not long)
        self.report(what, done, target)

    def report(self, what: str, done: Pairs, target: float) -> None:
        """One line; a target of 0 is none: the number is only told."""
        low, high = done.spread()
        met = done.ratio() <= target
        self.missed += bool(target) and not met
        number = f"{len(done.ours)} pair{'s' if len(done.ours) > 1 else ''}"
        verdict = f"{target:7.2f} {'yes' if met else 'NO':>4}" if target else f"{'-':>7} {'-':>4}"
        print(
            f"{what:<52} {done.ratio():7.3f} {low:7.3f} {high:7.3f} {verdict} {done.memory():7.2f}  {number}",
            flush=True,
        )

    def cold(self, *words: str | Path) -> Callable[[], Cost]:
        """The command as on a machine that has never run it: with no cache."""
        cache = self.work / "cold"
        command = Command(
            [str(word) for word in words], {**self.environment, "XDG_CACHE_HOME": str(cache)}, self.work
        )

        def run() -> Cost:
            shutil.rmtree(cache, ignore_errors=True)
            return command.run()

        return run


def install(work: Path) -> Path:
    """Install a copy of this checkout into a new environment, as make does. Returns its script."""
    source = work / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "kforge", source / "kforge", ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run([sys.executable, "-m", "venv", work / "venv"], check=True)
    pip = [
        str(work / "venv" / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    subprocess.run([*pip, "--upgrade", "pip"], check=True)
    subprocess.run([*pip, str(source)], check=True)
    return work / "venv" / "bin" / "kforge"


def start_up(bench: Bench) -> None:
    one = inputs.one_resource(bench.work / "one")
    bench.compare(
        "build, one resource",
        bench.command(bench.kforge, "build", one),
        bench.command(bench.kubectl, "kustomize", one),
        40,
        0.6,
    )
    bench.compare(
        "the same, the first time on a machine",
        bench.cold(bench.kforge, "build", one),
        bench.command(bench.kubectl, "kustomize", one),
        20,
        0,
    )
    charts = {engine: inputs.chart(bench.work / engine / "shop", engine) for engine in ("jinja", "gotmpl")}
    bench.compare(
        "template, small Jinja chart (helm: Go twin)",
        bench.command(bench.kforge, "template", "shop", charts["jinja"]),
        bench.command(bench.helm, "template", "shop", charts["gotmpl"]),
        40,
        1.5,
    )


def overlays(bench: Bench) -> None:
    for count, repeats, target in ((10, 20, 0.2), (100, 10, 0.1), (1000, 2, 0.02)):
        folder = inputs.patched(bench.work / f"patched-{count}", count)
        bench.compare(
            f"build, {count} resources, six patches",
            bench.command(bench.kforge, "build", folder),
            bench.command(bench.kubectl, "kustomize", folder),
            repeats,
            target,
        )


def growth(bench: Bench) -> None:
    """kforge alone: CPU of larger overlays over that of the thousand."""
    sizes = (1000, 2000, 5000)
    runs = {
        size: bench.command(bench.kforge, "build", inputs.patched(bench.work / f"g{size}", size))
        for size in sizes
    }
    repeats = 2 if bench.quick else 5
    costs: dict[int, list[float]] = {size: [] for size in sizes}
    for _ in range(repeats):
        for size, run in runs.items():
            costs[size].append(run().cpu)
    middle = {size: sorted(values)[len(values) // 2] for size, values in costs.items()}
    for size in sizes[1:]:
        times, linear = middle[size] / middle[1000], size / 1000
        met = times <= 1.1 * linear
        bench.missed += not met
        what = f"build, {size} resources over 1000 (linear: {linear:g})"
        print(
            f"{what:<52} {times:7.3f} {'':7} {'':7} {1.1 * linear:7.2f} {'yes' if met else 'NO':>4}",
            flush=True,
        )


def fleet(bench: Bench) -> None:
    """A hundred overlays over one base: one kforge process against a hundred kubectl processes."""
    folders = inputs.fleet(bench.work / "fleet", 100, 100)
    sample = folders[:: len(folders) // SAMPLE]
    ten = bench.command(bench.kforge, "build", *sample)
    kubectl = [bench.command(bench.kubectl, "kustomize", folder) for folder in sample]

    def theirs() -> Cost:
        first, *rest = kubectl
        return sum((run() for run in rest), first())

    same = pairs(ten, theirs, 1, warm=False)  # checks that the sample comes out the same
    whole = bench.command(bench.kforge, "build", *folders)
    scale = len(folders) / len(sample)
    repeats = 1 if bench.quick else 3
    ours, scaled = [], []
    for number in range(repeats):
        ours.append(whole())
        cost = same.theirs[0] if number == 0 else theirs()
        scaled.append(Cost(cost.cpu * scale, cost.memory, b""))
    bench.report(
        f"build, 100 overlays at once (kubectl: {scale:g} x {len(sample)} runs)", Pairs(ours, scaled), 0.03
    )


def charts(bench: Bench) -> None:
    """Charts of Go templates: the one helm itself creates, and ours in the sizes of well-known ones."""
    subprocess.run([bench.helm, "create", "scaffold"], cwd=bench.work, check=True, capture_output=True)
    rows = (
        ("the chart of helm create", bench.work / "scaffold", 30, 0.6),
        ("20 templates over a library chart", go_charts.parts(bench.work / "medium", 10), 20, 0.4),
        ("100 templates over a library chart", go_charts.parts(bench.work / "large", 50), 10, 0.3),
        ("120 templates, 1500 alerts", go_charts.parts(bench.work / "rules", 30, 60, 25), 10, 0.6),
    )
    for what, chart, count, target in rows:
        theirs = bench.command(bench.helm, "template", "shop", chart)
        bench.compare(
            f"template, {what}", bench.command(bench.kforge, "template", "shop", chart), theirs, count, target
        )
        cold = bench.cold(bench.kforge, "template", "shop", chart)
        bench.compare("the same, the first time on a machine", cold, theirs, max(count // 2, 4), 1.2)


def many_values(bench: Bench) -> None:
    """A hundred values files over one chart: one process of kforge against a hundred of helm."""
    chart = go_charts.parts(bench.work / "medium", 10)
    files = go_charts.values_files(bench.work / "values", 100)
    sample = files[:: len(files) // SAMPLE]
    python = Path(bench.kforge).with_name("python")
    helm = [bench.command(bench.helm, "template", "shop", chart, "-f", file) for file in sample]

    def theirs() -> Cost:
        first, *rest = helm
        whole = sum((run() for run in rest), first())
        return Cost(whole.cpu, whole.memory, whole.output + b"---\n")

    same = pairs(bench.command(python, "-c", go_charts.RENDER_ALL, chart, *sample), theirs, 1, warm=False)
    whole = bench.command(python, "-c", go_charts.RENDER_ALL, chart, *files)
    scale = len(files) / len(sample)
    ours, scaled = [], []
    for number in range(1 if bench.quick else 3):
        ours.append(whole())
        cost = same.theirs[0] if number == 0 else theirs()
        scaled.append(Cost(cost.cpu * scale, cost.memory, b""))
    what = f"template, 100 values files (helm: {scale:g} x {len(sample)} runs)"
    bench.report(what, Pairs(ours, scaled), 0.1)


def created(bench: Bench) -> None:
    """The chart that kforge creates against the one that helm creates; with a hundred values files too."""
    for tool, name in ((bench.kforge, "ours"), (bench.helm, "theirs")):
        subprocess.run([tool, "create", name], cwd=bench.work, check=True, capture_output=True)
    ours, theirs = bench.work / "ours", bench.work / "theirs"
    one = bench.command(bench.kforge, "template", "shop", ours)
    helm = bench.command(bench.helm, "template", "shop", theirs)
    count = 8 if bench.quick else 30
    bench.report("template, a new Jinja chart (helm: its own)", pairs(one, helm, count, alike=False), 1.0)
    folder = bench.work / "matrix"
    folder.mkdir()
    for number in range(100):
        (folder / f"{number}.yaml").write_text(
            f"replicaCount: {number}\nimage: {{tag: v{number}}}\ningress: {{enabled: true}}\n"
        )
    words = ("--matrix", f"{folder}/*.yaml", "--output-dir", bench.work / "rendered")
    whole = bench.command(bench.kforge, "template", "shop", ours, *words)
    helm = bench.command(bench.helm, "template", "shop", theirs, "-f", folder / "7.yaml")
    count = 3 if bench.quick else 10
    done = pairs(whole, helm, count, alike=False)
    hundred = [Cost(cost.cpu * 100, cost.memory, b"") for cost in done.theirs]
    bench.report("template --matrix, 100 values files (helm: 100 x 1 run)", Pairs(done.ours, hundred), 0.05)


def public(bench: Bench, folders: list[Path]) -> None:
    """Charts that lie on this machine, with their own values; no target."""
    for folder in folders:
        path = folder.resolve()
        ours = bench.command(bench.kforge, "template", "shop", path)
        theirs = bench.command(bench.helm, "template", "shop", path)
        bench.report(f"template, {path.name}", pairs(ours, theirs, 4 if bench.quick else 10, alike=False), 0)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few pairs, nothing that takes long")
    parser.add_argument(
        "--charts", nargs="*", type=Path, default=[], help="measure these charts, and no more"
    )
    arguments = parser.parse_args()
    quick = arguments.quick
    with tempfile.TemporaryDirectory(prefix="kforge-bench-") as folder:
        bench = Bench(Path(folder), quick=quick)
        print(f"{'CPU of kforge over CPU of the real tool':<52}   ratio     low    high  target  met  memory")
        public(bench, arguments.charts)
        for part in (
            () if arguments.charts else (start_up, overlays, growth, fleet, charts, many_values, created)
        ):
            part(bench)
    print(f"{bench.missed} missed" if bench.missed else "all targets met")
    return 0


if __name__ == "__main__":
    sys.exit(main())
