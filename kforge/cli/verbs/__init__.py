"""Finds the table of a verb that is not one of the fast ones: verbs/<verb>.py, loaded when it is typed.

Such a module has a VERB: a Verb, or a Family of verbs of two words (`repo add`, `repo index`). The code of
the verb `build` is `run` in commands/build.py, that of `repo index` is `run_index` in commands/repo.py.
"""

from kforge.cli import ALIASES, COMMANDS
from kforge.cli.options import VERBS, Verb

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class Family:
    """Verbs that share their first word, by the second; `aliases` are other second words helm takes."""

    __slots__ = ("aliases", "name", "verbs")

    def __init__(
        self, name: str, verbs: "Iterable[Verb]", aliases: "Mapping[str, str] | None" = None
    ) -> None:
        self.name = name
        self.verbs = {verb.name.partition(" ")[2]: verb for verb in verbs}
        self.aliases = dict(aliases or {})

    def find(self, word: str) -> Verb | None:
        """The verb whose second word is `word`, or an alias of it."""
        return self.verbs.get(self.aliases.get(word, word))


def load(word: str) -> "Verb | Family | None":
    """What the first word of a line names: a verb, or a family of them; None when it is neither."""
    name = ALIASES.get(word, word)
    if name in VERBS:
        return VERBS[name]
    if name not in COMMANDS:
        return None
    found: Verb | Family = __import__(f"kforge.cli.verbs.{name}", fromlist=("VERB",)).VERB
    return found


def find(words: "Sequence[str]") -> "tuple[Verb | None, Sequence[str]]":
    """The verb that `words` start with, and the words after it."""
    found = load(words[0]) if words else None
    if isinstance(found, Family):
        return (found.find(words[1]) if len(words) > 1 else None), words[2:]
    return found, words[1:]


def every() -> "Iterator[Verb]":
    """All verbs there are, as the help lists them."""
    for name in COMMANDS:
        found = load(name)
        if isinstance(found, Verb):
            yield found
        elif found:
            yield from found.verbs.values()
