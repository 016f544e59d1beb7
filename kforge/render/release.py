"""The release: its name, as Helm allows it, and what templates learn about it."""

from kforge.errors import TemplateError, UsageError

MAX_NAME = 53
CHARS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
SERVICE = "Helm"
REVISION = 1


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
    """The name that --name-template gives. Raises TemplateError."""
    from kforge.render.engines import GO, JINJA, sniff

    if "{{" not in template and "{%" not in template:
        return template
    if sniff([template]) == GO:
        raise TemplateError(
            "--name-template: this version takes Jinja here, not Go templates",
            hint="for example --name-template 'web-{{ \"X\" | lower }}'",
        )
    from kforge.jinja.environment import TemplateSet

    assert sniff([template]) in (JINJA, "")
    return TemplateSet({"--name-template": template}).render("--name-template", {}).text.strip()
