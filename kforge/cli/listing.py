"""Lists as helm prints them with -o: a table, JSON or YAML."""

from kforge.cli.table import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def listing(
    form: str, keys: "Sequence[str]", rows: "Sequence[Sequence[str]]", head: "Sequence[str]", widest: int = 0
) -> str:
    """The rows as `form` has them: table (with `head`, if any), json or yaml."""
    if form == "table":
        return table([head, *rows] if head else rows, widest) + "\n"
    trees = [dict(zip(keys, row, strict=True)) for row in rows]
    if form == "yaml":
        from kforge.yaml.emit import dump

        return dump(trees)
    from kforge.golang.json_text import json_text

    texts = [
        "{" + ",".join(f'"{key}":{json_text(value)}' for key, value in tree.items()) + "}" for tree in trees
    ]
    return f"[{','.join(texts)}]\n"
