"""YAML texts as people write them, tidy and untidy, for properties: random, but the same for a seed."""

import re
from random import Random

WORDS = [
    "a", "b", "word", "yes", "no", "1", "1.10", "x-y", "http://a:80/b", "it's", "a#b", "é", "null",
    "~", "true", "2001-12-14", "0x1F", "k=v", "foo:bar", "[x]", "a,b", "*", "?", "日本", "<<", "%d",
    "`", "@a", "|", ">", "&z", "!t", "a\\b", "-1", "8080:80", "\\n", '"q"', "- dash", "x: y", "#c",
    "{{ x }}",
]  # fmt: skip
COMMENTS = ["", "", "", "", " # c", " #x: y", '   # "', "  #"]
FLOW_WORDS = [
    "a",
    "b",
    "1",
    "yes",
    "x-y",
    "1.10",
    "null",
    "a:b",
    "http://x",
    "a b",
    "~",
    "-1",
    "é",
    "8080:80",
]
FLOW_KEYS = ["a", "b", "c", "d", '"e"', "'f'", "g-h", "i.j/k", '"l m"', "n o"]
ODD_KEYS = ["on", "1", "1.5", "~", "y", "<<", "a b", "a:b", "=", "null", '"<<"', "&k q", "!!str z", "? r"]


def is_plain(text: str) -> bool:
    starts_well = text[0] not in ",[]{}#&*!|>'\"%@`" and not re.match(r"[-?:](\s|$)|---|\.\.\.", text)
    return starts_well and ": " not in text and " #" not in text and not text.endswith(":")


