"""Reads a chart from a folder or a .tgz archive, with the charts inside it."""

import os

from kforge.chart import archive, metadata
from kforge.chart.chart import Chart, File
from kforge.errors import ChartError, FileError, Position
from kforge.files import FolderTree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kforge.files import FileTree

LOCKS = ("Chart.lock", "requirements.lock")
REQUIREMENTS = "requirements.yaml"
VALUES = "values.yaml"
SCHEMA = "values.schema.json"
# what a chart of apiVersion v1 shows to its templates as well
V1_FILES = ("requirements.yaml", "requirements.lock")
SUPPORTED = ("v1", "v2")


def load(path: str) -> Chart:
    """The chart in the folder or archive `path`. Raises ChartError, FileError, YamlError, ValuesError."""
    return _supported(load_any(path))


def load_any(path: str) -> Chart:
    """The same, whatever its apiVersion is: helm shows such charts, and does nothing else with them."""
    budget = archive.Budget()
    if os.path.isdir(path):
        return _load_folder(path, budget)
    if os.path.exists(path):
        tree = archive.read(path)
        return _build([(name, name) for name in tree.files()], tree, "", budget)
    raise FileError("no such file or directory", Position(path), hint=_hint(path))


def load_archive(data: bytes, shown: str) -> Chart:
    """The chart in an archive that is in memory; `shown` names it in errors. Raises as `load` does."""
    budget = archive.Budget()
    tree = archive.unpack(data, shown, budget)
    return _supported(_build([(name, name) for name in tree.files()], tree, "", budget))


def _supported(chart: Chart) -> Chart:
    api_version = chart.metadata.text("apiVersion")
    if api_version not in SUPPORTED:
        raise chart.metadata.error(
            ("apiVersion",),
            f"apiVersion {api_version!r} is not supported",
            hint="apiVersion of a chart is v2 (or v1)",
        )
    return chart


def _hint(path: str) -> str:
    if "://" in path or (path.count("/") == 1 and not path.startswith((".", "/"))):
        return f"kforge pull {path} fetches a chart that is not on disk"
    return ""


def _load_folder(path: str, budget: archive.Budget) -> Chart:
    from kforge.chart.ignore import FILE, Rules

    tree = FolderTree(path, os.path.normpath(path), links_out=True)  # Helm follows links out of a chart too
    if not tree.is_file(metadata.FILE):
        raise ChartError(
            f"there is no chart here: {metadata.FILE} is missing", Position(path), hint=_other_kind(tree)
        )
    rules = Rules(tree.read_text(FILE), tree.shown(FILE)) if tree.is_file(FILE) else Rules()
    names = list(tree.files(skip=rules.ignores))
    for name in names:
        if tree.size(name) > budget.max_file:
            raise ChartError(
                f"this file is larger than {budget.max_file} bytes",
                Position(tree.shown(name)),
                hint=f"keep it out of the chart with a line in {FILE}, or set {archive.FILE}",
            )
    return _build([(name, name) for name in names], tree, "", budget)


def _other_kind(tree: FolderTree) -> str:
    for name in ("kustomization.yaml", "kustomization.yml", "Kustomization"):
        if tree.is_file(name):
            return f"this folder holds a {name}: kforge build renders it"
    return ""


def _build(names: "Sequence[tuple[str, str]]", tree: "FileTree", base: str, budget: archive.Budget) -> Chart:
    """The chart made of the files `names`: (path in the chart, path in the tree) pairs."""
    files = {path: File(path, tree, where) for path, where in names}
    if metadata.FILE not in files:
        raise ChartError(f"{metadata.FILE} is missing", Position(tree.shown(base)))
    chart = Chart(_metadata(files), tree.shown(base))
    chart.definition = files[metadata.FILE]
    v1 = chart.metadata.text("apiVersion") == metadata.V1
    subcharts: dict[str, list[tuple[str, str]]] = {}
    for path, file in files.items():
        first, _, rest = path.partition("/")
        if path in LOCKS:
            _check_lock(file)
            chart.lock = file
        if path in (metadata.FILE, LOCKS[0]) or (path in V1_FILES and not v1):
            continue
        if path == VALUES:
            chart.values_file = file
        elif path == SCHEMA:
            chart.schema = file
        elif first == "templates" and rest:
            chart.templates.append(file)
        elif first == "charts" and rest and not path.endswith(".prov"):
            subcharts.setdefault(rest.partition("/")[0], []).append((rest, file.where))
        else:
            chart.files.append(file)
    _load_values(chart)
    folder = f"{base}/charts" if base else "charts"
    chart.set_dependencies(
        [
            _subchart(name, subcharts[name], tree, f"{folder}/{name}", budget)
            for name in sorted(subcharts)
            if name[0] not in "_."
        ]
    )
    return chart


def _metadata(files: "dict[str, File]") -> metadata.Metadata:
    def source(name: str) -> "metadata.Source | None":
        file = files.get(name)
        return metadata.Source(file.text(), file.shown) if file else None

    chart = source(metadata.FILE)
    assert chart
    return metadata.read(chart, source(REQUIREMENTS))


def _load_values(chart: Chart) -> None:
    if chart.values_file:
        from kforge.chart.values import parse

        chart.values = parse(chart.values_file.text(), chart.values_file.shown)


def _check_lock(file: File) -> None:
    from kforge.chart.document import read

    document = read(file.text(), file.shown)
    if not isinstance(document.tree, (dict, type(None))):
        raise ChartError("a lock file must be a mapping", Position(file.shown, document.line))


def _subchart(
    name: str,
    names: "list[tuple[str, str]]",
    tree: "FileTree",
    where: str,
    budget: archive.Budget,
) -> Chart:
    """One entry of charts/: a folder or an archive. `names` count from charts/."""
    if not name.endswith(".tgz"):
        inner = [(path.partition("/")[2], place) for path, place in names if "/" in path]
        return _build(inner, tree, where, budget)
    if names[0][0] != name:
        raise ChartError("this folder is called like an archive", Position(tree.shown(where)))
    budget.depth -= 1
    packed = archive.unpack(tree.read(where), tree.shown(where), budget)
    chart = _build([(path, path) for path in packed.files()], packed, "", budget)
    budget.depth += 1
    return chart
