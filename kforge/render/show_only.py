"""--show-only: the documents of chosen templates, cut out of the whole output as Helm cuts them."""

from kforge.chart.pattern import matches
from kforge.errors import TemplateError, nearest
from kforge.render.engines import plain_name
from kforge.render.manifests import split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MARK = "# Source: "


def select(text: str, wanted: "Sequence[str]") -> str:
    """The documents of the templates `wanted`, paths or patterns counted from the chart, in this order.

    A path may be given with or without its .j2. Raises TemplateError when one matches nothing.
    """
    documents = [(_path(document), document) for _, document in split(text)]
    result = ""
    for pattern in wanted:
        chosen = [
            document
            for path, document in documents
            if path and (matches(pattern, path) or matches(pattern, plain_name(path)))
        ]
        if not chosen:
            raise _nothing(pattern, [path for path, _ in documents if path])
        result += "".join(f"---\n{document}\n" for document in chosen)
    return result


def _nothing(pattern: str, paths: "Sequence[str]") -> TemplateError:
    inner = pattern.removeprefix("./") if pattern.startswith("./") else pattern.partition("/")[2]
    meant = inner if any(matches(inner, path) for path in paths) else nearest(pattern, paths)
    return TemplateError(
        f"--show-only {pattern}: no template of this name shows anything",
        hint=f"did you mean {meant}?" if meant else "paths count from the chart: templates/web.yaml",
    )


def _path(document: str) -> str:
    """The path after the chart's name in the document's first `# Source:`, "" when there is none."""
    at = 0
    while (at := document.find(MARK, at)) >= 0:
        at += len(MARK)
        chart, slash, path = document[at:].partition("\n")[0].partition("/")
        if chart and slash and path:
            return path
    return ""
