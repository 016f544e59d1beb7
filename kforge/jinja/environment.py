"""Templates of one chart tree, compiled once and rendered many times.

The language is Jinja's, with these rules of our own:
- values keep their types, mappings and lists find their place (interpolation.py);
- lines that hold only tags vanish, all other text stays as written (lexer.py);
- the macros of every file whose name begins with `_` are known in all templates, those of a parent chart
  first;
- a key of a mapping comes before its methods; nothing but the listed methods can be reached (access.py);
- whatever is not defined is an error; `default`, `required` and `is defined` are the guards, on paths of
  any depth: `values.a.b | default(1)` works when `values.a` is missing already. `default` also stands in
  for null;
- `{% include %}`, `{% import %}` and `{% extends %}` take a name as the set has it, or a path from the chart
  ("templates/x.yaml.j2"), from its templates, or beside the template;
- files that end in .txt.j2 (NOTES.txt) are text, not YAML.
"""

from kforge.errors import KforgeError, Position, TemplateError
from kforge.jinja.failures import is_of_a_template
from kforge.jinja.interpolation import Misplaced, as_text, as_yaml
from kforge.jinja.runtime import Budget
from kforge.jinja.shared import SetEnvironment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kforge.jinja.failures import Explainer
    from kforge.jinja.memo import Memo
    from kforge.jinja.world import World

__all__ = ["RenderedText", "TemplateSet"]


class TemplateSet:
    """The Jinja templates of a chart tree, by name ("vote/charts/redis/templates/web.yaml.j2").

    `shown` maps a name to the path that errors show. One set renders one template at a time.
    """

    def __init__(self, sources: "Mapping[str, str]", shown: "Callable[[str], str] | None" = None) -> None:
        self.sources = dict(sources)
        self._shown = shown or str
        self._known: set[str] = set()
        self._memo: Memo | None = None
        self._environment = SetEnvironment(self.sources, self._syntax_error)

    def render(
        self,
        name: str,
        context: "Mapping[str, object]",
        *,
        values_files: "Sequence[str]" = (),
        world: "Callable[[], World] | None" = None,
    ) -> "RenderedText":
        """What the template `name` renders to. Raises TemplateError.

        `context` holds plain data under kforge's names (values, release, ...); `values_files` are named in
        hints; `world` makes what Helm's functions ask for, if one of them does.
        """
        self._environment.make_world = world
        if name not in self.sources:
            raise TemplateError("no such template", Position(self._shown(name)))
        try:
            return RenderedText(self._rendered(name, context), self, name, context)
        except Exception as error:
            if not is_of_a_template(error):
                raise
            raise self._explained(name, context, error, values_files) from None

    def _rendered(self, name: str, context: "Mapping[str, object]") -> str:
        environment = self._environment
        environment.begin(context, Budget())
        pieces = environment.pieces(environment.template(name), context)
        if is_text(name):
            return as_text(pieces)
        if name not in self._known:  # who renders once needs no memory
            self._known.add(name)
            return as_yaml(pieces)
        if self._memo is None:
            from kforge.jinja.memo import Memo

            self._memo = Memo()
        return self._memo.as_yaml(pieces)

    def _explained(
        self, name: str, context: "Mapping[str, object]", error: Exception, values_files: "Sequence[str]"
    ) -> KforgeError:
        if isinstance(error, TemplateError) and error.position:
            return error  # a syntax error
        explainer = self.explainer(values_files)
        if isinstance(error, Misplaced):
            from kforge.jinja.tracing import misplaced_at

            place = misplaced_at(self._environment, name, context, is_text(name))
            return explainer.error(place.template, place.line, place.column, error.message, error.hint)
        return explainer.runtime_error(name, error, self._environment.names(error))

    def explainer(self, values_files: "Sequence[str]" = ()) -> "Explainer":
        """Builds the errors of this set."""
        from kforge.jinja.failures import Explainer

        return Explainer(self.sources, self._shown, values_files)

    def _syntax_error(self, name: str, message: str, hint: str, line: int, column: int) -> TemplateError:
        return self.explainer().error(name, line, column, message, hint)

    def origins(self, name: str, context: "Mapping[str, object]") -> "list[Position]":
        """Where each line of a template's output comes from. Renders it again, slowly: for errors only."""
        from kforge.jinja.tracing import origins

        found = origins(self._environment, name, context, is_text(name))
        return [Position(self._shown(place.template), place.line) for place in found]


class RenderedText:
    """What a template rendered to."""

    __slots__ = ("_context", "_name", "_origins", "_set", "text")

    def __init__(self, text: str, templates: TemplateSet, name: str, context: "Mapping[str, object]") -> None:
        self.text = text
        self._set = templates
        self._name = name
        self._context = context
        self._origins: list[Position] = []

    def position(self, line: int) -> Position:
        """Where in the templates the output line `line` (from 1) comes from."""
        if not self._origins:
            self._origins = self._set.origins(self._name, self._context)
        if not self._origins:
            return Position(self._set.explainer().position(self._name, 0).file, 1)
        return self._origins[min(max(line, 1), len(self._origins)) - 1]


def is_text(name: str) -> bool:
    """Whether a template renders text and no YAML."""
    return name.removesuffix(".j2").endswith(".txt")
