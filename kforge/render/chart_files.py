"""`files` in a template: the files of the chart that are no templates, values or subcharts."""

from kforge.errors import TemplateError, nearest
from kforge.render.glob import compile_glob

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kforge.chart.chart import File


class ChartFiles:
    """Files by path. Helm's names (Get, Lines …) are there too, and are silent about a missing file."""

    def __init__(self, files: "Iterable[File]") -> None:
        self._files = {file.path: file for file in files}

    def items(self) -> "list[tuple[str, str]]":
        """Path and text of every file."""
        return [(path, file.text()) for path, file in self._files.items()]

    def __iter__(self) -> "Iterator[str]":
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, path: object) -> bool:
        return path in self._files

    def __getitem__(self, path: str) -> str:
        return self.get(path)

    def get(self, path: str, default: str | None = None) -> str:
        """The text of a file. Raises TemplateError when it is missing and there is no default."""
        file = self._files.get(path)
        if file:
            return file.text()
        if default is None:
            raise self._missing(path)
        return default

    def lines(self, path: str) -> "list[str]":
        """The lines of a file, without their ends."""
        text = self.get(path)
        return text.removesuffix("\n").split("\n") if text else []

    def base64(self, path: str) -> str:
        """The bytes of a file, as a Secret's `data` wants them."""
        import base64

        file = self._files.get(path)
        if not file:
            raise self._missing(path)
        return base64.b64encode(file.data()).decode("ascii")

    def glob(self, pattern: str) -> "ChartFiles":
        """The files whose path matches: * stops at /, ** does not."""
        matches = compile_glob(pattern).fullmatch
        return ChartFiles(file for path, file in sorted(self._files.items()) if matches(path))

    def as_config(self) -> "dict[str, str]":
        """Text by file name, as a ConfigMap's `data` wants it."""
        return {path.rpartition("/")[2]: file.text() for path, file in sorted(self._files.items())}

    def as_secrets(self) -> "dict[str, str]":
        """base64 by file name, as a Secret's `data` wants it."""
        return {path.rpartition("/")[2]: self.base64(path) for path in sorted(self._files)}

    def _missing(self, path: str) -> TemplateError:
        meant = nearest(path, self._files)
        return TemplateError(
            f"the chart has no file {path}",
            hint=f"did you mean {meant}?" if meant else "templates see only files inside the chart's folder",
        )

    def _get_or_nothing(self, path: str) -> str:
        return self.get(path, "")

    def _lines_or_none(self, path: str) -> "list[str]":
        return self.lines(path) if path in self else []

    Get = _get_or_nothing
    Lines = _lines_or_none
    Glob = glob
    AsConfig = as_config
    AsSecrets = as_secrets
