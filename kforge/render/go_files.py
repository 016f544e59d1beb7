"""`.Files` in a Go template: the files of the chart that are no templates, values or subcharts."""

from kforge.errors import TemplateError
from kforge.golang.kinds import StringList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from kforge.chart.chart import File


METHODS = {
    "Get": ("get_text", "string"),
    "GetBytes": ("get_bytes", "string"),
    "Glob": ("glob", "string"),
    "AsConfig": ("as_config", ""),
    "AsSecrets": ("as_secrets", ""),
    "Lines": ("lines", "string"),
}


class GoFiles(dict):  # type: ignore[type-arg]
    """Helm's engine.files: bytes by path, read when they are asked for.

    The methods look at the files themselves; whoever uses it as a map fills it first.
    """

    __slots__ = ("_files", "_full")
    go_type = "engine.files"
    zero = b""
    methods = METHODS

    def __init__(self, files: "Iterable[File]" = ()) -> None:
        super().__init__()
        self._files = {file.path: file for file in files}
        self._full = not self._files

    def get_text(self, path: str) -> str:
        file = self._files.get(path)
        return file.loose_text() if file else self.get_bytes(path).decode("utf-8", "surrogateescape")

    def get_bytes(self, path: str) -> bytes:
        file = self._files.get(path)
        return file.data() if file else dict.get(self, path, b"")

    def glob(self, pattern: str) -> "GoFiles":
        """The files whose path matches; all of them when the pattern is malformed, as in Helm."""
        from kforge.render.glob import compile_glob

        try:
            matches = compile_glob(pattern).fullmatch
        except TemplateError:
            matches = compile_glob("**").fullmatch
        result = GoFiles(file for path, file in self._files.items() if matches(path))
        for path, data in dict.items(self):  # of a copy that a template has made
            if path not in self._files and matches(path):
                dict.__setitem__(result, path, data)
        return result

    def as_config(self) -> str:
        from kforge.functions.names import load

        texts = {path.rpartition("/")[2]: self.get_text(path) for path in sorted(self)}
        return str(load("toYaml").call(texts))

    def as_secrets(self) -> str:
        import base64

        from kforge.functions.names import load

        encoded = {
            path.rpartition("/")[2]: base64.b64encode(self.get_bytes(path)).decode("ascii")
            for path in sorted(self)
        }
        return str(load("toYaml").call(encoded))

    def lines(self, path: str) -> StringList:
        text = self.get_text(path)
        return StringList(text.removesuffix("\n").split("\n") if text else ())

    # as a map

    def _filled(self) -> "dict[str, bytes]":
        if not self._full:
            self._full = True
            for path, file in self._files.items():
                dict.__setitem__(self, path, file.data())
        return self

    def __iter__(self) -> "Iterator[str]":
        self._filled()
        return super().__iter__()

    def __len__(self) -> int:
        return len(self._files) if not self._full else super().__len__()

    def __contains__(self, key: object) -> bool:
        self._filled()
        return super().__contains__(key)

    def __getitem__(self, key: str) -> "Any":
        self._filled()
        return super().__getitem__(key)

    def get(self, key: "Any", default: "Any" = None) -> "Any":
        self._filled()
        return super().get(key, default)

    def keys(self) -> "Any":
        self._filled()
        return super().keys()

    def items(self) -> "Any":
        self._filled()
        return super().items()

    def values(self) -> "Any":
        self._filled()
        return super().values()
