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
        ("2024-01-02T03:04:05.123456Z", "2024-01-02 03:04:05.123456 +0000 UTC"),
        ("2024-01-02 03:04:05-00:30", "2024-01-02 03:04:05 -0030 -0030"),
        ("2024-01-02T03:04:05", "2024-01-02 03:04:05 +0000 datetime-local"),
        ("2024-01-02", "2024-01-02 00:00:00 +0000 date-local"),
        ("03:04:05", "0000-01-01 03:04:05 +0000 time-local"),
    ],
)
def test_times(text: str, wanted: str) -> None:
    assert read_toml(f"a = {text}")["a"].go_text() == wanted


@pytest.mark.parametrize(
    "text", ["a", "a = ", "a = 1\na = 2", "a = 9223372036854775808", "[a", "a = 01", "a = [" * 5000]
)
def test_what_cannot_be_read(text: str) -> None:
    with pytest.raises(TomlReadError, match=r"^toml: "):
        read_toml(text)
