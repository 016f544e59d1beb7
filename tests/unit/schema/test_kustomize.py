"""The fields of kustomization.yaml are those that the overlay engine reads."""

from kforge.overlay import shape
from kforge.schema import kustomize
from kforge.schema.fields import Type


def plain(kind: Type) -> object:
    if kind.kind == ".":
        return {name: plain(field.type) for name, field in kind.struct.fields.items()}
    if kind.items:
        inner = plain(kind.items)
        return [inner] if kind.kind == "[" else (inner,)
    return {"s": shape.STRING, "b": shape.BOOL, "l": shape.INT, "o": (shape.ANY,)}[kind.kind]


def worded(wanted: object) -> object:
    if isinstance(wanted, dict):
        return {name: worded(inner) for name, inner in wanted.items()}
    if isinstance(wanted, list | tuple):
        return type(wanted)(worded(inner) for inner in wanted)
    return shape.STRING if wanted == shape.WORD else wanted


def test_both_tables_agree() -> None:
    mine = {name: plain(field.type) for name, field in kustomize.struct().fields.items()}
    assert mine == worded(shape.KUSTOMIZATION)
