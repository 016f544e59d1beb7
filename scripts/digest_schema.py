"""Make kforge/schema/data/: the merge keys, scopes, fields and kinds of Kubernetes.

The source of what kustomize merges with is the OpenAPI document of Kubernetes 1.21.2 that kustomize carries
inside kubectl, the tool that scripts/install_oracles.py fetches: anyone can make the same tables from the
same public package. It is a gzip member in the binary, found by its digest, in the protobuf form of gnostic's
OpenAPI v2; what is read of that form stands in the tables below. kustomize's own definitions (kind
Kustomization) lie beside it as JSON. Everything newer comes from a Python package (digest_fields.py).

    python scripts/digest_schema.py [path of kubectl] [path of the package]
"""

import hashlib
import json
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "kforge" / "schema" / "data"
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import digest_fields  # noqa: E402  (needs the path above)

from kforge.schema import openapi  # noqa: E402

KUBERNETES = "v1.21.2"
SOURCE = "kubectl v1.37.1 (kustomize v5.8.1)"
SWAGGER_SHA256 = "5d171b55e9601912807a870d73ffe70bb306f5889a00e76986042a0f2d7b6bc2"
KUSTOMIZATION_SHA256 = "65c5ffdbaa33a1a6db954c0e9524d5ae3ec5ef5af9d2ca17da0577868d887531"

# Field numbers of gnostic's openapiv2.proto, of what is read.
DOCUMENT = {"paths": 8, "definitions": 9}
PATHS_ITEM, DEFINITIONS_ITEM, PROPERTIES_ITEM = 2, 1, 1
NAMED = {"name": 1, "value": 2}
PATH_GET, OPERATION_EXTENSION, SCHEMA_EXTENSION, ANY_YAML = 2, 13, 31, 2
SCHEMA = {"ref": 1, "additional": 21, "type": 22, "items": 23, "properties": 25}

GVK = "tuple[str, str, str]"

Message = dict[int, list[bytes]]


def embedded(binary: bytes, digest: str) -> bytes:
    """The gzip member of `binary` whose content has the SHA-256 `digest`."""
    start = binary.find(b"\x1f\x8b\x08")
    while start >= 0:
        reader = zlib.decompressobj(wbits=31)
        try:
            content = reader.decompress(binary[start:])
        except zlib.error:
            content = b""
        if content and hashlib.sha256(content).hexdigest() == digest:
            return content
        start = binary.find(b"\x1f\x8b\x08", start + 1)
    sys.exit(f"digest_schema: this kubectl is not {SOURCE}: no member {digest}")


def message(data: bytes) -> Message:
    """The length-delimited fields of a protobuf message by number."""
    found: Message = {}
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == 0:
            _, at = varint(data, at)
        elif tag & 7 == 2:
            size, at = varint(data, at)
            found.setdefault(tag >> 3, []).append(data[at : at + size])
            at += size
        else:
            at += 8 if tag & 7 == 1 else 4
    return found


def varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at += 1
        shift += 7
        if byte < 128:
            return value, at


def named(data: bytes, number: int) -> Iterator[tuple[str, bytes]]:
    """The named values in the repeated field `number` of a message."""
    for item in message(data).get(number, ()):
        pair = message(item)
        yield pair[NAMED["name"]][0].decode(), pair.get(NAMED["value"], [b""])[0]


def extensions(fields: Message, number: int) -> dict[str, object]:
    """The vendor extensions of a message: each a small YAML text, of words, lists of words or mappings."""
    found: dict[str, object] = {}
    for item in fields.get(number, ()):
        pair = message(item)
        text = message(pair[NAMED["value"]][0])[ANY_YAML][0].decode()
        found[pair[NAMED["name"]][0].decode()] = small_yaml(text)
    return found


def small_yaml(text: str) -> object:
    if text.startswith("- "):
        return [small_yaml(part) for part in re.split(r"(?m)^- ", text)[1:]]
    pairs = re.findall(r'(?m)^ *(\w+): "?(.*?)"?$', text)
    return dict(pairs) if pairs else text.strip()


def schema(data: bytes) -> dict[str, object]:
    """A schema in OpenAPI's JSON form, as far as a digest looks at it."""
    fields = message(data)
    found = extensions(fields, SCHEMA_EXTENSION)
    if SCHEMA["ref"] in fields:
        found["$ref"] = fields[SCHEMA["ref"]][0].decode()
    for kind in fields.get(SCHEMA["type"], ()):
        found["type"] = [word.decode() for word in message(kind)[1]]
    for items in fields.get(SCHEMA["items"], ()):
        found["items"] = schema(message(items)[1][0])
    for additional in fields.get(SCHEMA["additional"], ()):
        found["additionalProperties"] = schema(message(additional)[1][0])
    for properties in fields.get(SCHEMA["properties"], ()):
        found["properties"] = {name: schema(value) for name, value in named(properties, PROPERTIES_ITEM)}
    return found


def paths(data: bytes) -> dict[str, object]:
    found: dict[str, object] = {}
    for path, item in named(data, PATHS_ITEM):
        for get in message(item).get(PATH_GET, ()):
            found[path] = {"get": extensions(message(get), OPERATION_EXTENSION)}
    return found


