"""The only door to ruamel.yaml's C library: a parser of libyaml events, loaded when first needed.

The library is one C module, but it imports nearly all of ruamel.yaml for the sake of a few classes, which
costs more than many a build. Where kforge owns the process, stand-ins take their place while the C module
loads; a program that uses kforge as a library gets the real classes, which it may be using itself.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["YAMLError", "parser"]


class _Complaint(Exception):  # noqa: N818 - stands in for classes of several names
    """Stands in for ruamel.yaml's errors: what was being read, what is wrong, and where."""

    def __init__(
        self,
        context: "Any" = None,
        context_mark: "Any" = None,
        problem: "Any" = None,
        problem_mark: "Any" = None,
    ) -> None:
        super().__init__(problem or context)
        self.context = context
        self.context_mark = context_mark
        self.problem = problem
        self.problem_mark = problem_mark


class _Unreadable(_Complaint):
    """Stands in for ReaderError: a character that YAML does not allow."""

    def __init__(self, name: str, position: int, character: "Any", encoding: str, reason: str) -> None:
        Exception.__init__(self, reason)
        self.reason = reason
        self.name = name
        self.position = position
        self.character = character
        self.encoding = encoding


# what the C module hands to the events it makes, in this order
_EVENTS = {
    "AliasEvent": ("anchor", "start_mark", "end_mark"),
    "ScalarEvent": ("anchor", "tag", "implicit", "value", "start_mark", "end_mark", "style"),
    "SequenceStartEvent": ("anchor", "tag", "implicit", "start_mark", "end_mark", "flow_style"),
    "MappingStartEvent": ("anchor", "tag", "implicit", "start_mark", "end_mark", "flow_style"),
    "SequenceEndEvent": ("start_mark", "end_mark"),
    "MappingEndEvent": ("start_mark", "end_mark"),
    "DocumentStartEvent": ("start_mark", "end_mark", "explicit", "version", "tags"),
    "DocumentEndEvent": ("start_mark", "end_mark", "explicit"),
    "StreamStartEvent": ("start_mark", "end_mark", "encoding"),
    "StreamEndEvent": ("start_mark", "end_mark"),
}


def _stand_in(name: str) -> type:
    if name.endswith("Error"):
        return _Unreadable if name == "ReaderError" else _Complaint
    fields = _EVENTS.get(name, ())
    body = "".join(f"\n    self.{field} = {field}" for field in fields) or "\n    pass"
    members: dict[str, Any] = {}
    exec(f"def __init__(self, {', '.join(f'{field}=None' for field in fields)}):{body}", members)  # noqa: S102
    return type(name, (), {"__slots__": fields, "__init__": members["__init__"]})


class _StandIn(type(sys)):  # type: ignore[misc]
    """A module of ruamel.yaml that makes up every class it is asked for."""

    __path__: "list[str]" = []  # noqa: RUF012 - what the import system looks for

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _stand_in(name)
        setattr(self, name, made)
        return made


class _Finder:
    """Answers every import of ruamel and below with a stand-in."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> "Any":  # noqa: ARG002
        if name.split(".", maxsplit=1)[0] != "ruamel":
            return None
        from importlib.machinery import ModuleSpec

        return ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: "Any") -> "Any":
        return _StandIn(spec.name)

    def exec_module(self, module: object) -> None:
        """A stand-in has nothing to run."""


def _is_ours() -> bool:
    """Whether kforge's command is what this process runs, and nobody has ruamel.yaml in it yet."""
    program = getattr(sys.modules.get("__main__"), "__spec__", None)
    command = "kforge.__main__"
    ours = command in sys.modules or getattr(program, "name", "") == command
    return ours and "_ruamel_yaml" not in sys.modules and "ruamel.yaml" not in sys.modules


def _load_alone() -> "Any":
    """The C module among stand-ins, of which nothing stays behind in sys.modules."""
    before = set(sys.modules)
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        import _ruamel_yaml
    finally:
        sys.meta_path.remove(finder)
        for name in set(sys.modules) - before:
            if name.split(".")[0] == "ruamel":
                del sys.modules[name]
    return _ruamel_yaml


def _load() -> "Any":
    if _is_ours():
        return _load_alone()
    import _ruamel_yaml

    return _ruamel_yaml


_library = _load()
YAMLError = _library.YAMLError


def parser(text: str) -> "Any":
    """A parser over `text`; `get_event` hands out its events one by one and raises YAMLError."""
    return _library.CParser(text)
