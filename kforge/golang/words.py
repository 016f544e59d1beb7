"""Words and their cases as Go's strings.Title, goutils and xstrings see them."""

from kforge.golang.unicode import REPLACEMENT, SPACE, category, is_byte, lower_of, title_of, upper_of

COMMON_CJK = ("\u4e00", "\u9fcc")
RARE_CJK = ("\u3400", "\u4d85")
COMPATIBLE_CJK = ("\U00020000", "\U0002b81d")


def _runes(text: str) -> str:
    """The text as Go's []rune has it: U+FFFD for every byte that is no UTF-8."""
    return text if text.isascii() else "".join([REPLACEMENT if is_byte(char) else char for char in text])


def title(text: str) -> str:
    """strings.Title: the first letter of every word, words ending at all but letters, digits and _."""
    out = []
    between = True
    for char in _runes(text):
        out.append(title_of(char) if between else char)
        between = _separates(char)
    return "".join(out)


def _separates(char: str) -> bool:
    if char.isascii():
        return not (char.isalnum() or char == "_")
    kind = category(char)
    return kind[0] != "L" and kind != "Nd" and char in SPACE


def untitle(text: str) -> str:
    """goutils.Uncapitalize: the first letter after white space."""
    out = []
    first = True
    for char in _runes(text):
        space = char in SPACE
        out.append(lower_of(char) if first and not space else char)
        first = space
    return "".join(out)


def swap_case(text: str) -> str:
    """goutils.SwapCase: a letter in lower case after white space gets title case."""
    out = []
    space = True
    for char in _runes(text):
        kind = category(char)
        if kind in ("Lu", "Lt"):
            out.append(lower_of(char))
            space = False
        elif kind == "Ll":
            out.append(title_of(char) if space else upper_of(char))
            space = False
        else:
            out.append(char)
            space = char in SPACE
    return "".join(out)


def _is_connector(char: str) -> bool:
    return char in "-_" or char in SPACE


def pascal_case(text: str) -> str:
    """xstrings.ToPascalCase: connectors at the edges and doubled ones stay; a run of capitals is one word."""
    start = 0
    text = _runes(text)
    while start < len(text) and _is_connector(text[start]):
        start += 1
    if start >= len(text) - 1:  # nothing but connectors: Go writes the last one twice
        return text[:start] + (upper_of(text[start]) if start < len(text) else text[-1:])
    out = [text[:start]]
    current = upper_of(text[start])
    capitals = category(text[start]) == "Lu"  # all of the word so far
    for char in text[start + 1 :]:
        before, current = current, char
        if _is_connector(before):
            if _is_connector(char):
                out.append(before)
                continue
            capitals = category(char) == "Lu"
            current = upper_of(char)
        else:
            capitals = capitals and category(char) == "Lu"
            if capitals:
                current = lower_of(char)
            out.append(before)
    return "".join([*out, current])


def separated(text: str, connector: str) -> str:
    """xstrings.ToSnakeCase and ToKebabCase: words in lower case, split where case or digits change."""
    return _Separator(text, connector).run()


class _Separator:
    """The walk of xstrings from word to word; `kind` and `word` are the current one's."""

    __slots__ = ("connector", "kind", "out", "place", "text", "word")

    def __init__(self, text: str, connector: str) -> None:
        self.text = text
        self.place = 0
        self.connector = connector
        self.out: list[str] = []
        self.kind = ""
        self.word = ""

    def run(self) -> str:
        if not self.text:
            return ""
        self.step()
        while self.place < len(self.text):
            if self.kind != "connector":
                self.write(self.kind, self.word)
            before, last = self.kind, self.word
            self.step()
            if before == "number":
                self.letters_and_digits()
            elif before == "connector":
                self.write(before, last)
            elif before != "punctuation":
                self.after_letters()
        self.write(self.kind, self.word)
        return "".join(self.out)

    def step(self) -> None:
        start = self.place
        self.kind, self.place = _next_word(self.text, start)
        self.word = self.text[start : self.place]

    def letters_and_digits(self) -> None:
        """What follows a number in small letters and digits belongs to it."""
        while self.kind in ("letters", "number"):
            self.write(self.kind, self.word)
            self.step()
        if self.kind not in ("", "punctuation", "connector"):
            self.out.append(self.connector)

    def after_letters(self) -> None:
        if self.kind != "number":
            if self.kind not in ("connector", "punctuation"):
                self.out.append(self.connector)
            return
        if self.place >= len(self.text):
            return
        number = self.word
        self.step()
        if self.kind == "letters":  # "HTTP2xx" is http_2xx
            self.out.append(self.connector)
            self.write("number", number)
            self.letters_and_digits()
            return
        self.write("number", number)  # "Bld4Floor" is bld4_floor
        if self.kind not in ("connector", "punctuation"):
            self.out.append(self.connector)

    def write(self, kind: str, word: str) -> None:
        if kind not in ("upper", "connector"):
            self.out.append(word)
            return
        for char in word:
            if _KNOWN["connector"][char]:
                self.out.append(self.connector)
            elif _KNOWN["capitals"][char]:
                self.out.append(lower_of(char))
            else:
                self.out.append(REPLACEMENT if is_byte(char) else char)


