"""--output-dir: one file per template, each written whole."""

import os

from kforge.files import make_folder, write_whole
from kforge.render.engines import plain_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.render.manifests import Manifest
    from kforge.render.rendered import Rendered


def write(rendered: "Rendered", folder: str, release_folder: str = "") -> str:
    """Write the manifests into `folder`, below `release_folder` if given; returns what helm prints about it.

    A file is called like its template, without .j2; definitions never lie below the release's folder, as in
    Helm. Raises FileError.
    """
    contents: dict[str, list[str]] = {}
    said: list[str] = []
    for manifest in rendered.manifests:
        name = plain_name(manifest.source)
        path = f"{_base(manifest, folder, release_folder)}{os.sep}{name}"
        contents.setdefault(path, []).append(manifest.document())
        said.append(f"wrote {path}\n")
    for path, documents in contents.items():
        make_folder(os.path.dirname(path))
        write_whole(path, "".join(documents).encode())
    return "".join(said) + "\n"


def _base(manifest: "Manifest", folder: str, release_folder: str) -> str:
    if not release_folder or manifest.is_crd:
        return folder
    return os.path.normpath(os.path.join(folder, release_folder))
