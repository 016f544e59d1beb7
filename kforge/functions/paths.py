"""Template functions on paths, with slashes: Go's package path, and path/filepath as it is on Unix."""

from kforge.functions.registry import func


@func("base", "osBase", takes="string")
def base(path: str) -> str:
    """The last part of a path; "." for none, "/" for nothing but slashes.

    {{ base "a/b/c.yaml" }}
        c.yaml
    """
    if not path:
        return "."
    return path.rstrip("/").rpartition("/")[2] or "/"


@func("dir", "osDir", takes="string")
def parent(path: str) -> str:
    """All but the last part of a path, made clean.

    {{ dir "a/b/../c/d.yaml" }}
        a/c
    """
    return clean(path[: path.rfind("/") + 1])


@func("clean", "osClean", takes="string")
def clean(path: str) -> str:
    """The shortest path that means the same: no "..", "." or doubled slashes where they can go.

    {{ clean "a//b/./../c" }}
        a/c
    """
    rooted = path[:1] == "/"
    kept: list[str] = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part != "..":
            kept.append(part)
        elif kept and kept[-1] != "..":
            kept.pop()
        elif not rooted:
            kept.append(part)
    return ("/" if rooted else "") + "/".join(kept) or "."


@func("ext", "osExt", takes="string")
def extension(path: str) -> str:
    """The ending of the last part from its last dot on, "" for none.

    {{ ext "a.b/c.tar.gz" }}
        .gz
    """
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:] if dot >= 0 else ""


@func("isAbs", "osIsAbs", takes="string")
def is_absolute(path: str) -> bool:
    """Whether a path begins at the root.

    {{ isAbs "/etc" }}
        true
    """
    return path[:1] == "/"
