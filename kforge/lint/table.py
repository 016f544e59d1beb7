"""What each reader makes of one plain scalar, as a table for people."""

from kforge.lint.config import Config
from kforge.lint.readings import of_key, of_value
from kforge.lint.runner import Linter

HEAD = ("reader", "as a value", "as a key")


def render(text: str) -> str:
    """The table and the rules that name the scalar; "" when it cannot stand in a file without quotes."""
    if not _is_plain(text):
        return ""
    value, key = of_value(text).by_reader, of_key(text).by_reader
    rows = [HEAD, *((reader, value[reader], key[reader]) for reader in value)]
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    lines = [text, *(f"  {row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}" for row in rows)]
    lines += _findings("as a value", f"a: {text}\n") + _findings("as a key", f"{text}: a\n")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _is_plain(text: str) -> bool:
    from kforge.errors import YamlError
    from kforge.yaml.events import compose

    try:
        roots = compose(f"- {text}\n")
    except YamlError:
        return False
    root = roots[0] if len(roots) == 1 else None
    if root is None or len(root.items) != 1:
        return False
    item = root.items[0]
    return item.kind == "scalar" and item.style == "plain" and item.value == text and not item.tag


def _findings(place: str, text: str) -> "list[str]":
    found = Linter(Config()).lint(text.encode("utf-8", "replace"), "file.yaml")
    return [f"  {place}: {one.severity} {one.rule} ({one.code})" for one in found]
