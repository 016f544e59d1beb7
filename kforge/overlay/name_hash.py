"""The suffix of generated names: a hash of what a ConfigMap or Secret holds."""

from _json import encode_basestring

try:
    from _sha256 import sha256  # type: ignore[import-not-found,unused-ignore]  # 3.11, far cheaper than hashlib
except ImportError:
    try:
        from _sha2 import sha256  # type: ignore[import-not-found,unused-ignore]  # 3.12 and later
    except ImportError:
        from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.resource.resource import Resource, ResourceSet, Tree

# Hexadecimal digits that could spell words are replaced.
_LETTERS = str.maketrans("013ae", "ghkmt")
# Go's JSON encoder escapes what is special in HTML and JavaScript.
_ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}
# the fields that are hashed: always, and when they are mappings
_HASHED = {"ConfigMap": (("data",), ("binaryData",)), "Secret": (("data", "type"), ("stringData",))}


def add_suffixes(resources: "ResourceSet") -> None:
    """Append the hash to every generated name that wants one."""
    changed = False
    for resource in resources:
        if resource.needs_hash:
            suffix = content_hash(resource)
            resource.remember()
            resource.set_name(f"{resource.name}-{suffix}")
            changed = True
    if changed:
        resources.reindex()


def content_hash(resource: "Resource") -> str:
    """Ten letters for the contents of a ConfigMap or Secret; its name does not count."""
    kind = resource.kind
    # kustomize looks the name up under the wrong path and so always hashes an empty one
    hashed: Tree = {"kind": kind, "name": ""}
    always, mappings = _HASHED.get(kind, ((), ()))
    for field in always:
        value = resource.tree.get(field)
        hashed[field] = "" if value is None else value
    for field in mappings:
        value = resource.tree.get(field)
        if isinstance(value, dict):
            hashed[field] = value
    digest: str = sha256(go_json(hashed).encode()).hexdigest()
    return digest[:10].translate(_LETTERS)


def go_json(value: object) -> str:
    """`value` as Go's encoding/json writes it: keys sorted, no spaces."""
    if isinstance(value, str):
        return encode_basestring(value).translate(_ESCAPES)
    if isinstance(value, dict):
        return "{" + ",".join(f"{go_json(key)}:{go_json(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(go_json, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)
