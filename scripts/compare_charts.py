"""Render every chart below some folders with kforge and with helm, and compare the bytes.

    python scripts/compare_charts.py [OPTION...] FOLDER...

Each chart is rendered with its default values and once with each values file that it brings for tests (ci/,
tests/, values-*.yaml). Dependencies that lie in none of its own folders are taken from the other charts below
the FOLDERs, in a copy; those that nobody has are left out of the copy, and named.

With --mutate each chart is rendered with changed default values as well: all that can be enabled is, every
boolean is inverted, what is empty is filled, numbers are large.

Lines that differ between runs of helm itself (random names, keys, certificates, times) count for nothing.
Prints a line for each case that differs, and totals. The exit code is 1 when anything differs.
"""

import argparse
import difflib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [ROOT, os.path.join(ROOT, "scripts")]

import install_oracles  # noqa: E402 - found by the line above

from kforge import semver  # noqa: E402
from kforge.chart.document import read  # noqa: E402
from kforge.errors import KforgeError  # noqa: E402
from kforge.files import read_text  # noqa: E402
from kforge.render.options import RenderOptions  # noqa: E402
from kforge.render.render import Renderer  # noqa: E402

TIMEOUT = 60  # seconds for one run of either tool
RUNS = 4  # of helm, to find the lines that it never prints twice
VALUES = ("ci/*.yaml", "ci/*.yml", "tests/*values*.yaml", "tests/**/*values*.yaml", "values[-_.]*.yaml")
MORE_VALUES = ("*-values.yaml", "test-values/*.yaml", "example*/*values*.yaml")
NOT_VALUES = ("values.yaml", "Chart.yaml")
DEPENDENCIES = ("Chart.yaml", "requirements.yaml")
EQUAL, BOTH_FAIL, DIFFER, TOO_LONG = "equal", "fail in both", "differ", "too long for helm"


@dataclass(frozen=True)
class Chart:
    """A chart as it lies on disk."""

    path: Path
    name: str
    version: str
    is_library: bool
    dependencies: tuple[tuple[str, str, str], ...]  # name, version, repository


@dataclass(frozen=True)
class Case:
    """A chart, ready to be rendered, with one choice of values."""

    shown: str
    path: str
    values: str
    schemas: bool = True

    def values_path(self) -> str:
        return os.path.join(self.path, self.values)

    def values_name(self) -> str:
        return self.values if not os.path.isabs(self.values) else self.values.rpartition("-")[2]


@dataclass(frozen=True)
class Answer:
    """What a tool prints, or None, and why it fails."""

    text: str | None
    reason: str = ""
    seconds: float = 0.0


@dataclass
class Pool:
    """All charts, by name: where dependencies come from."""

    by_name: dict[str, list[Chart]] = field(default_factory=dict)

    def add(self, chart: Chart) -> None:
        self.by_name.setdefault(chart.name, []).append(chart)

    def find(self, chart: Chart, name: str, version: str, repository: str) -> Chart | None:
        """A chart for a dependency of `chart`: where it points to, or the newest that fits, or the newest."""
        if repository.startswith("file://"):
            return read_chart((chart.path / repository.removeprefix("file://")).resolve())
        candidates = sorted(self.by_name.get(name, []), key=lambda one: _version_key(one.version))
        near = [one for one in candidates if _owner(one.path) == _owner(chart.path)]
        for group in (near, candidates):
            fitting = [one for one in group if semver.satisfies(version, one.version)]
            if fitting or (group and group is candidates):
                return (fitting or group)[-1]
        return None


def _version_key(version: str) -> tuple[int, ...]:
    numbers = version.lstrip("v").partition("-")[0].partition("+")[0].split(".")
    return tuple(int(number) for number in numbers if number.isdecimal())


def _owner(path: Path) -> str:
    return next((part for part in path.parts if "+" in part), str(path.parent.parent))


# ---- charts on disk


def fields(path: Path) -> dict[str, object]:
    try:
        tree = read(read_text(str(path)), str(path)).tree
    except KforgeError:
        return {}
    return tree if isinstance(tree, dict) else {}


