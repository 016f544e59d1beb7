"""Digests the OpenAPI definitions of several versions of Kubernetes to one table of fields and kinds.

The definitions are those in the Python package kubernetes-validate: the source is named in PACKAGE, and only
this script reads it. Every part that versions share is written once: a field says in which versions it is.
"""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

PACKAGE = "kubernetes-validate"
PACKAGE_VERSION = "1.37.0"
PACKAGE_SHA256 = "85136d018a27b50ec7fc049d902bfa5193f5976807e6c0f408e3ab6fe078cad9"
MEMBER = "kubernetes_validate/kubernetes-json-schema/v1.{}.0-local/_definitions.json"
MINORS = range(25, 38)

Definitions = dict[str, dict[str, object]]
Gvk = tuple[str, str, str]
Interval = tuple[int, int]

# types that are one value, by their last name: the letters of kforge.schema.fields
SPECIAL = {
    "Quantity": "q",
    "IntOrString": "p",
    "Time": "t",
    "MicroTime": "t",
    "JSON": "*",
    "JSONSchemaPropsOrArray": "*",
    "JSONSchemaPropsOrBool": "*",
    "JSONSchemaPropsOrStringArray": "*",
}
SCALARS = {
    ("string", ""): "s",
    ("string", "byte"): "y",
    ("string", "date-time"): "t",
    ("integer", "int32"): "i",
    ("integer", "int64"): "l",
    ("integer", ""): "l",
    ("number", "double"): "f",
    ("number", ""): "f",
    ("boolean", ""): "b",
}
MANY = 3  # groups that a kind is in when it is no object of its own: DeleteOptions, WatchEvent

DEPRECATED = re.compile(
    r"(?:^|[.\s(])(?:Deprecated[:.]|DEPRECATED)|is a deprecated alias|deprecated in favor"
)
# fields whose description says that something else is deprecated, or that nobody writes
NOT_DEPRECATED = {"secrets", "ingressClassName", "persistentVolumeReclaimPolicy", "addressType", "selfLink"}


# The first minor version without what only documents before 1.25 know; 1.25 where it is not listed. As in
# Kubernetes' deprecated API migration guide.
GONE_BEFORE = {
    **dict.fromkeys(
        (
            "admissionregistration.k8s.io/v1beta1",
            "apiextensions.k8s.io/v1beta1",
            "apiregistration.k8s.io/v1beta1",
            "authentication.k8s.io/v1beta1",
            "authorization.k8s.io/v1beta1",
            "certificates.k8s.io/v1beta1",
            "coordination.k8s.io/v1beta1",
            "extensions/v1beta1",
            "networking.k8s.io/v1beta1",
            "rbac.authorization.k8s.io/v1beta1",
            "scheduling.k8s.io/v1beta1",
            "storage.k8s.io/v1beta1",
        ),
        22,
    ),
}
# kinds that no document here has
GONE_LONG_AGO: dict[Gvk, int] = {
    **{
        ("extensions", "v1beta1", kind): 16
        for kind in ("Deployment", "DaemonSet", "ReplicaSet", "NetworkPolicy", "PodSecurityPolicy")
    },
    **{("apps", "v1beta1", kind): 16 for kind in ("Deployment", "StatefulSet", "ControllerRevision")},
    **{
        ("apps", "v1beta2", kind): 16
        for kind in ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ControllerRevision")
    },
    ("batch", "v2alpha1", "CronJob"): 21,
    ("settings.k8s.io", "v1alpha1", "PodPreset"): 20,
}
# groups whose kinds live in another one now, where several have a kind of that name
MOVED = {"extensions/Ingress": "networking.k8s.io/v1", "extensions/NetworkPolicy": "networking.k8s.io/v1"}


def wheel() -> Path:
    """The package as the index has it. Exits when it is another."""
    folder = Path(tempfile.mkdtemp(prefix="digest-"))
    wanted = f"{PACKAGE}=={PACKAGE_VERSION}"
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folder), wanted]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def read(path: Path) -> dict[int, Definitions]:
    """The definitions of each minor version in the package at `path`."""
    if hashlib.sha256(path.read_bytes()).hexdigest() != PACKAGE_SHA256:
        sys.exit(f"digest_schema: {path} is not {PACKAGE} {PACKAGE_VERSION}")
    with zipfile.ZipFile(path) as archive:
        return {minor: _plain(archive.read(MEMBER.format(minor)).decode()) for minor in MINORS}


