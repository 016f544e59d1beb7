import pytest

from kforge.golang.kinds import Int64
from kforge.golang.toml_reader import TomlReadError, read_toml


def test_types() -> None:
    found = read_toml('\ufeffa = 1\nb = 1.0\nc = "x"\nd = [true, {e = 2}]\n[f]\ng = 3\n')
    assert found == {"a": 1, "b": 1.0, "c": "x", "d": [True, {"e": 2}], "f": {"g": 3}}
    assert type(found["a"]) is Int64
    assert type(found["b"]) is float
    assert type(found["d"][1]["e"]) is Int64


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-01-02T03:04:05Z", "2024-01-02 03:04:05 +0000 UTC"),
        ("2024-01-02T03:04:05.5+02:00", "2024-01-02 03:04:05.5 +0200 +0200"),
        ("2024-01-02T03:04:05.123456789Z", "2024-01-02 03:04:05.123456789 +0000 UTC"),
        ("2024-01-02 03:04:05-00:30", "2024-01-02 03:04:05 -0030 -0030"),
        ("2024-01-02T03:04:05", "2024-01-02 03:04:05 +0000 datetime-local"),
        ("2024-01-02", "2024-01-02 00:00:00 +0000 date-local"),
        ("03:04:05", "0000-01-01 03:04:05 +0000 time-local"),
    ],
)
def test_times(text: str, wanted: str) -> None:
    assert read_toml(f"a = {text}")["a"].go_text() == wanted


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('a = """\n x\\\n   y"""""', {"a": ' xy""'}),
        ("a = '''\n'x''''", {"a": "'x'"}),
        ('a = "\\x41\\e"', {"a": "A\x1b"}),
        ("a = {b = 1,\n  c.d = 2, # x\n}", {"a": {"b": 1, "c": {"d": 2}}}),
        ("a = [1, # one\n 2,\n]", {"a": [1, 2]}),
        ("a = [[], {}, [{}]]", {"a": [[], {}, [{}]]}),
        ("[a.b]\nc = 1\n[a]\nd = 2", {"a": {"b": {"c": 1}, "d": 2}}),
        ("[[a]]\nb = 1\n[a.c]\nd = 2\n[[a]]\nb = 3", {"a": [{"b": 1, "c": {"d": 2}}, {"b": 3}]}),
        ("a.b = 1\na.c = 2", {"a": {"b": 1, "c": 2}}),
        ("\"a b\".'c' . d = 1\r\n", {"a b": {"c": {"d": 1}}}),
        ("", {}),
        ("# c", {}),
    ],
)
def test_shapes(text: str, value: object) -> None:
    assert read_toml(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a.b = 1\n[a]\nc = 2", {"a": {"b": 1, "c": 2}}),
        ("a = {b = 1}\na.c = 2", {"a": {"b": 1, "c": 2}}),
        ("a = {b = 1}\n[a.c]", {"a": {"b": 1, "c": {}}}),
        ("a = {b = {}, b.c = 1}", {"a": {"b": {"c": 1}}}),
        ("[a.b]\n[a]\nb.c = 1", {"a": {"b": {"c": 1}}}),
        ("a.b = 1\na = 2", {"a": {"b": 1}}),
    ],
)
def test_what_helm_takes_though_toml_forbids_it(text: str, value: object) -> None:
    assert read_toml(text) == value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a", 1),
        ("a = ", 1),
        ("a = 1\na = 2", 2),
        ("a = 9223372036854775808", 1),
        ("[a", 1),
        ("[a]\n[a]", 2),
        ("a = {b = 1}\n[a]", 2),
        ("a = {b = {}}\n[a.b]", 2),
        ("a = {b.c = 1}\na.b = 2", 2),
        ("a.b = 1\na = {c = 2}", 2),
        ("a.b = 1\n[a]\n[a]", 3),
        ("a = []\n[[a]]", 2),
        ("[[a]]\n[a]", 2),
        ("[a]\n[[a]]", 2),
        ("a = 1\n[a.b]", 2),
        ("\na = 01", 2),
        ("a = 1 b = 2", 1),
        ('a = "x', 1),
        ('a = "x\ny"', 1),
        ("a = 'x", 1),
        ('a = """x', 1),
        ("a = '''x", 1),
        ("a = [1 2]", 1),
        ("a = {b = 1 c = 2}", 1),
        ("a = [,]", 1),
        ("\x01", 1),
        ("a = 1\rb = 2", 1),
        ("\n\u00e9 = 1", 2),
        ("a = " + "[" * 5000, 1),
    ],
)
def test_what_cannot_be_read(text: str, line: int) -> None:
    with pytest.raises(TomlReadError, match=rf"^toml: line {line}: "):
        read_toml(text)