def read_chart(path: Path) -> Chart | None:
    """The chart in the folder `path`, None when there is none that can be read."""
    known = fields(path / "Chart.yaml")
    if not isinstance(known.get("name"), str):
        return None
    listed: list[tuple[str, str, str]] = []
    for file in DEPENDENCIES:
        entries = fields(path / file).get("dependencies") if (path / file).is_file() else None
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and entry.get("name"):
                wanted = (str(entry.get(key) or "") for key in ("name", "version", "repository"))
                listed.append(tuple(wanted))  # type: ignore[arg-type]
    library = known.get("type") == "library"
    return Chart(path, str(known["name"]), str(known.get("version")), library, tuple(listed))


def charts(root: Path) -> Iterator[Chart]:
    """Every chart below `root` that is no part of another one."""
    for folder, below, files in os.walk(root):
        below[:] = sorted(name for name in below if name != ".git")
        if "Chart.yaml" in files:
            chart = read_chart(Path(folder))
            if chart:
                yield chart
            below[:] = []


def present(path: Path) -> set[str]:
    """The names of the charts in the charts/ folder of a chart."""
    found = set()
    for entry in sorted((path / "charts").glob("*")):
        if entry.is_dir():
            inner = read_chart(entry)
            found.add(inner.name if inner else entry.name)
        elif entry.suffix == ".tgz":
            found.add(entry.name.rpartition("-")[0])
            found.add(entry.name)
    return found


def missing(chart: Chart) -> list[tuple[str, str, str]]:
    here = present(chart.path)
    return [
        entry
        for entry in chart.dependencies
        if entry[0] not in here and not any(name.startswith(f"{entry[0]}-") for name in here)
    ]


def assemble(chart: Chart, pool: Pool, into: Path, above: tuple[str, ...] = ()) -> list[str]:
    """Copy `chart` to `into` and put its dependencies into its charts/; the names of those nobody has."""
    shutil.copytree(chart.path, into, symlinks=False, ignore_dangling_symlinks=True)
    for lock in ("Chart.lock", "requirements.lock"):
        (into / lock).unlink(missing_ok=True)
    lacking: list[str] = []
    done: set[str] = set()
    for name, version, repository in missing(chart):
        found = pool.find(chart, name, version, repository)
        if found is None or found.name in above or len(above) > 6:
            lacking.append(name)
        elif found.name not in done:
            done.add(found.name)
            target = into / "charts" / found.name
            if not target.exists():
                lacking += assemble(found, pool, target, (*above, chart.name))
    for name in lacking:
        for file in DEPENDENCIES:
            leave_out(into / file, name)
    return lacking


def leave_out(path: Path, name: str) -> None:
    """Take the dependency `name` out of a Chart.yaml or requirements.yaml."""
    tree = fields(path) if path.is_file() else {}
    listed = tree.get("dependencies")
    if isinstance(listed, list):
        tree["dependencies"] = [
            entry for entry in listed if not (isinstance(entry, dict) and entry.get("name") == name)
        ]
        path.write_text(json.dumps(tree, default=str))


def values_files(path: Path, more: bool) -> list[str]:
    patterns = VALUES + (MORE_VALUES if more else ())
    found = {
        str(file.relative_to(path)): None
        for pattern in patterns
        for file in sorted(path.glob(pattern))
        if file.is_file() and file.name not in NOT_VALUES
    }
    return [name for name in found if not name.startswith("charts/")]


def changed(value: object, change: Callable[[object, str], object], key: str = "") -> object:
    """`value` with every scalar, list and empty mapping in it changed."""
    if isinstance(value, dict) and value:
        return {name: changed(item, change, str(name)) for name, item in value.items()}
    return change(value, key)


def enabled(value: object, key: str) -> object:
    return True if value is False and key.lower().endswith(("enabled", "create", "install")) else value


def inverted(value: object, _: str) -> object:
    return not value if isinstance(value, bool) else value


def filled(value: object, _: str) -> object:
    if value is None or value == "":
        return "some-text"
    if isinstance(value, list | dict) and not value:
        return {"some.key": "some value", "no": 1} if isinstance(value, dict) else ["item", "other item"]
    return value


def enlarged(value: object, _: str) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return value * 1009 if value >= 100 else value + 0.5


MUTATIONS = {"enabled": enabled, "inverted": inverted, "filled": filled, "enlarged": enlarged}


