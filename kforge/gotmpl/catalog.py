"""The templates of a set by name: parsed when there is no code for them, compiled when first called for."""

import marshal

from kforge.gotmpl import code_cache
from kforge.gotmpl.runtime import NAMESPACE, bind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from kforge.gotmpl.lexer import LexError
    from kforge.gotmpl.nodes import Definition
    from kforge.gotmpl.state import Template

    Stored = tuple[bytes, tuple[str, ...]]  # marshalled code, the functions it wants

# bytes of code that a run may compile, in the first run and later: the rest is interpreted
FIRST_BUDGET = 0
BUDGET = 1 << 20
TPL_NAME = "gotpl"  # what Helm calls the text given to tpl
MOST_TEXTS = 500  # given to tpl, whose code is kept for later runs
TEXT = "tpl:"  # begins the file name of code that comes from a text given to tpl; its literal follows


class TextError(Exception):
    """A text given to tpl that cannot be parsed."""

    def __init__(self, text: str, error: "LexError") -> None:
        super().__init__(error.message)
        self.text = text
        self.error = error


class BadFiles(Exception):  # noqa: N818 - several errors
    """The files that cannot be parsed."""

    def __init__(self, catalog: "Catalog", errors: "list[tuple[str, LexError]]") -> None:
        super().__init__(f"{len(errors)} files cannot be parsed")
        self.catalog = catalog
        self.errors = errors


class Catalog:
    """Code by the name of the template.

    `index` says which file each template is from. What was compiled in this run or an earlier one, of
    templates and of texts given to tpl, is kept as marshalled code.
    """

    def __init__(self, sources: "Mapping[str, str]") -> None:
        """Raises BadFiles."""
        self.sources = sources
        self.functions: dict[str, Template] = {}
        self._parsed: dict[str, dict[str, Definition]] = {}
        self._texts: dict[str, tuple[Template, dict[str, Template]]] = {}
        self._new_texts: list[tuple[str, int, dict[str, Stored]]] = []
        self._key = code_cache.key(sources)
        entry = code_cache.load(self._key)
        self._changed = entry is None
        self._budget = FIRST_BUDGET if entry is None else BUDGET
        if entry is None:
            entry = self._indexed(), {}, {}
        self.index: dict[str, str] = entry[0]
        self._codes: dict[str, Stored] = entry[1]
        self._text_codes: dict[str, dict[str, Stored]] = entry[2]

    def _indexed(self) -> "dict[str, str]":
        """Which file each template is from. A later file wins, unless what it defines is empty."""
        from kforge.gotmpl.lexer import LexError
        from kforge.gotmpl.structure import is_empty

        index: dict[str, str] = {}
        errors = []
        for file in self.sources:
            try:
                found = self.definitions(file)
            except LexError as error:
                errors.append((file, error))
                continue
            for name, definition in found.items():
                if name not in index or not is_empty(definition):
                    index[name] = file
        if errors:
            raise BadFiles(self, errors)
        return index

    def definitions(self, file: str) -> "dict[str, Definition]":
        """The templates that a file, or a text given to tpl, defines."""
        found = self._parsed.get(file)
        if found is None:
            from kforge.gotmpl.parsing import parsed

            found = self._parsed[file] = parsed(file, self.source(file))
        return found

    def source(self, file: str) -> str:
        return text_of(file) if file.startswith(TEXT) else self.sources[file]

    def load(self, name: str) -> "Template | None":
        """The template `name`, None when there is none."""
        file = self.index.get(name)
        if file is None:
            return None
        stored = self._codes.get(name)
        if stored is not None:
            function = _function(stored)
        else:
            function = self._new(self.definitions(file)[name], file, self._codes, self.functions)
        self.functions[name] = function
        return function

    def _new(
        self,
        definition: "Definition",
        file: str,
        codes: "dict[str, Stored]",
        functions: "dict[str, Template]",
    ) -> "Template":
        """A template for which there is no code yet: compiled as long as the budget lasts."""
        name = definition.name

        def compile_it() -> "Template":
            from kforge.gotmpl.parsing import compiled

            self._changed = True
            code, bound = compiled(definition, file)
            data = marshal.dumps(code)
            self._budget -= len(data)
            codes[name] = data, bound
            function = functions[name] = _function(codes[name])
            return function

        if self._budget > 0:
            return compile_it()
        from kforge.gotmpl.interpreter import Interpreted

        return Interpreted(definition, file, compile_it).call

    def text_template(self, text: str) -> "tuple[Template, dict[str, Template]]":
        """The template in a text given to tpl, and the templates that the text defines."""
        found = self._texts.get(text)
        if found is None:
            stored = self._text_codes.get(text)
            if stored is None:
                own = self._new_text(text)
            else:
                own = {name: _function(code) for name, code in stored.items()}
            named = {name: own[name] for name in own if name}
            if TPL_NAME in text:  # it may include itself
                named.setdefault(TPL_NAME, own[""])
            found = self._texts[text] = own[""], named
        return found

    def _new_text(self, text: str) -> "dict[str, Template]":
        from kforge.gotmpl.lexer import LexError
        from kforge.gotmpl.structure import is_empty

        file = TEXT + ascii(text)
        try:
            found = self.definitions(file)
        except LexError as error:
            raise TextError(text, error) from None
        own: dict[str, Template] = {}
        stored: dict[str, Stored] = {}
        for name, definition in found.items():
            if name and is_empty(definition) and name in self.index:
                continue  # does not take the place of the other
            own[name] = self._new(definition, file, stored, own)
        self._new_texts.append((text, len(own), stored))
        return own

    def hint(self, name: str) -> str:
        """What to say to one who calls for a template that is not there."""
        from kforge.errors import nearest

        near = nearest(name, self.index)
        return f"did you mean {near}?" if near else "a chart this one depends on may have to define it"

    def save(self) -> None:
        """Keep what was compiled in this run for the next one."""
        if self._changed:
            for text, count, codes in self._new_texts:
                if len(codes) == count:  # all of it was compiled
                    self._text_codes[text] = codes
            while len(self._text_codes) > MOST_TEXTS:
                del self._text_codes[next(iter(self._text_codes))]
            code_cache.store(self._key, (self.index, self._codes, self._text_codes))
            self._changed = False


def text_of(file: str) -> str:
    """The text given to tpl that stands in the name of a file."""
    from ast import literal_eval

    return str(literal_eval(file[len(TEXT) :]))


def _function(stored: "Stored") -> "Template":
    code, bound = stored
    bind(bound)
    function: Template = _FUNCTION(marshal.loads(code), NAMESPACE)  # noqa: S302 - checked when it was read
    return function


_FUNCTION: "Any" = type(_function)
