"""What a run is asked for on the command line: which rules, how bad they are, and whether warnings count."""

from kforge.errors import UsageError, nearest
from kforge.lint.rules import RULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kforge.lint.rule import Rule

SYNTAX = "yaml-syntax"  # stays on with --select: without it no other rule says anything
OFF = "off"
ON = ""  # with the severity it has


class Config:
    """The rules to run, the severities that are not theirs, and `strict`: whether warnings fail.

    `file` is a configuration file that is given instead of the one that would be found, `kube_version` the
    Kubernetes that reads the manifests, `crds` are files and folders that define kinds.
    """

    __slots__ = ("_ignore", "_select", "crds", "file", "kube_version", "rules", "severities", "strict")

    def __init__(
        self,
        *,
        select: "Sequence[str]" = (),
        ignore: "Sequence[str]" = (),
        strict: bool = False,
        file: str = "",
        kube_version: str = "",
        crds: "Sequence[str]" = (),
    ) -> None:
        """`select` and `ignore` hold rules by name or code. Raises UsageError when there is no such rule."""
        self._select = _named(select, "--select") | {SYNTAX} if select else set()
        self._ignore = _named(ignore, "--ignore")
        self.strict = strict
        self.file = file
        self.kube_version = kube_version
        self.crds = tuple(crds)
        self.severities: Mapping[str, str] = {}
        self.rules: tuple[Rule, ...] = self._chosen({})

    def adjusted(self, rules: "Mapping[str, str]") -> "Config":
        """This configuration with a file's word on rules: OFF, ON or a severity by name of the rule.

        What --select names is on, what --ignore names is off, whatever the file says.
        """
        other = Config(strict=self.strict, file=self.file, kube_version=self.kube_version, crds=self.crds)
        other._select, other._ignore = self._select, self._ignore
        other.severities = {rule: word for rule, word in rules.items() if word not in (OFF, ON)}
        other.rules = other._chosen(rules)
        return other

    def _chosen(self, rules: "Mapping[str, str]") -> "tuple[Rule, ...]":
        chosen = self._select or {rule.id for rule in RULES if rules.get(rule.id) != OFF}
        return tuple(rule for rule in RULES if rule.id in chosen and rule.id not in self._ignore)


def _named(words: "Iterable[str]", option: str) -> "set[str]":
    known = {name: rule.id for rule in RULES for name in (rule.id, rule.code)}
    found = set()
    for word in words:
        if word.strip() not in known:
            near = nearest(word, known)
            hint = (
                f"did you mean {near}?" if near else f"the rules are {', '.join(rule.id for rule in RULES)}"
            )
            raise UsageError(f"{option}: there is no rule {word}", hint=hint)
        found.add(known[word.strip()])
    return found