def mutated(path: Path, work: Path) -> Iterator[str]:
    """Files of changed values for the chart at `path`."""
    own = fields(path / "values.yaml")
    for name, change in MUTATIONS.items():
        tree = changed(own, change)
        if own and tree != own:
            place = work / f"{path.name}-{hashlib.sha256(str(path).encode()).hexdigest()[:8]}-{name}.json"
            place.write_text(json.dumps(tree, default=str))
            yield str(place)


def cases(roots: Sequence[Path], work: Path, arguments: argparse.Namespace) -> Iterator[Case]:
    found = [chart for root in roots for chart in charts(root)]
    pool = Pool()
    for chart in found:
        pool.add(chart)
    for chart in found:
        shown = str(chart.path)
        if chart.is_library or (arguments.only and not any(word in shown for word in arguments.only)):
            continue
        path = chart.path
        if missing(chart):
            path = work / hashlib.sha256(shown.encode()).hexdigest()[:12] / chart.name
            lacking = assemble(chart, pool, path)
            if lacking and arguments.list:
                print(f"{shown}: without {', '.join(sorted(set(lacking)))}", flush=True)
        made = mutated(path, work) if arguments.mutate else ()
        for values in ("", *values_files(path, arguments.more_values), *made):
            yield Case(shown, str(path), values, not arguments.without_schemas)


# ---- the two tools


def ours(case: Case) -> Answer:
    start = time.process_time()

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(TIMEOUT)
    try:
        options = RenderOptions(
            name="rel",
            values_files=[case.values_path()] if case.values else (),
            skip_schema_validation=not case.schemas,
        )
        text = Renderer(case.path).render(options).text()
        return Answer(text, "", time.process_time() - start)
    except KforgeError as error:
        return Answer(None, error.render(), time.process_time() - start)
    except TimeoutError:
        return Answer(None, "timeout", time.process_time() - start)
    except Exception as error:  # a bug in kforge is one of the things looked for here
        return Answer(None, f"BUG {type(error).__name__}: {error}", time.process_time() - start)
    finally:
        signal.alarm(0)


def theirs(helm: str, case: Case) -> Answer:
    command = [helm, "template", "rel", case.path]
    command += ["-f", case.values_path()] if case.values else []
    command += [] if case.schemas else ["--skip-schema-validation"]
    start = time.monotonic()
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return Answer(None, TOO_LONG)
    seconds = time.monotonic() - start
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").splitlines()
        kept = [line for line in lines if line.strip() and not line.startswith(("level=", "Use --debug"))]
        return Answer(None, " ".join(kept), seconds)
    return Answer(done.stdout.decode("utf-8", "surrogateescape"), "", seconds)


class Helm:
    """The real helm; with a folder to keep them in, its answers are asked for only once."""

    def __init__(self, path: str, keep: str) -> None:
        self.path = path
        self.keep = Path(keep) if keep else None
        self.stamp = hashlib.sha256(Path(path).read_bytes()).hexdigest() if keep else ""

    def answer(self, case: Case, run: int = 0) -> Answer:
        if not self.keep:
            return theirs(self.path, case)
        place = self.keep / f"{self._key(case)}-{run}.json"
        if place.is_file():
            return Answer(**json.loads(place.read_text("utf-8", "surrogateescape")))
        found = theirs(self.path, case)
        self.keep.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(found.__dict__, ensure_ascii=False), "utf-8", "surrogateescape")
        return found

    def _key(self, case: Case) -> str:
        how = "" if case.schemas else " --skip-schema-validation"
        digest = hashlib.sha256(f"{self.stamp} {case.shown} {case.values_name()}{how}".encode())
        if os.path.isabs(case.values):
            digest.update(Path(case.values).read_bytes())
        for file in sorted(Path(case.path).rglob("*")):
            if file.is_file():
                digest.update(str(file.relative_to(case.path)).encode() + b"\0" + file.read_bytes())
        return digest.hexdigest()[:32]


# ---- the comparison


def unstable(first: Sequence[str], second: Sequence[str]) -> set[int]:
    """The lines of `first` that read otherwise in `second`; -n-1 for what is inserted before line n."""
    found: set[int] = set()
    for tag, start, end, _, _ in difflib.SequenceMatcher(None, first, second, False).get_opcodes():
        if tag != "equal":
            found |= set(range(start, end)) or {-start - 1}
    return found