def _plain(text: str) -> Definitions:
    """The definitions in the form of Kubernetes' own document: one type each, references as there."""
    text = text.replace('"#/$defs/', '"#/definitions/')
    found: Definitions = json.loads(re.sub(r'\[\s*"(\w+)",\s*"null"\s*\]', r'"\1"', text))["$defs"]
    return found


def kinds(definitions: Definitions) -> dict[Gvk, str]:
    """The type of each kind."""
    found = {}
    for name, schema in definitions.items():
        listed = schema.get("x-kubernetes-group-version-kind")
        entries = listed if isinstance(listed, list) else []
        for entry in entries if len(entries) <= MANY else ():
            found[entry["group"], entry["version"], entry["kind"]] = name
    return found


def short_names(names: Iterable[str]) -> dict[str, str]:
    """`Container` for io.k8s.api.core.v1.Container; with group and version where several share the name."""
    every = sorted(set(names))
    words = [name.rpartition(".")[2] for name in every]
    return {
        name: word if words.count(word) == 1 else ".".join(name.split(".")[-3:])
        for name, word in zip(every, words, strict=True)
    }


def is_deprecated(schema: dict[str, object]) -> bool:
    """Whether the description says so of the thing itself."""
    return bool(DEPRECATED.search(str(schema.get("description", ""))))


class Digest:
    """What one version says about each type: its fields as text."""

    def __init__(self, definitions: Definitions, short: dict[str, str]) -> None:
        self._definitions = definitions
        self._short = short

    def fields(self, name: str) -> dict[str, str]:
        """The fields of a type: `name` to `s`, `[EnvVar](name)`, `!i` when it must be there."""
        schema = self._definitions[name]
        required = schema.get("required") or ()
        found = {}
        properties = schema.get("properties")
        for field, value in properties.items() if isinstance(properties, dict) else ():
            must = "!" if field in required else ""  # type: ignore[operator]
            old = "~" if field not in NOT_DEPRECATED and is_deprecated(value) else ""
            found[field] = must + old + self._text(value)
        return found

    def is_struct(self, name: str) -> bool:
        return "properties" in self._definitions[name]

    def _text(self, schema: dict[str, object]) -> str:
        reference = schema.get("$ref")
        if isinstance(reference, str):
            name = reference.rpartition("/")[2]
            word = name.rpartition(".")[2]
            if word in SPECIAL:
                return SPECIAL[word]
            return self._short[name] if self.is_struct(name) else "o"
        kind = schema.get("type")
        if kind == "array":
            return f"[{self._text(schema['items'])}]{self._keys(schema)}"  # type: ignore[arg-type]
        if kind == "object":
            inner = schema.get("additionalProperties")
            return f"{{{self._text(inner)}}}" if isinstance(inner, dict) else "o"
        if kind is None:
            return "*"
        return SCALARS[str(kind), str(schema.get("format") or "")]

    def _keys(self, schema: dict[str, object]) -> str:
        """What tells the items of a list apart."""
        if schema.get("x-kubernetes-list-type") == "set":
            return "(=)"
        keys = schema.get("x-kubernetes-list-map-keys")
        return f"({','.join(keys)})" if isinstance(keys, list) else ""


def intervals(present: Iterable[int]) -> list[Interval]:
    """The stretches of versions without a gap."""
    found: list[Interval] = []
    for minor in sorted(present):
        if found and found[-1][1] == minor - 1:
            found[-1] = (found[-1][0], minor)
        else:
            found.append((minor, minor))
    return found


def bare(text: str) -> str:
    """The type without the keys of lists."""
    return re.sub(r"\(.*?\)", "", text)


def during(interval: Interval) -> str:
    """`@28-30`, `@28` when it is there since, `@-30` when it was always there until; nothing for always."""
    first = "" if interval[0] == MINORS[0] else str(interval[0])
    last = "" if interval[1] == MINORS[-1] else f"-{interval[1]}"
    return f"@{first}{last}" if first or last else ""


