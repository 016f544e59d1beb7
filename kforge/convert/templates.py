"""One file of Go templates as Jinja: the text as it is, each action in its place."""

from kforge.convert.code import Code
from kforge.convert.expressions import Expressions
from kforge.convert.scope import RESERVED, UNKNOWN, Ref, Root, Scope
from kforge.convert.source import Part, Source, Unconvertible
from kforge.gotmpl.nodes import Constant, Function, Pipe, Variable
from kforge.patterns import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kforge.gotmpl.parser import Parsed

_DELIMITERS = compiled(r"\{%|\{#")
# a key at the end of a text, with nothing behind its colon
_KEY_BEFORE = compiled(r"(?:\A|\n)([ ]*)((?:- +)*)(?:[\w./-]+|\"[^\"\n{}]*\"):[ \t]*\n?[ \t]*\Z")
_WHOLE_BEFORE = compiled(r"(?:\n|\A)[ ]*(?:- +)*(?:[^\s:#\"'{}\[\]][^:\n\"'{}\[\]]*: +|- +)\Z")
_BLOCK_SCALAR = compiled(r"(?:: |- )[|>][-+0-9]*[ \t]*\Z")
_OWN_LINE = compiled(r"(?:\A|\n)[ ]*\Z")
_YAML = compiled(r":(?: |\Z)|\n|\A- ")  # a text that is more than a scalar of YAML
_INTEGER = compiled(r"\b(?:kindIs|typeIs) \"int(?:64)?\"")
_WHOLE_AFTER = compiled(r"[ \t]*(?:\n|\Z)")


class Open:
    """A block that is not closed yet: what closes it, its scope, and what Go calls it."""

    __slots__ = ("closes", "left", "scope", "word")

    def __init__(self, word: str, closes: str, scope: Scope, *, left: bool = False) -> None:
        self.left = left  # the blanks before the tag that opened it go
        self.word = word
        self.closes = closes
        self.scope = scope