def _is_letter(char: str) -> bool:
    """A letter that is no Chinese character."""
    return category(char)[0] == "L" and not any(
        first <= char <= last for first, last in (COMMON_CJK, RARE_CJK, COMPATIBLE_CJK)
    )


def _is_small(char: str) -> bool:
    return _is_letter(char) and category(char) != "Lu"


def _valid(text: str, start: int) -> int:
    """The place of the next character that is one: bytes that are no UTF-8 are passed over."""
    while start < len(text) and (text[start] == REPLACEMENT or is_byte(text[start])):
        start += 1
    return start


def _run(text: str, start: int, kind: str) -> int:
    """Where the run of characters of a kind that goes on at `start` ends."""
    known = _KNOWN[kind]
    size = len(text)
    while start < size:
        if known[text[start]]:
            start += 1
            continue
        place = _valid(text, start)
        if place < size and not known[text[place]]:
            break
        start = place + 1
    return min(start, size)


def _is_other(char: str) -> bool:
    return not (_is_connector(char) or _is_letter(char) or category(char)[0] in "NP")


_TESTS = {
    "connector": _is_connector,
    "punctuation": lambda char: category(char)[0] == "P",
    "capitals": lambda char: category(char) == "Lu",
    "letters": _is_small,
    "number": lambda char: category(char)[0] == "N",
    "other": _is_other,
}


class _Known(dict):  # type: ignore[type-arg]  # dict[str, bool] at run time would cost an import
    """Whether characters are of a kind, found out once for each; bytes that are no UTF-8 are of none."""

    __slots__ = ("kind",)

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def __missing__(self, char: str) -> bool:
        found = self[char] = char != REPLACEMENT and not is_byte(char) and bool(_TESTS[self.kind](char))
        return found


_KNOWN = {kind: _Known(kind) for kind in _TESTS}


def _next_word(text: str, start: int) -> "tuple[str, int]":
    """The kind of the word that begins at `start`, and where it ends."""
    place = _valid(text, start)
    if place == len(text):
        return "", place
    first = text[place]
    for kind in ("connector", "punctuation"):
        if _KNOWN[kind][first]:
            return kind, _run(text, place + 1, kind)
    if _KNOWN["capitals"][first]:
        return "upper", _capital_word(text, place)
    for kind in ("letters", "number"):
        if _KNOWN[kind][first]:
            return kind, _run(text, place + 1, kind)
    return "other", _run(text, place + 1, "other")


def _capital_word(text: str, first: int) -> int:
    """The end of a word in capitals, whose last one begins the next word (HTTPStatus), or of a Word."""
    second = _valid(text, first + 1)
    if second == len(text):
        return second
    if not _KNOWN["capitals"][text[second]]:
        return _run(text, first + 1, "letters") if _is_letter(text[second]) else first + 1
    end = _run(text, second + 1, "capitals")
    after = _valid(text, end)
    if after == len(text) or not _is_letter(text[after]):
        return end
    while is_byte(text[end - 2]) or text[end - 2] == REPLACEMENT:
        end -= 1
    return end - 1
