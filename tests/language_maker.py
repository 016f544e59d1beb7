"""Makes small random Go templates: most are valid, many fail when they run, some cannot be parsed.

`mutated` spoils templates: what it gives is mostly no template, and tells whether kforge is as strict as Go.
"""

from random import Random

# what may stand for a value of each kind: string, number, list, map; anything
FIELDS = {
    "s": [".Values.s", ".Values.m.a", ".Values.name", ".Values.e", ".Values.text", "$.Values.s"],
    "n": [".Values.num", ".Values.f", ".Values.z", ".Values.big", ".Values.deep.er.est"],
    "l": [".Values.l", ".Values.li", ".Values.el", ".Values.deep.er.list"],
    "m": [".Values.m", ".Values.em", ".Values.deep", ".Values.deep.er"],
    "a": [
        ".Values.t",
        ".Values.nay",
        ".Values.nope",
        ".Values.nope.x",
        ".Values.s.x",
        ".Values.m.nope",
        ".a",
        ".k",
        ".Values",
    ],
}
LITERALS = {
    "s": ['""', '"a"', '"b c"', '"str"', "`raw`", '"é"', '"{{ .Values.s }}"', '"%v|%s"'],
    "n": ["0", "1", "2", "3", "-1", "0x1F", "'a'", "1_0"],
    "l": ["(list)", "(list 1 nil)", "(until 3)", '(list "b" "a")'],
    "m": ["(dict)", '(dict "a" 1)', '(dict "k" (dict "x" nil))'],
    "a": ["true", "false", "nil", "1.5", "2.0", "1e3", "1i", '"b'],
}
# functions, the kinds of what they take, and how many arguments there are at least
FUNCTIONS = {
    "add": ("nnn", 2),
    "and": ("aaa", 1),
    "append": ("la", 2),
    "coalesce": ("aaa", 1),
    "concat": ("ll", 1),
    "contains": ("ss", 2),
    "default": ("aa", 1),
    "dict": ("sasa", 0),
    "empty": ("a", 1),
    "eq": ("nnn", 2),
    "first": ("l", 1),
    "get": ("ms", 2),
    "hasKey": ("ms", 2),
    "index": ("mss", 2),
    "int": ("n", 1),
    "join": ("sl", 2),
    "kindOf": ("a", 1),
    "len": ("l", 1),
    "list": ("aaa", 0),
    "lt": ("nn", 2),
    "ne": ("ss", 2),
    "not": ("a", 1),
    "omit": ("mss", 1),
    "or": ("aaa", 1),
    "pick": ("mss", 1),
    "print": ("aaa", 0),
    "printf": ("saa", 1),
    "quote": ("aa", 0),
    "set": ("dsa", 3),
    "ternary": ("aaa", 3),
    "toJson": ("a", 1),
    "toString": ("a", 1),
    "tpl": ("sm", 2),
    "trunc": ("ns", 2),
    "typeOf": ("a", 1),
    "until": ("n", 1),
    "upper": ("s", 1),
}
TEXTS = ("a", "\n", "  ", "x\n", "\n  y ", "{", "}}", "- ", "é")
VARIABLES = ("$x", "$y", "$i", "$e")

PIECES = [
    *[
        "{{",
        "}}",
        "-",
        "`",
        "'",
        '"',
        "(",
        ")",
        "|",
        ".",
        "$",
        "$x",
        ":=",
        "=",
        ",",
        "/*",
        "*/",
        "end",
        "if",
        "else",
        "range",
        "with",
        "nil",
        "1",
        "a",
        "\\",
        "é",
        "0x",
        "e",
        "_",
        "+",
        "i",
        "{",
        "}",
        "break",
    ],
    *(" ", "\n", "\t", "{{- ", " -}}", "{{ end }}", "{{ else }}"),
]


def mutated(random: Random, template: str) -> str:
    """The template with a few pieces put in, taken out, or written twice."""
    for _ in range(random.randint(1, 3)):
        at, choice = random.randint(0, len(template)), random.random()
        if choice < 0.4:
            template = template[:at] + random.choice(PIECES) + template[at:]
        elif choice < 0.7:
            template = template[:at] + template[at + random.randint(1, 3) :]
        else:
            other = random.randint(0, len(template))
            template = template[:at] + template[min(at, other) : max(at, other)][:6] + template[at:]
    return template