class Template:
    """Writes one file. `macro` writes the call of a named template, `macro_name` says what it is called."""

    def __init__(
        self,
        source: Source,
        root: Root,
        macro: "Callable[[str, Code | None], Code | None]",
        macro_name: "Callable[[str], tuple[str, bool]]",
    ) -> None:
        self.source = source
        self.root = root
        self.macro_name = macro_name
        self.writer = Expressions(macro)
        self.parts = source.parts()
        self.out: list[str] = []
        self.macros: list[str] = []
        self.stack: list[Open] = [Open("", "", Scope(root, root))]
        self._outer: list[str] = []
        self._used: set[str] = set()
        self._assigned = _assigned(self.parts)

    @property
    def scope(self) -> Scope:
        return self.stack[-1].scope

    def convert(self) -> "tuple[str, str]":
        """The file without its definitions, and these as macros. Raises TemplateError."""
        for index, part in enumerate(self.parts):
            if part.parsed is None:
                self.out.append(_comment(part) if part.base < 0 else _text(part.text))
                continue
            try:
                _refuse_integers(part)
                self._action(part, part.parsed, index)
            except Unconvertible as error:
                raise self.source.error(error.message, part.base + error.at, error.hint) from None
        return "".join(self.out), "".join(self.macros)

    def _action(self, part: Part, parsed: "Parsed", index: int) -> None:
        word = parsed.word
        if word == "":
            assert parsed.pipe is not None
            self._value(part, parsed.pipe, index)
        elif word in ("if", "with", "range"):
            assert parsed.pipe is not None
            self._open(part, word, parsed.pipe)
        elif word.startswith("else"):
            self._else(part, parsed)
        elif word == "end":
            self._end(part)
        elif word == "define":
            self._define(part, parsed.name)
        elif word == "template":
            self._template(part, parsed)
        elif word in ("break", "continue"):
            self._tag(part, word)
        else:
            raise Unconvertible(f"{word} is not converted", hint="write define, and include where it is used")

    def _put(self, part: Part, opening: str, body: str, closing: str, *, keeps: bool = False) -> None:
        left, right = "-" * part.left, "-" * part.right or "+" * keeps
        self.out.append(f"{opening}{left} {body} {right}{closing}")

    def _tag(self, part: Part, body: str, *, keeps: bool = False) -> None:
        """A tag; with `keeps` its line stays a line, where a line of tags would vanish."""
        bare = not part.left and not part.right
        keeps = keeps or (bare and bool(_OWN_LINE.search(self.out[-1])) and self._in_block_scalar())
        self._put(part, "{%", body, "%}", keeps=keeps)

    # ---- values

    def _value(self, part: Part, pipe: "Pipe", index: int) -> None:
        if pipe.declared:
            self._declare(part, pipe)
            return
        last = pipe.commands[-1].operands[0]
        if isinstance(last, Function) and last.name == "fail":
            message = self.writer.pipe(pipe, self.scope)
            self._tag(part, f"do {message.text}")
            return
        nested = self._as_block(part, pipe, index)
        if nested:
            return
        code = self.writer.pipe(pipe, self.scope)
        _refuse_notation(code, pipe)
        if self._is_yaml(pipe, code):
            code = Code(f"{code.piped()} | raw")
        elif code.text.endswith("]") and code.ref is not None and self._is_whole(part, index):
            code = Code(f"{code.text} | raw")  # a part of a text, which may be a number
        elif code.may_lack:
            nothing = "none" if self._is_whole(part, index) else '""'
            code = Code(f"{code.text} | default({nothing})")
        self._put(part, "{{", code.text, "}}")

    def _is_yaml(self, pipe: "Pipe", code: Code) -> bool:
        """Is the text taken as it is, for it is YAML or lines of a block scalar, which Go does not move?"""
        first, *others = pipe.commands[-1].operands
        if isinstance(first, Constant) and isinstance(first.value, str):
            return bool(_YAML.search(first.value))
        name = first.name if isinstance(first, Function) else ""
        if name in ("printf", "print") and others and isinstance(others[0], Constant):
            return bool(_YAML.search(str(others[0].value)))
        if not _OWN_LINE.search(self.out[-1]):
            return False
        if code.text.startswith("files.get("):
            return True
        return name in ("include", "tpl") and self._in_block_scalar()

    def _is_whole(self, part: Part, index: int) -> bool:
        """Is the action all there is behind its key or dash?"""
        before, after = self.parts[index - 1].text, self.parts[index + 1].text
        return not part.left and bool(_WHOLE_BEFORE.search(before) and _WHOLE_AFTER.match(after))

    def _as_block(self, part: Part, pipe: "Pipe", index: int) -> bool:
        """`{{- toYaml x | nindent 4 }}` on a line of its own: `{{ x }}`, in its place or behind its key."""
        layout = pipe.commands[-1].operands
        width = getattr(layout[1], "as_int", None) if len(layout) == 2 else None
        if width is None or not (isinstance(layout[0], Function) and layout[0].name == "nindent"):
            return False
        code, is_data = self._block(pipe)
        before, after = self.out[-1], self.parts[index + 1].text
        if self._in_block_scalar():
            return False
        if code is None or not part.left or part.right or not _WHOLE_AFTER.match(after):
            return False
        found = _KEY_BEFORE.search(before)
        if is_data and found and width > len(found[1]) + len(found[2]):
            self.out[-1] = before.rstrip()
            self.out.append(f" {{{{ {code.argument()} }}}}")
            return True
        if not _OWN_LINE.search(before):
            return False
        self.out[-1] = before.rstrip(" ")
        self.out.append(f"{' ' * width}{{{{ {code.argument()} }}}}")
        return True

    def _in_block_scalar(self) -> bool:
        """Does the text so far end in a block scalar, in which YAML is only text?"""
        indent = 1 << 10
        for line in reversed("".join(self.out).split("\n")):
            own = len(line) - len(line.lstrip(" "))
            if not line.strip() or line.lstrip().startswith(("{%", "{#")) or own >= indent:
                continue
            if _BLOCK_SCALAR.search(line):
                return True
            indent = min(indent, own)
            if not own:
                return False
        return False

    def _block(self, pipe: "Pipe") -> "tuple[Code | None, bool]":
        """What nindent is given: data (of toYaml) or a macro; None when it is neither."""
        inner = Pipe(pipe.at)
        inner.commands = pipe.commands[:-1]
        first = inner.commands[0].operands if inner.commands else []
        if len(inner.commands) == 1 and len(first) > 1 and isinstance(first[0], Function):
            if first[0].name == "toYaml" and len(first) == 2:
                return self.writer.operand(first[1], self.scope), True
            if first[0].name == "include":
                code = self.writer.pipe(inner, self.scope)
                return (code if code.is_block else None), False
        return None, False

    # ---- variables

    def _declare(self, part: Part, pipe: "Pipe") -> None:
        name = pipe.declared[0]
        code = self._changed(pipe) or self.writer.pipe(pipe, self.scope)
        if name == "$_":
            raise Unconvertible("nothing is done with this value", pipe.at)
        if pipe.assigns:
            found = self.scope.find(name)
            if not isinstance(found, Ref):
                raise Unconvertible(f"the variable {name} is not declared here", pipe.at)
            self._tag(part, f"set {found.code} = {code.argument()}")
            return
        if isinstance(code.ref, Root) and name not in self._assigned:
            self._put(part, "{#", f"{name} is the context of the chart", "#}")
            self.scope.names[name] = code.ref
            return
        ours = self._new_name(name)
        sample = code.ref.sample if isinstance(code.ref, Ref) else UNKNOWN
        if name in self._assigned:
            self._tag(part, f"set {ours} = namespace(value={code.argument()})")
            self.scope.names[name] = Ref(f"{ours}.value", True)
            return
        self._tag(part, f"set {ours} = {code.argument()}")
        known = sample if sample is not UNKNOWN and sample is not None else True
        # what is set is there; what is in it only as far as it is known
        self.scope.names[name] = Ref(ours, known if isinstance(known, dict | list) else True)

    def _changed(self, pipe: "Pipe") -> Code | None:
        """`$_ := set $x "key" value`: the variable gets a mapping with one more key."""
        operands = pipe.commands[0].operands
        if len(pipe.commands) != 1 or not (isinstance(operands[0], Function) and operands[0].name == "set"):
            return None
        holder = operands[1] if len(operands) == 4 else None
        known = self.scope.names.get(holder.name) if isinstance(holder, Variable) else None
        if not isinstance(holder, Variable) or holder.names or not isinstance(known, Ref):
            raise Unconvertible("set cannot be converted: Jinja does not change mappings", operands[0].at)
        key, value = (self.writer.operand(each, self.scope) for each in operands[2:])
        own = known.code
        code = Code(f"{own} | merge_overwrite({{{key.argument()}: {value.argument()}}})")
        pipe.declared[0] = holder.name
        pipe.assigns = True
        return code

    def _new_name(self, variable: str) -> str:
        """A name of Jinja for a variable, its own if no other has it."""
        from kforge.jinja.filters import FUNCTIONS

        plain = "".join([f"_{char.lower()}" if char.isupper() else char for char in variable.lstrip("$")])
        name, number = plain.lstrip("_") or "item", 1
        base = name
        while name in RESERVED or name in FUNCTIONS or name in self._used:
            number += 1
            name = f"{base}_{number}"
        self._used.add(name)
        return name

    # ---- blocks

    def _open(self, part: Part, word: str, pipe: "Pipe") -> None:
        if word == "if":
            head, scope = self._if(part, pipe)
            self._tag(part, f"if {head}")
            self.stack.append(Open("if", "endif", scope, left=part.left))
        elif word == "with":
            head, scope = self._with(part, pipe)
            self._tag(part, f"if {head}")
            self.stack.append(Open("if", "endif", scope, left=part.left))
        else:
            self._range(part, pipe)

    def _if(self, part: Part, pipe: "Pipe") -> "tuple[str, Scope]":
        """The condition of an if, and the scope inside it, which has what the if declares."""
        if not pipe.declared:
            return self._condition(pipe, self.scope), self.scope.inner()
        code = self.writer.pipe(pipe, self.scope)
        inner = self.scope.inner()
        name = self._set(part, pipe.declared[0], code)
        inner.names[pipe.declared[0]] = Ref(name, _sample(code))
        return name, inner

    def _set(self, part: Part, variable: str, code: Code) -> str:
        """A variable in front of the tag that declares it; the name it has in Jinja."""
        if variable in self._assigned:
            raise Unconvertible(f"{variable} is declared within a block and set anew", 0, "declare it before")
        name = self._new_name(variable)
        self.out.append(f"{{%{'-' * part.left} set {name} = {code.argument()} %}}")
        return name

    def _condition(self, pipe: "Pipe", scope: Scope) -> str:
        if pipe.declared:
            raise Unconvertible("a variable is declared within else if", pipe.at, "declare it before")
        return self.writer.pipe(pipe, scope).argument()

    def _with(self, part: Part, pipe: "Pipe") -> "tuple[str, Scope]":
        """The condition of a with, and the scope inside it."""
        code = self.writer.pipe(pipe, self.scope)
        ref = code.ref
        if isinstance(ref, Root):
            return "true", self.scope.inner(ref)
        if ref is None or pipe.declared:
            name = self._set(part, pipe.declared[0] if pipe.declared else "dot", code)
            made = Ref(name, _sample(code))
            inner = self.scope.inner(made)
            if pipe.declared:
                inner.names[pipe.declared[0]] = made
            return name, inner
        known = ref if ref.is_known else Ref(ref.code, True)
        return code.argument(), self.scope.inner(known)

    def _range(self, part: Part, pipe: "Pipe") -> None:
        code = self.writer.pipe(pipe, self.scope)
        ref = code.ref if isinstance(code.ref, Ref) else None
        sample = ref.sample if ref else UNKNOWN
        inner = self.scope.inner()
        singular = (ref.code.rpartition(".")[2] if ref else "").removesuffix("s") or "item"
        value = self._new_name(pipe.declared[-1] if pipe.declared else f"${_word(singular)}")
        item = Ref("", sample).item()
        named = Ref(value, item.sample if item.sample is not UNKNOWN else UNKNOWN)
        if named.sample is UNKNOWN:
            named = Ref(value, True)
        names = value
        over = code.argument() if isinstance(sample, list) and sample else f"{code.piped()} | each"
        if len(pipe.declared) == 2:
            key = self._new_name(pipe.declared[0])
            inner.names[pipe.declared[0]] = Ref(key, True)
            names = f"{key}, {value}"
            over = f"{code.piped()} | entries"
        if pipe.declared:
            inner.names[pipe.declared[-1]] = named
        inner.dot = named
        # a document begins with a line of its own each time
        after = self.parts[self.parts.index(part) + 1].text
        self._tag(part, f"for {names} in {over}", keeps=part.left and after.startswith("\n---"))
        self.stack.append(Open("range", "endfor", inner, left=part.left))

    def _else(self, part: Part, parsed: "Parsed") -> None:
        top = self.stack.pop()
        outer = self.scope
        if parsed.pipe is None:
            self._tag(part, "else", keeps=top.left and not part.left)
            self.stack.append(Open(top.word, top.closes, outer.inner(), left=part.left))
        elif parsed.word == "else if" and top.word == "if":
            condition = self._condition(parsed.pipe, outer)
            self._tag(part, f"elif {condition}", keeps=top.left and not part.left)
            self.stack.append(Open("if", "endif", outer.inner(), left=part.left))
        elif top.word == "if":
            head, scope = self._else_with(parsed.pipe, outer)
            self._tag(part, f"elif {head}", keeps=top.left and not part.left)
            self.stack.append(Open("if", "endif", scope, left=part.left))
        else:
            raise Unconvertible(f"{parsed.word} is not converted", hint="write else, and a block in it")

    def _else_with(self, pipe: "Pipe", outer: Scope) -> "tuple[str, Scope]":
        code = self.writer.pipe(pipe, outer)
        ref = code.ref
        if pipe.declared or not isinstance(ref, Ref):
            raise Unconvertible("else with of an expression is not converted", pipe.at, "declare it before")
        return code.argument(), outer.inner(ref if ref.is_known else Ref(ref.code, True))

    def _end(self, part: Part) -> None:
        top = self.stack.pop()
        self._tag(part, top.closes, keeps=top.left and not part.left)
        if top.word == "define":
            self.macros.append("".join(self.out) + "\n")
            self.out = self._outer

    def _define(self, part: Part, name: str) -> None:
        ours, with_dot = self.macro_name(name)
        self._outer = self.out
        if self._outer and not part.left:
            self._outer[-1] = self._outer[-1].rstrip(" \t")
        if part.left and self._outer:
            self._outer[-1] = self._outer[-1].rstrip()
        self.out = []
        dot: Ref | Root = Ref("dot", True) if with_dot else self.root
        # the line break behind the tag is part of the text, as in Go
        end = "-%}" if part.right else "+%}"
        self.out.append(f"{{% macro {ours}({'dot' if with_dot else ''}) {end}")
        self.stack.append(Open("define", "endmacro", Scope(dot, dot)))

    def _template(self, part: Part, parsed: "Parsed") -> None:
        data = self.writer.pipe(parsed.pipe, self.scope) if parsed.pipe else Code("none")
        made = self.writer.macro(parsed.name, data)
        code = made or Code(f'include("{parsed.name}", {data.argument()})')
        if _OWN_LINE.search(self.out[-1]) and self._in_block_scalar():
            code = Code(f"{code.text} | raw")
        self._put(part, "{{", code.text, "}}")


