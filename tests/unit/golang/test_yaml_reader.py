import pytest

from kforge.golang.yaml_reader import YamlReadError, read_yaml, wrong_type


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("---\n", None),
        ("# only\n", None),
        ("a: 1\nb: [1, {c: 2}]\n", {"a": 1.0, "b": [1.0, {"c": 2.0}]}),
        ("5", 5.0),
        ("x", "x"),
        (
            "- 0755\n- 0o755\n- 0b11\n- 1_000\n- 1:30\n- 2024-01-01",
            [493.0, 493.0, 3.0, 1000.0, "1:30", "2024-01-01"],
        ),
        ("y: n\non: ~", {"true": None}),
        ("1: a\n1.5: b\n", {"1": "a", "1.5": "b"}),
        ("a: 1\na: 2", {"a": 2.0}),
        ("a: 1\n---\nb: [", {"a": 1.0}),
        ("--- {a: 1}\n", {"a": 1.0}),
        (" a: 1\nb: 2", {"a": 1.0}),
        ("%YAML 1.1\n---\na: 1", {"a": 1.0}),
        ("%TAG ! x\n---\na: !b 1", {"a": "1"}),
        ("a: 1\r\nb: |\r\n  x\r\n", {"a": 1.0, "b": "x\n"}),
        ("a: |\n  x", {"a": "x"}),
        ("a: &x [1]\nb: *x", {"a": [1.0], "b": [1.0]}),
        ("a: 18446744073709551616", {"a": 18446744073709551616.0}),
    ],
)
def test_what_can_be_read(text: str, tree: object) -> None:
    assert repr(read_yaml(text)) == repr(tree)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "yaml: line 1: did not find expected node content"),
        ("a: b: c", "yaml: mapping values are not allowed in this context"),
        ("a: 1\n b: 2", "yaml: line 2: mapping values are not allowed in this context"),
        ("a:\n\t- b", "yaml: line 2: found character that cannot start any token"),
        ("a: *x", "yaml: unknown anchor 'x' referenced"),
        ("a: &a {b: *a}", "yaml: anchor 'a' value contains itself"),
        ("<<: 1", "yaml: map merge requires map or sequence of maps as the value"),
        ('a: "\\/"', "yaml: found unknown escape character"),
        ("%YAML 1.2\n---\na: 1", "yaml: found incompatible YAML document"),
        ("\x00", "yaml: control characters are not allowed"),
        ("a: .inf", "json: unsupported value: +Inf"),
        ("a: .nan", "json: unsupported value: NaN"),
        ("? [a]\n: b", "yaml: invalid map key: []interface {}{...}"),
        ("~: b", "unsupported map key of type: %!s(<nil>), key: <nil>, value: <nil>"),
    ],
)
def test_what_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(YamlReadError) as raised:
        read_yaml(text)
    assert str(raised.value) == f"error converting YAML to JSON: {message}"


def test_a_bomb_of_aliases() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{n}: &{n} [{', '.join([f'*{m}'] * 10)}]" for m, n in zip("abcdef", "bcdefg", strict=True)]
    with pytest.raises(YamlReadError, match="document contains excessive aliasing"):
        read_yaml("\n".join(lines))


def test_wrong_types() -> None:
    assert wrong_type([], "map") == (
        "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map"
    )


def test_every_reading_is_a_new_tree() -> None:
    first = read_yaml("a: {b: [1]}")
    assert isinstance(first, dict)
    first["a"]["b"].append(2)
    assert read_yaml("a: {b: [1]}") == {"a": {"b": [1.0]}}