def double(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def single(text: str) -> str:
    escaped = text.replace("'", "''")
    return f"'{escaped}'"


class Writer:
    """Writes random YAML, most of it valid."""

    def __init__(self, seed: int, oddity: float = 1.0) -> None:
        """`oddity`: how much of it is unusual, from 0 to 1."""
        self.random = Random(seed)
        self.oddity = oddity

    def odd(self, share: float) -> bool:
        return self.random.random() < share * self.oddity

    def pick(self, items: list[str]) -> str:
        return self.random.choice(items)

    def text(self) -> str:
        count = self.random.choice([1, 1, 1, 2, 3, 6, 20])
        return " ".join(self.pick(WORDS) for _ in range(count))

    def between(self, indent: int) -> str:
        if self.random.random() < 0.9:
            return ""
        pad = " " * (indent if not self.odd(0.4) else self.random.randint(0, indent + 2))
        return self.pick(
            ["\n", " " * self.random.randint(0, 4) + "\n" if self.odd(1) else "\n", pad + "# c: x\n"]
        )

    def mapping(self, indent: int, depth: int) -> str:
        parts = []
        seen = set()
        for _ in range(self.random.randint(1, 4)):
            key = self.key()
            if key in seen and not self.odd(0.02):
                continue
            seen.add(key)
            colon = " :" if self.odd(0.02) else ":"
            parts.append(self.between(indent) + " " * indent + key + colon + self.value(indent, depth, True))
        return "".join(parts)

    def sequence(self, indent: int, depth: int) -> str:
        parts = []
        for _ in range(self.random.randint(1, 4)):
            parts.append(self.between(indent))
            gap = 3 if self.odd(0.1) else 1
            nested = ""
            if depth and self.random.random() < 0.4:
                nested = self.mapping(indent + 1 + gap, depth - 1)
            elif depth and self.odd(0.1):
                nested = self.sequence(indent + 1 + gap, depth - 1)
            pad = " " * (indent + 1 + gap)
            if nested.startswith(pad) and nested[len(pad)] not in " #\n":
                parts.append(" " * indent + "-" + " " * gap + nested[len(pad) :])
            else:
                parts.append(" " * indent + "-" + self.value(indent, depth, False))
        return "".join(parts)

    def key(self) -> str:
        if self.odd(0.05):
            return self.pick(ODD_KEYS)
        if self.odd(0.1):
            return self.random.choice([double, single])(self.text())
        return self.pick(list("abcdefghijklm")) + self.pick(["", "1", "-x", ".y/z", "_"])

    def value(self, indent: int, depth: int, in_mapping: bool) -> str:
        """What follows a colon or dash, with its line break."""
        before = self.properties()
        share = self.random.random()
        if depth and share < 0.25:
            step = self.random.choice([4, 1, 3]) if self.odd(0.3) else 2
            return before + self.comment() + "\n" + self.mapping(indent + step, depth - 1)
        if depth and share < 0.42:
            step = self.random.choice([0, 2] if in_mapping else [2])
            return before + self.comment() + "\n" + self.sequence(indent + step, depth - 1)
        if share < 0.55 or not self.odd(1):
            return before + self.scalar() + self.comment() + "\n"
        if share < 0.62:
            return before + self.many_lines(indent)
        if share < 0.78:
            return before + " " + self.block(indent)
        if share < 0.93:
            return before + " " + self.flow(2) + self.comment() + "\n"
        if self.odd(0.3):
            return f" *a{self.random.randint(0, 2)}\n"
        return before + self.comment() + "\n"

    def properties(self) -> str:
        anchor = f" &a{self.random.randint(0, 2)}" if self.odd(0.03) else ""
        tag = self.pick([" !!str", " !foo", " !!int", " !", " !!float", " !!map"]) if self.odd(0.02) else ""
        return anchor + tag

    def comment(self) -> str:
        return self.pick(COMMENTS)

    def scalar(self) -> str:
        text = self.text()
        style = self.random.random()
        if style < 0.6 and is_plain(text):
            return self.pick([" ", " ", "  "]) + text + self.pick(["", "", " "])
        return " " + (double if style < 0.8 else single)(text)

    def many_lines(self, indent: int) -> str:
        text = self.text()
        if not is_plain(text):
            step = "\n" + " " * (indent + 2)
            return " " + self.random.choice([double, single])(text).replace(" ", step, 2) + "\n"
        lines = [" " + text + "\n"]
        for _ in range(self.random.randint(1, 3)):
            more = self.text()
            if is_plain("x" + more):
                pad = " " * (indent + self.random.randint(1, 4))
                lines.append(self.pick(["", "", "\n"]) + pad + more + self.pick(["", "", "  "]) + "\n")
        return "".join(lines)

    def block(self, indent: int) -> str:
        step = self.random.choice([1, 4]) if self.odd(0.3) else 2
        pad = " " * (indent + step)
        lines = [self.block_line(pad) for _ in range(self.random.randint(0, 6))]
        hint = str(step) if self.odd(0.1) else ""
        header = self.pick(["|", "|", ">", ">"]) + hint + self.pick(["", "", "-", "+"])
        return header + self.comment() + "\n" + "".join(line + "\n" for line in lines)

    def block_line(self, pad: str) -> str:
        if not self.odd(0.5):
            return self.pick([pad + self.text(), pad + self.text(), ""])
        return self.pick(
            [
                pad[: self.random.randint(0, len(pad))],
                pad + " ",
                pad + " " * self.random.randint(1, 3) + self.text(),
                pad + "\t" + self.text(),
                pad + self.text() + self.pick(["  ", " ", "\t"]),
                pad + "# no comment",
                pad + " ".join([self.text()] * 8),
            ]
        )

    def flow(self, depth: int) -> str:
        share = self.random.random()
        if depth and share < 0.3:
            items = [self.flow(depth - 1) for _ in range(self.random.randint(0, 3))]
            return "[" + self.pick([", ", ", ", ","]).join(items) + "]"
        if depth and share < 0.6:
            pairs = [
                self.pick(FLOW_KEYS) + ": " + ("" if self.odd(0.1) else self.flow(depth - 1))
                for _ in range(self.random.randint(0, 3))
            ]
            return "{" + ", ".join(pairs) + "}"
        if share < 0.8:
            return self.pick(FLOW_WORDS)
        return self.random.choice([double, single])(self.text())

    def body(self) -> str:
        """What may stand below `spec:`."""
        depth = self.random.randint(0, 3)
        if self.random.random() < 0.8:
            return self.mapping(2, depth)
        return self.sequence(self.random.choice([0, 2]), depth)
