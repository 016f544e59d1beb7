"""The verbs as functions: the only place that joins overlay, render and lint. Each loads what it needs."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


def template(chart: str, **options: "Any") -> str:
    """Render the chart in the folder or archive `chart`: the text `helm template` prints.

    `options` are those of kforge.render.render.RenderOptions (name, namespace, values_files, sets, values …).
    Raises KforgeError.
    """
    from kforge.render.render import RenderOptions, render

    return render(chart, RenderOptions(**options)).text()


def build(*paths: str, **options: "Any") -> str:
    """Build the overlays in the folders `paths` (default: "."), joined by `---`, as `kustomize build` prints.

    `options` are those of kforge.overlay.build.BuildOptions. Raises KforgeError.
    """
    from kforge.overlay.build import BuildOptions, build_text

    return build_text(paths or (".",), BuildOptions(**options))


def lint(paths: "Sequence[str]", **options: "Any") -> "list[Any]":
    """Lint files and folders; returns the findings in the order of their positions. Raises KforgeError."""
    from kforge.lint.runner import lint as run

    return run(paths, **options)
