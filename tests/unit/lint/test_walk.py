"""The walk: every scalar is seen once, with its place, and aliases are not entered."""

from kforge.lint.rule import ERROR, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import INT, TRUTHY
from kforge.lint.walk import Dispatch, Walk
from kforge.yaml.events import Node, compose


def seen(text: str) -> list[tuple[str, bool, list[str | None]]]:
    rule = Rule("KF999", "probe")
    found: list[tuple[str, bool, list[str | None]]] = []

    @rule.value(INT, TRUTHY)
    @rule.key(INT)
    def check(scalar: Scalar) -> Problem | None:
        found.append((scalar.text, scalar.is_key, list(scalar.place.path())[:-1]))
        return None

    walk = Walk("a.yaml", Dispatch([rule]))
    for root in compose(text):
        if root:
            walk.document(root)
    return found


def test_values_and_items_are_seen_in_order_with_their_places() -> None:
    assert seen("a: 1\nb:\n- 2\n- c: no\n  d: [3]\n---\n4\n") == [
        ("1", False, ["a"]),
        ("2", False, [None, "b"]),
        ("no", False, ["c", None, "b"]),
        ("3", False, [None, "d", None, "b"]),
        ("4", False, []),
    ]


def test_keys_are_seen_by_checks_of_keys_only() -> None:
    assert seen("1: a\nno: b\n") == [("1", True, ["1"])]


def test_quoted_and_tagged_scalars_have_no_shape() -> None:
    assert seen("a: \"1\"\nb: '2'\nc: !!str 3\nd: |\n  4\n!!str 5: e\n") == []


def test_aliases_are_seen_where_they_are_written() -> None:
    assert seen("a: &x {b: 1}\nc: *x\nd: &y 2\ne: *y\n") == [("1", False, ["b", "a"]), ("2", False, ["d"])]


def test_keys_that_are_collections_are_entered() -> None:
    assert seen("? [1, {2: 3}]\n: 4\n") == [
        ("1", False, [None, ""]),
        ("2", True, ["2", None, ""]),
        ("3", False, ["2", None, ""]),
        ("4", False, [""]),
    ]


def test_deep_nesting_is_no_matter() -> None:
    assert len(seen("[" * 300 + "1" + "]" * 300)) == 1


def test_mapping_tag_and_document_checks() -> None:
    rule = Rule("KF999", "probe")

    @rule.mapping
    def mapping(node: Node, _document: object) -> list[Problem]:
        return [Problem.at(ERROR, "mapping", node)]

    @rule.tagged
    def tagged(node: Node, _document: object) -> Problem:
        return Problem.at(ERROR, "tagged", node)

    @rule.document
    def document(node: Node, _document: object) -> list[Problem]:
        return [Problem.at(ERROR, "document", node)]

    @rule.text
    def whole(text: str) -> list[Problem]:
        return [Problem(ERROR, text, (0, 0, 0, 0))]

    walk = Walk("a.yaml", Dispatch([rule]))
    walk.text("a: {b: !x c}\n")
    for root in compose("a: {b: !x c}\n"):
        assert root is not None
        walk.document(root)
    assert [(finding.message, finding.column) for finding in walk.findings] == [
        ("a: {b: !x c}\n", 0),
        ("document", 1),
        ("mapping", 1),
        ("mapping", 4),
        ("tagged", 8),
    ]
    assert {finding.rule for finding in walk.findings} == {"probe"}
