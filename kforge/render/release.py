"""The release: its name, as Helm allows it, and what templates learn about it."""

from kforge.errors import KforgeError, Position, TemplateError, UsageError

MAX_NAME = 53
CHARS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
SERVICE = "Helm"
REVISION = 1
OPTION = "--name-template"
NOT_IN_NAMES = """
    durationDays durationHours durationMicroseconds durationMilliseconds durationMinutes durationNanoseconds
    durationRoundTo durationSeconds durationTruncateTo durationWeeks fromJsonArray fromToml fromYaml
    fromYamlArray include lookup mustToDuration mustToToml mustToYaml required toToml toYaml toYamlPretty tpl
"""


class Release:
    """The release that a chart is rendered for."""

    __slots__ = ("is_upgrade", "name", "namespace")

    def __init__(self, name: str, namespace: str, is_upgrade: bool) -> None:
        self.name = name
        self.namespace = namespace
        self.is_upgrade = is_upgrade


def check_name(name: str) -> None:
    """Raises UsageError when Helm would refuse the name."""
    if not name:
        raise UsageError("the release has no name")
    if len(name.encode()) > MAX_NAME:
        raise UsageError(f"the release name {name!r} is longer than {MAX_NAME} characters")
    for label in name.split("."):
        if not label or not CHARS.issuperset(label) or "-" in (label[0], label[-1]):
            raise UsageError(
                f"{name!r} is not a release name",
                hint="lower-case letters, digits and - between them, parts joined by a point",
            )


def name_from(template: str) -> str:
    """The name that --name-template gives, written for Go or for Jinja. Raises TemplateError."""
    from kforge.render.engines import JINJA, sniff

    if "{{" not in template and "{%" not in template:
        return template
    if sniff([template]) == JINJA:
        return _jinja_name(template)
    from kforge.gotmpl.environment import TemplateSet

    try:
        _check_functions(template)
        templates = TemplateSet({OPTION: template})
    except KforgeError as error:
        try:
            return _jinja_name(template)
        except KforgeError:
            raise error from None
    from kforge.golang.randomness import Randomness

    text: str = templates.execution(randomness=Randomness()).render(OPTION, None).text
    return text


def _jinja_name(template: str) -> str:
    from kforge.jinja.environment import TemplateSet

    return TemplateSet({OPTION: template}).render(OPTION, {}).text.strip()


def _check_functions(template: str) -> None:
    """A name is made with sprig's functions; Helm's own are not there."""
    from kforge.gotmpl.lexer import WORD, LexError, pieces, tokens

    try:
        actions = [body for *_, body in pieces(template) if body]
        words = {token[1] for body in actions for token in tokens(body) if token[0] == WORD}
    except LexError:
        return  # the parser says it better
    for name in sorted(words.intersection(NOT_IN_NAMES.split())):
        raise TemplateError(
            f"the function {name} is not there for a name",
            Position(OPTION, 1),
            source=template.partition("\n")[0],
            hint="a name can use the functions that Helm has from sprig, and no data",
        )
