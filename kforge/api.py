"""The verbs as functions: the only place that joins overlay, render and lint. Each loads what it needs."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from kforge.lint.charts import Rendering
    from kforge.lint.config import Config
    from kforge.lint.fix import Fixing
    from kforge.lint.rule import Finding
    from kforge.lint.runner import Result
    from kforge.overlay.targets import Target
    from kforge.render.matrix import Cell
    from kforge.render.render import Rendered


def template(chart: str, **options: "Any") -> str:
    """Render the chart in the folder or archive `chart`: the text that `helm template` prints.

    `options` are those of kforge.render.options.RenderOptions: name, namespace, values, values_files, sets …
    Raises KforgeError.
    """
    return render(chart, **options).text()


def render(chart: str, **options: "Any") -> "Rendered":
    """Render a chart as `template` does: its manifests one by one, its notes, and what it warns of."""
    from kforge.render.options import RenderOptions
    from kforge.render.render import render as run

    return run(chart, RenderOptions(**options))


def show(what: str, chart: str, *, jsonpath: str = "") -> str:
    """What is in the chart in the folder or archive `chart`, as `helm show` prints it. Raises KforgeError.

    `what` is all, chart, values, readme or crds; `jsonpath` a template over the values (NotFound when it asks
    for what is not there).
    """
    from kforge.chart import show
    from kforge.chart.load import load_any

    loaded = load_any(chart)
    if jsonpath:
        from kforge.chart.jsonpath import render

        return render(jsonpath, loaded.values) if loaded.values_file else ""
    return show.PARTS[what](loaded)


def engine_report(chart: str) -> str:
    """Which engine renders the templates of a chart, and why, in one line. Raises KforgeError."""
    from kforge.chart.load import load_any
    from kforge.render.engine_report import report

    return report(load_any(chart))


def values_with_origin(chart: str, *, shown: str = "", **options: "Any") -> str:
    """The merged values of a chart as YAML, each with its file and line in a comment. Raises KforgeError.

    `shown` is what an archive that was fetched is called there; `options` are those of `template`:
    values_files, sets, values.
    """
    from kforge.render.options import RenderOptions
    from kforge.render.origins import text
    from kforge.render.render import Renderer

    of_values = RenderOptions(**options)
    if shown:
        from kforge.chart.load import load_archive
        from kforge.files import read_bytes

        return text(Renderer(load_archive(read_bytes(chart), shown)).prepare(of_values), of_values)
    return text(Renderer(chart).prepare(of_values), of_values)


def package(
    folder: str,
    destination: str = ".",
    *,
    version: str = "",
    app_version: str = "",
    key: str = "",
    keyring: str = "",
    ask: "Callable[[str], str] | None" = None,
) -> str:
    """Pack the chart in `folder` into an archive in the folder `destination`; its path. Raises KforgeError.

    With `key`, the name of a key in the file `keyring`, it is signed: a provenance file lies beside it. `ask`
    gives the passphrase of a key by the key's name.
    """
    from kforge.chart.package import Signing, save

    signing = Signing(key, keyring, ask) if key else None
    return save(folder, destination, version=version, app_version=app_version, signing=signing)


def verify(archive: str, keyring: str = "") -> str:
    """Check an archive with the provenance file beside it: the lines helm prints. Raises KforgeError."""
    from kforge.chart.provenance import verify_file

    return verify_file(archive, keyring).report()


def repo_index(
    folder: str,
    *,
    url: str = "",
    merge: str = "",
    as_json: bool = False,
    warn: "Callable[[str], None] | None" = None,
) -> str:
    """Write index.yaml of the archives in `folder` into it; its path. Raises KforgeError.

    `url` is what their addresses start with, `merge` an index whose other versions are kept; `warn` is told
    what is left out.
    """
    from kforge.chart.index_writer import write

    return write(folder, url=url, merge=merge, as_json=as_json, warn=warn or (lambda _: None))


def matrix(chart: str, files: "Sequence[str]", **options: "Any") -> "Iterator[Cell]":
    """Render a chart with each of many values files for itself: what each gives, or its error."""
    from kforge.render.matrix import render_each

    return render_each(chart, files, options)


def create(path: str, *, starter: str = "") -> list[str]:
    """Make a new chart at `path`, a model or a copy of the chart `starter`; its files. Raises KforgeError."""
    from kforge.create import create as run

    return run(path, starter)


def convert(chart: str, target: str) -> list[str]:
    """Write the chart of Go templates in the folder `chart` in Jinja, to the new folder `target`.

    Returns the paths of the templates written. Raises KforgeError: then nothing is written.
    """
    from kforge.convert.write import write

    return write(chart, target)


def functions(*names: str) -> str:
    """The functions of templates: a table of all, or the manuals of `names`. Raises UsageError."""
    from kforge.convert import manual

    return manual.pages(names) if names else manual.table()


def build(*paths: str, **options: "Any") -> str:
    """Build the overlays in the folders `paths` (default: "."), joined by `---`, as `kustomize build` prints.

    `options` are those of kforge.overlay.context.BuildOptions: load_restrictor, reorder … Raises KforgeError.
    """
    from kforge.overlay.build import BuildOptions, build_text

    return build_text(paths or (".",), BuildOptions(**options))


def lock(folder: str, **options: "Any") -> str:
    """Write kforge.lock, what the overlay in `folder` fetches, beside its kustomization; the path.

    `options` are those of `build`. Raises KforgeError.
    """
    from kforge.overlay import lock_file
    from kforge.overlay.build import BuildOptions, Session

    record = lock_file.Lock(folder)
    with Session(BuildOptions(**options), record=record) as session:
        session.build(folder)
    return lock_file.write(folder, record)


def build_targets(*paths: str, **options: "Any") -> "Iterator[Target]":
    """Build each overlay in `paths` for itself, in order, sharing what they share: texts and errors."""
    from kforge.overlay.build import BuildOptions
    from kforge.overlay.targets import build_targets as run

    return run(paths, BuildOptions(**options))


def overlays(root: str) -> list[str]:
    """The overlays below the folder `root` that no other kustomization there uses. Raises KforgeError."""
    from kforge.overlay.targets import discover

    return discover(root)


def concerned(files: "Sequence[str]") -> list[str]:
    """The overlays below the current folder that read one of the files, themselves or through a base."""
    from kforge.overlay.concerned import concerned as run

    return run(files)


def build_files(*paths: str, **options: "Any") -> "dict[str, str]":
    """Build overlays as `build` does: a text for each resource, by the file name kustomize gives it."""
    from kforge.overlay.build import BuildOptions, build_each
    from kforge.overlay.split import split

    built = build_each(paths or (".",), BuildOptions(**options))
    return split(resource for resources in built for resource in resources)


def lint(
    paths: "Sequence[str]", *, select: "Sequence[str]" = (), ignore: "Sequence[str]" = (), **options: "Any"
) -> "list[Finding]":
    """The findings in files and folders, file by file, by position, and in what charts there render to.

    `options` are those of kforge.lint.config.Config: strict, file, kube_version, crds. Raises KforgeError.
    """
    from kforge.lint.config import Config

    return lint_run(paths, Config(select=select, ignore=ignore, **options)).findings


def lint_run(paths: "Sequence[str]", config: "Config", *, render: bool = True) -> "Result":
    """A run of the linter with all that it counts; charts are rendered for it. Raises KforgeError."""
    from kforge.lint.project import run

    return run(paths, config, renderings if render else None)


def lint_fix(paths: "Sequence[str]", config: "Config", *, write: bool, render: bool = True) -> "Fixing":
    """A run that mends what it can; without `write` it finds out what would change. Raises KforgeError."""
    from kforge.lint.fix import run

    return run(paths, config, write=write, render=renderings if render else None)


def renderings(chart: str, minor: int) -> "Iterator[Rendering]":
    """What the chart in a folder renders to, with its default values and with each of ci/*-values.yaml.

    `minor` is the version of Kubernetes that templates find, 1.`minor`. What fails is in the Rendering.
    """
    from glob import escape, glob
    from os.path import normpath

    from kforge.errors import KforgeError
    from kforge.lint.charts import Handed, Rendering
    from kforge.render.options import RenderOptions
    from kforge.render.render import Renderer

    try:
        renderer = Renderer(chart)
    except KforgeError as error:
        yield Rendering("", error=error)
        return
    if renderer.chart.is_library:
        return
    for values in ("", *map(normpath, sorted(glob(f"{escape(chart)}/ci/*values.yaml")))):
        files = (values,) if values else ()
        try:
            rendered = renderer.render(RenderOptions(values_files=files, kube_version=f"v1.{minor}.0"))
        except KforgeError as error:
            yield Rendering(values, error=error)
        else:
            yield Rendering(values, [Handed(one.text, one.position) for one in rendered.manifests])