class Maker:
    """Makes one template; `name` keeps its definitions apart from those of others."""

    def __init__(self, random: Random, name: str) -> None:
        self.random = random
        self.name = name
        self.scope: list[str] = []
        self.loops = 0
        self.inside = False  # of something that sets the dot: at the top it prints addresses

    def template(self) -> str:
        self.inside = True
        defined = self.body(2)
        self.inside = False
        text = f'{{{{ define "{self.name}" }}}}{defined}{{{{ end }}}}' if self.chance(0.4) else ""
        self.scope = []
        return text + self.body(3)

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    # ---- expressions

    def operand(self, depth: int, kind: str = "a") -> str:
        if kind == "d":  # is changed: must not be one that other templates see
            return self.random.choice(LITERALS["m"])
        if kind == "a" or self.chance(0.05):
            kind = self.random.choice("snlma")
        choice = self.random.random()
        if self.scope and choice < 0.2:
            variable = self.random.choice(self.scope)
            return variable + self.random.choice(("", "", "", "", "", ".a", ".k.x"))
        if self.inside and choice < 0.3:
            return "."
        if choice < 0.55:
            return self.random.choice(FIELDS[kind])
        if choice < 0.8 or depth <= 0:
            return self.literal(kind)
        inner = f"({self.pipeline(depth - 1)})"
        return inner + self.random.choice(("", "", "", "", "", ".a", ".k.x"))

    def literal(self, kind: str) -> str:
        found = self.random.choice(LITERALS[kind])
        return found if found != '"b' or self.chance(0.05) else "1"

    def call(self, depth: int, piped: bool) -> str:
        name = self.random.choice(list(FUNCTIONS))
        kinds, least = FUNCTIONS[name]
        if kinds[0] == "d" and piped:
            return "print"
        count = self.random.randint(least, len(kinds)) - piped
        if self.chance(0.02):
            count += self.random.choice((-1, 1))
        kinds = kinds.ljust(5, "a")
        return " ".join([name, *(self.operand(depth, kinds[number]) for number in range(max(count, 0)))])

    def pipeline(self, depth: int) -> str:
        first = self.call(depth, piped=False) if self.chance(0.6) else self.operand(depth)
        parts = [first]
        while self.chance(0.2):
            parts.append(self.call(depth - 1, piped=True) if self.chance(0.98) else self.operand(0))
        return self.random.choice((" | ", "|", "\n| ")).join(parts)

    # ---- statements

    def action(self, words: str) -> str:
        left = "{{- " if self.chance(0.2) else self.random.choice(("{{", "{{ "))
        right = " -}}" if self.chance(0.2) else self.random.choice(("}}", " }}"))
        return left + words + right

    def body(self, depth: int) -> str:
        known = list(self.scope)
        text = "".join(self.statement(depth) for _ in range(self.random.randint(1, 3)))
        self.scope = known
        return text

    def statement(self, depth: int) -> str:
        choice = self.random.random()
        if choice < 0.25:
            return self.random.choice(TEXTS)
        if choice < 0.5:
            return self.action(self.pipeline(2))
        if choice < 0.6:
            return self.variable()
        if choice < 0.66:
            word = self.random.choice(("template", "include"))
            return self.action(f'{word} "{self.name}" {self.operand(1)}')
        if choice < 0.68:
            return self.random.choice(("{{/* c */}}", "{{- /* c\nd */ -}}"))
        if self.loops and choice < 0.74:
            return self.action(self.random.choice(("break", "continue")))
        return self.block(depth - 1) if depth > 0 else self.action(self.operand(1))

    def variable(self) -> str:
        value = self.pipeline(1)
        if self.scope and self.chance(0.4):
            return self.action(f"{self.random.choice(self.scope)} = {value}")
        name = self.random.choice(VARIABLES)
        self.scope.append(name)
        return self.action(f"{name} := {value}")

    def block(self, depth: int) -> str:
        word = self.random.choice(("if", "with", "range"))
        known = list(self.scope)
        kind = self.random.choice("lm") if word == "range" else "a"
        head = self.operand(1, kind) if word == "range" or self.chance(0.5) else self.pipeline(1)
        if self.chance(0.3):
            names = ["$e"] if word != "range" or self.chance(0.5) else ["$i", "$e"]
            head = f"{', '.join(names)} := {head}"
            self.scope += names
        outside, self.inside = self.inside, self.inside or word != "if"
        self.loops += word == "range"
        text = self.action(f"{word} {head}") + self.body(depth)
        self.loops -= word == "range"
        self.inside = outside
        if self.chance(0.2) and word != "range":
            text += self.action(f"else {word} {self.operand(1)}") + self.body(depth)
        if self.chance(0.3):
            text += self.action("else") + self.body(depth)
        self.scope = known
        return text + self.action("end")