def _sample(code: Code) -> object:
    """What is known of a value that is not empty."""
    sample = code.ref.sample if isinstance(code.ref, Ref) else None
    return sample if isinstance(sample, dict | list) else True


def _refuse_notation(code: Code, pipe: "Pipe") -> None:
    """Lists that are written as they are: Go has a notation of its own for them."""
    ref = code.ref
    if not isinstance(ref, Ref) or code.text != ref.code:
        return
    if ref.kind == "APIVersions" or (isinstance(ref.sample, list) and len(ref.sample) > 1):
        raise Unconvertible("Go writes a list in a notation of its own", pipe.at, "pipe it to toYaml")


def _refuse_integers(part: Part) -> None:
    """A number of a values file is float64 in Go, one of --set int64: Jinja does not tell them apart."""
    found = _INTEGER.search(part.text)
    if found and "float64" not in part.text and not part.parsed.word.startswith("else"):  # type: ignore[union-attr]
        raise Unconvertible("int and float64 are not told apart in Jinja", found.start(), "ask for both")


def _assigned(parts: "list[Part]") -> "set[str]":
    """The variables that are set anew somewhere."""
    pipes = [part.parsed.pipe for part in parts if part.parsed and part.parsed.pipe]
    return {pipe.declared[0] for pipe in pipes if pipe.assigns}


def _comment(part: Part) -> str:
    text = part.text.strip().replace("#}", "# }")
    return f"{{#{'-' * part.left} {text} {'-' * part.right}#}}"


def _text(text: str) -> str:
    """Text of the author, in which nothing may look like Jinja."""
    return _DELIMITERS.sub(lambda found: f'{{{{ "{found[0]}" | raw }}}}', text)


def _word(name: str) -> str:
    return "".join(char for char in name if char.isalnum() or char == "_") or "item"
