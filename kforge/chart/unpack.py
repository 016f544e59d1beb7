"""Unpacks a chart's archive into a folder of the chart's name, all of it or nothing."""

import os
import shutil
import tempfile

from kforge.chart import archive
from kforge.chart.load import load_archive
from kforge.errors import FileError, Position
from kforge.files import make_folder


def unpack_to(data: bytes, shown: str, folder: str) -> str:
    """Unpack the chart into `folder`/<its name>, which is returned. Raises KforgeError."""
    chart = load_archive(data, shown)
    tree = archive.unpack(data, shown, archive.Budget())
    target = os.path.join(folder, chart.name)
    if os.path.lexists(target):
        raise FileError("the chart is not unpacked: this is there already", Position(target))
    make_folder(folder)
    work = ""
    try:
        work = tempfile.mkdtemp(prefix=f".{chart.name}-", dir=folder)
        inner = os.path.join(work, chart.name)
        os.mkdir(inner)  # with the rights any new folder gets
        for path in tree.files():
            _write(os.path.join(inner, path), tree.read(path))
        os.rename(inner, target)
    except OSError as error:
        raise FileError(
            f"the chart cannot be unpacked: {(error.strerror or str(error)).lower()}", Position(target)
        ) from None
    finally:
        if work:
            shutil.rmtree(work, ignore_errors=True)
    return target


def _write(path: str, data: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "xb") as stream:
        stream.write(data)
