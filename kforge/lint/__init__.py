"""The linter: reads YAML with the eyes of the tools that will read it later. It renders nothing.

    files -> decode -> scan (worth a look?) -> compose -> one walk -> rules -> findings -> report

A rule is one file under rules/; it sees scalars by their shape, keys, mappings or whole files (rule.py).
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from kforge.lint.rule import Finding
else:
    ModuleType = type(sys)


class _Package(ModuleType):
    """`kforge.lint(paths)` is also the public function: importing this package takes that name over."""

    def __call__(
        self, paths: "Sequence[str]", *, select: "Sequence[str]" = (), ignore: "Sequence[str]" = ()
    ) -> "list[Finding]":
        from kforge.lint.project import lint

        return lint(paths, select=select, ignore=ignore)


sys.modules[__name__].__class__ = _Package
