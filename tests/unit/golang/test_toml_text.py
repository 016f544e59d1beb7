import pytest

from kforge.golang import zones
from kforge.golang.certificates import Certificate
from kforge.golang.duration import Duration
from kforge.golang.time import Time, zero
from kforge.golang.toml_text import TomlError, TomlPanic, toml_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({}, ""),
        ({"b": 1, "a": True, "c": None}, "a = true\nb = 1\n"),
        (
            {"f": 1.0, "g": 1e6, "h": 0.5, "i": -0.0, "j": 1e-7},
            "f = 1.0\ng = 1e+06\nh = 0.5\ni = -0.0\nj = 1e-07\n",
        ),
        ({"s": 'a"\\\n\x01\x7fé'}, 's = "a\\"\\\\\\n\\u0001\\u007fé"\n'),
        ({"a b": 1, "": 2, "é": 3, "-_9": 4}, '"" = 2\n-_9 = 4\n"a b" = 1\n"é" = 3\n'),
        ({"a": {"b": {"c": 1}}, "z": 1}, "z = 1\n\n[a]\n  [a.b]\n    c = 1\n"),
        ({"a": {"x": 1}, "b": {}}, "[a]\n  x = 1\n\n[b]\n"),
        ({"a": [{"b": 1}, {"b": 2}]}, "[[a]]\n  b = 1\n\n[[a]]\n  b = 2\n"),
        ({"a": [1, "x", [2]]}, 'a = [1, "x", [2]]\n'),
        ({"a": [{"x": 1, "y": None}, 2]}, "a = [{x = 1, }, 2]\n"),
        ({"a": [1, {"x": {"y": 1}, "z": 2}]}, "a = [1, {z = 2, x = {y = 1}}]\n"),
        ({"a": Certificate("c", "k")}, '[a]\n  Cert = "c"\n  Key = "k"\n'),
        ({"d": Duration(1), "t": zero()}, 'd = "1ns"\nt = 0001-01-01T00:00:00Z\n'),
        ({"t": Time(0, zones.Location("date-local"))}, "t = 1970-01-01\n"),
        ({"b": b"ab"}, "b = [97, 98]\n"),
        ({"n": float("nan"), "i": float("inf")}, "i = +inf\nn = nan\n"),
        ("x", '"x"'),
        ([1], "[1]"),
        (False, "false"),
    ],
)
def test_a_value(value: object, text: str) -> None:
    assert toml_text(value) == text


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": [1, None]}, "toml: cannot encode array with nil element"),
        ({"a": [None]}, "toml: cannot encode array with nil element"),
        ([{}], "toml: top-level values must be Go maps or structs"),
        ({"a": 1j}, "unsupported type: complex128"),
    ],
)
def test_what_toml_has_no_form_for(value: object, message: str) -> None:
    with pytest.raises(TomlError) as raised:
        toml_text(value)
    assert str(raised.value) == message


def test_nil_is_no_value_at_all() -> None:
    with pytest.raises(TomlPanic, match="zero Value"):
        toml_text(None)