def shorten(types: openapi.Types, kinds: openapi.Kinds) -> tuple[openapi.Types, openapi.Kinds]:
    """The same table with short names: `Container`, not `io.k8s.api.core.v1.Container`.

    The many types of which only the metadata merges are one, `Object`.
    """
    metadata = next(name for name in types if name.endswith(".ObjectMeta"))
    short: dict[str, str] = {}
    for name in sorted(types):
        word = name.rpartition(".")[2] if types[name] != {"metadata": (metadata, None)} else "Object"
        taken = word in short.values() and word != "Object"
        short[name] = ".".join(name.split(".")[-3:]) if taken else word
    short[""] = ""
    table = {
        short[name]: {field: (short[below], keys) for field, (below, keys) in sorted(types[name].items())}
        for name in sorted(types, key=short.__getitem__)
    }
    return table, {gvk: short[name] for gvk, name in sorted(kinds.items()) if name}


def module(title: str, names: dict[str, str], tables: dict[str, str]) -> str:
    head = f'"""{title}\n\nMade by scripts/digest_schema.py: do not edit.\n"""\n\n'
    lines = [f'{name} = "{value}"\n' for name, value in names.items()]
    return head + "".join(lines) + "".join(f"\n{table}" for table in tables.values())


def literal(name: str, annotation: str, entries: dict[object, object]) -> str:
    lines = [f"    {quoted(key)}: {quoted(value)},\n" for key, value in entries.items()]
    return f"{name}: {annotation} = {{\n{''.join(lines)}}}\n"


def quoted(value: object) -> str:
    """repr with double quotes, as the formatter wants it."""
    return repr(value).replace("'", '"')


def write_merge(types: openapi.Types, kinds: openapi.Kinds, facts: dict[str, str], file: str) -> None:
    field = "dict[str, dict[str, tuple[str, tuple[str, ...] | None]]]"
    version = facts["KUBERNETES"]
    text = module(
        f"Which lists of Kubernetes {version} merge, and by which keys (form: kforge.schema.openapi).",
        facts,
        {
            "types": literal("TYPES", field, types),  # type: ignore[arg-type]
            "kinds": literal("KINDS", f"dict[{GVK}, str]", kinds),  # type: ignore[arg-type]
        },
    )
    (DATA / file).write_text(text)


def write_scope(cluster: list[tuple[str, str, str]], facts: dict[str, str]) -> None:
    listed = "".join(f"        {quoted(entry)},\n" for entry in cluster)
    table = f"CLUSTER_SCOPED: frozenset[{GVK}] = frozenset(\n    {{\n{listed}    }}\n)\n"
    title = f"The kinds of Kubernetes {facts['KUBERNETES']} that have no namespace."
    (DATA / "scope_v1_21_2.py").write_text(module(title, facts, {"cluster": table}))


def digest_old(binary: bytes, own: dict[str, object]) -> openapi.Kinds:
    """Write what kustomize merges with; all kinds that are in it."""
    document = message(embedded(binary, SWAGGER_SHA256))
    definitions: dict[str, object] = {
        name: schema(value) for name, value in named(document[DOCUMENT["definitions"]][0], DEFINITIONS_ITEM)
    }
    types, kinds = openapi.digest(definitions | own)
    scopes = openapi.scopes(paths(document[DOCUMENT["paths"]][0]))
    facts = {"SOURCE": SOURCE, "SOURCE_SHA256": SWAGGER_SHA256, "KUBERNETES": KUBERNETES}
    write_merge(*shorten(types, kinds), facts, "merge_v1_21_2.py")
    write_scope(sorted(gvk for gvk, namespaced in scopes.items() if not namespaced), facts)
    return openapi.digest(definitions)[1]


def digest_new(package: Path, own: dict[str, object], old: openapi.Kinds) -> None:
    """Write the tables of the versions in the package."""
    versions = digest_fields.read(package)
    facts = {
        "SOURCE": f"{digest_fields.PACKAGE} {digest_fields.PACKAGE_VERSION}",
        "SOURCE_SHA256": digest_fields.PACKAGE_SHA256,
    }
    newest = digest_fields.MINORS[-1]
    merged = openapi.digest(versions[newest] | own)
    write_merge(*shorten(*merged), {**facts, "KUBERNETES": f"v1.{newest}.0"}, f"merge_v1_{newest}_0.py")
    short = digest_fields.short_names(name for definitions in versions.values() for name in definitions)
    fields = digest_fields.fields_table(versions, short)
    title = "The fields of each type of Kubernetes' API."
    (DATA / "fields.txt").write_text(digest_fields.document(title, fields.items()))
    title = "The kinds of Kubernetes' API, their types, and where kinds that are gone have moved to."
    kinds = digest_fields.kinds_table(versions, short, old)
    (DATA / "kinds.txt").write_text(digest_fields.document(title, kinds))


def main() -> None:
    given = [Path(word) for word in sys.argv[1:]]
    kubectl = next((path for path in given if path.suffix != ".whl"), None)
    package = next((path for path in given if path.suffix == ".whl"), None) or digest_fields.wheel()
    if kubectl is None:
        from install_oracles import install

        kubectl = install() / "kubectl"
    binary = kubectl.read_bytes()
    own: dict[str, object] = json.loads(embedded(binary, KUSTOMIZATION_SHA256))["definitions"]
    digest_new(package, own, digest_old(binary, own))


if __name__ == "__main__":
    main()
