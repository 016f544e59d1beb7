"""yamllint's configuration and comments, for the rules that mean the same in both.

Only what a file says itself counts: a rule that is switched off or has a level, patterns to ignore. What
`extends` brings, the options of rules, and rules about looks that kforge does not have, change nothing.
"""

from kforge.errors import LintConfigError, YamlError
from kforge.lint.config import OFF
from kforge.lint.suppress import YAMLLINT_RULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.lint.settings import Settings

SEVERITIES = ("error", "warning")


def load(file: str) -> "Settings":
    """Read a .yamllint. Raises LintConfigError when it is no YAML."""
    from kforge.lint.settings import Settings, text_of_config
    from kforge.yaml.parse import parse_one

    try:
        tree = parse_one(text_of_config(file), file)
    except YamlError as error:
        raise LintConfigError(error.message, error.position, hint=error.hint, source=error.source) from None
    tree = tree if isinstance(tree, dict) else {}
    named = tree.get("rules")
    rules: dict[str, str] = {}
    paths: list[tuple[list[str], dict[str, str]]] = []
    for theirs, value in named.items() if isinstance(named, dict) else ():
        word = _word(value)
        if word:
            rules |= dict.fromkeys(YAMLLINT_RULES.get(theirs, ()), word)
        if isinstance(value, dict):
            if theirs == "truthy" and value.get("check-keys") is False:
                rules["truthy-key"] = OFF
            if value.get("ignore"):
                paths.append((_patterns(value["ignore"]), dict.fromkeys(YAMLLINT_RULES.get(theirs, ()), OFF)))
    return Settings(file, ignore=_patterns(tree.get("ignore")), rules=rules, paths=paths)


def _word(value: object) -> str:
    """OFF, a severity, or nothing."""
    if value == "disable" or value is False:
        return OFF
    level = value.get("level") if isinstance(value, dict) else None
    return level if level in SEVERITIES else ""


def _patterns(value: object) -> "list[str]":
    """Patterns, one a line or a list."""
    lines = value.splitlines() if isinstance(value, str) else value if isinstance(value, list) else []
    words = [str(line).strip() for line in lines]
    return [word for word in words if word and not word.startswith("#")]