def difference(kforge: str, runs: Iterable[str]) -> str:
    """The first line that differs and is the same in all of helm's `runs`, "" when there is none."""
    first, *more = runs
    lines, mine = first.split("\n"), kforge.split("\n")
    loose = {number for other in more for number in unstable(lines, other.split("\n"))}
    for tag, start, end, from_, to in difflib.SequenceMatcher(None, lines, mine, False).get_opcodes():
        if tag == "equal":
            continue
        touched = set(range(start, end)) or {-start - 1, start, start - 1}
        if start == end and touched & loose:
            continue
        strict = sorted(number for number in touched if number not in loose and number >= 0)
        if start < end and not strict:
            continue
        number = strict[0] if strict else start
        real = lines[number] if start < end else ""
        own = mine[from_ + min(number - start, max(to - from_ - 1, 0))] if from_ < to else ""
        return f"line {number + 1}: kforge {own!r}, helm {real!r}"
    return ""


def verdict(case: Case, real: Answer, helm: Helm) -> tuple[str, str, float]:
    """A word for the totals, what to print about the case, and kforge's CPU seconds."""
    if real.reason == TOO_LONG:
        return TOO_LONG, "", 0.0
    mine = ours(case)
    if mine.text is None and real.text is None:
        bug = mine.reason.startswith("BUG")
        return DIFFER if bug else BOTH_FAIL, f"{mine.reason} | helm: {real.reason}", mine.seconds
    if mine.text is None:
        return DIFFER, f"only kforge fails: {mine.reason}", mine.seconds
    if real.text is None:
        return DIFFER, f"only helm fails: {real.reason}", mine.seconds
    if mine.text == real.text:
        return EQUAL, "", mine.seconds
    runs = [real.text]
    reason = ""
    for run in range(1, RUNS):
        again = helm.answer(case, run).text
        runs += [again] if again is not None else []
        reason = difference(mine.text, runs)
        if not reason:
            return EQUAL, "but for what helm never prints twice", mine.seconds
    return DIFFER, reason, mine.seconds


def compare(wanted: Sequence[Case], helm: Helm, arguments: argparse.Namespace) -> "Counter[str]":
    totals: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    with ThreadPoolExecutor(arguments.jobs) as pool:
        runs: list[Future[Answer]] = [pool.submit(helm.answer, case) for case in wanted]
        for case, run in zip(wanted, runs, strict=True):
            word, reason, seconds = verdict(case, run.result(), helm)
            totals[word] += 1
            slowest.append((seconds, f"{case.shown} {case.values_name()}"))
            if word == DIFFER or arguments.list:
                values = f" -f {case.values_name()}" if case.values else ""
                print(f"{case.shown}{values}: {word}{': ' if reason else ''}{reason}", flush=True)
    if arguments.slowest:
        for seconds, name in sorted(slowest, reverse=True)[: arguments.slowest]:
            print(f"{seconds:7.2f} s  {name}")
    return totals


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", metavar="FOLDER", type=Path)
    parser.add_argument("--helm", default=str(install_oracles.folder() / "helm"))
    parser.add_argument("--jobs", type=int, default=1, help="how many runs of helm at once")
    parser.add_argument("--keep", default="", metavar="FOLDER", help="keep helm's answers here for next time")
    parser.add_argument("--only", action="append", metavar="WORD", help="charts with this in their path only")
    parser.add_argument("--without-schemas", action="store_true", help="hold values to no schema")
    parser.add_argument("--more-values", action="store_true", help="every file that looks like values")
    parser.add_argument("--mutate", action="store_true", help="with changed default values too")
    parser.add_argument("--list", action="store_true", help="name every case, not only those that differ")
    parser.add_argument("--slowest", type=int, default=0, help="name so many of the slowest cases")
    arguments = parser.parse_args()
    helm = Helm(arguments.helm, arguments.keep)
    with tempfile.TemporaryDirectory() as work:
        wanted = list(cases(arguments.folders, Path(work), arguments))
        totals = compare(wanted, helm, arguments)
    whole = sum(totals.values())
    shown = ", ".join(f"{count} {word}" for word, count in sorted(totals.items())) or "none"
    charts_seen = len({case.shown for case in wanted})
    print(f"{charts_seen} charts, {whole} cases: {shown}")
    return 1 if totals[DIFFER] else 0


if __name__ == "__main__":
    raise SystemExit(main())