def fields_table(versions: dict[int, Definitions], short: dict[str, str]) -> dict[str, str]:
    """Each type's fields as one text: `args:[s] command:[s] resizePolicy:[ContainerResizePolicy]@27`.

    The keys of a list are those of the newest version: older ones only had not written them down.
    """
    seen: dict[str, dict[tuple[str, str], list[int]]] = {}
    for minor, definitions in reversed(versions.items()):
        digest = Digest(definitions, short)
        for name in definitions:
            if digest.is_struct(name):
                table = seen.setdefault(short[name], {})
                for field, text in digest.fields(name).items():
                    same = [key for key in table if key[0] == field and bare(key[1]) == bare(text)]
                    table.setdefault(same[0] if same else (field, text), []).append(minor)
    return {
        name: " ".join(
            f"{field}:{text}{during(interval)}"
            for (field, text), minors in sorted(table.items())
            for interval in intervals(minors)
        )
        for name, table in sorted(seen.items())
    }


def newest(group_kinds: Iterable[Gvk]) -> Gvk:
    """The kind with the most stable, then highest version."""

    def rank(gvk: Gvk) -> tuple[int, list[int]]:
        numbers = [int(number) for number in re.findall(r"\d+", gvk[1])]
        stability = 0 if "alpha" in gvk[1] else 1 if "beta" in gvk[1] else 2
        return stability, numbers

    return max(group_kinds, key=rank)


def successor(gone: Gvk, current: Iterable[Gvk]) -> str:
    """The apiVersion that has the kind now: of the same group, else of the only group that has it."""
    same = [gvk for gvk in current if gvk[2] == gone[2]]
    own = [gvk for gvk in same if gvk[0] == gone[0]]
    groups = {gvk[0] for gvk in same}
    if not own and len(groups) != 1:
        return ""
    group, version, _ = newest(own or same)
    return f"{group}/{version}" if group else version


def kinds_table(
    versions: dict[int, Definitions], short: dict[str, str], old: Iterable[Gvk]
) -> list[tuple[str, str]]:
    """Each kind and its type, with the versions that have it and, when it is gone, where it is now.

    `apps/v1/Deployment` is `Deployment`; `extensions/v1beta1/Ingress` is `@-21 networking.k8s.io/v1`.
    """
    seen: dict[tuple[Gvk, str], list[int]] = {}
    for minor, definitions in versions.items():
        for gvk, name in kinds(definitions).items():
            mark = "~" if is_deprecated(definitions[name]) else ""
            seen.setdefault((gvk, mark + short[name]), []).append(minor)
    current = [gvk for (gvk, _), minors in seen.items() if MINORS[-1] in minors]
    table = []
    for (gvk, name), minors in seen.items():
        for interval in intervals(minors):
            gone = gvk not in current and interval[1] == max(minors)
            table.append((joined(gvk), f"{name}{during(interval)} {_now(gvk, current) if gone else ''}"))
    known = {gvk for gvk, _ in seen}
    for gvk in {*old, *GONE_LONG_AGO} - known:
        last = GONE_LONG_AGO.get(gvk) or GONE_BEFORE.get(f"{gvk[0]}/{gvk[1]}", MINORS[0])
        table.append((joined(gvk), f"@-{last - 1} {_now(gvk, current)}"))
    return sorted((name, text.rstrip()) for name, text in table if wanted(name))


def wanted(kind: str) -> bool:
    """Whether anybody writes objects of this kind."""
    return kind.rpartition("/")[2] not in ("Status", "DeleteOptions", "WatchEvent")


def joined(gvk: Gvk) -> str:
    return "/".join(part for part in gvk if part)


def _now(gvk: Gvk, current: list[Gvk]) -> str:
    return MOVED.get(f"{gvk[0]}/{gvk[2]}") or successor(gvk, current)


def document(title: str, lines: Iterable[tuple[str, str]]) -> str:
    """A table as text: comments that name the source, then a line for each entry."""
    head = (
        title,
        f"Source: the Python package {PACKAGE} {PACKAGE_VERSION} (sha256 {PACKAGE_SHA256}),",
        f"Kubernetes 1.{MINORS[0]} to 1.{MINORS[-1]}; the form is described in kforge/schema/fields.py.",
        "Made by scripts/digest_schema.py: do not edit.",
    )
    return "".join(f"# {line}\n" for line in head) + "".join(f"{name} {text}\n" for name, text in lines)
