import pytest

from kforge.golang import der
from kforge.golang.layout import Fields


@pytest.mark.parametrize(
    ("data", "hexadecimal"),
    [
        (der.integer(0), "020100"),
        (der.integer(127), "02017f"),
        (der.integer(128), "02020080"),
        (der.integer(256), "02020100"),
        (der.object_id("1.2.840.113549.1.1.11"), "06092a864886f70d01010b"),
        (der.object_id("2.5.4.3"), "0603550403"),
        (der.bit_string(b"\xa0", 5), "030205a0"),
        (der.text("a b.c"), "13056120622e63"),
        (der.text("*"), "0c012a"),
        (der.text("é"), "0c02c3a9"),
        (der.sequence(), "3000"),
        (der.sequence(der.integer(1), der.TRUE), "30060201010101ff"),
        (der.element(4, bytes(128))[:4], "04818000"),
        (der.element(4, bytes(256))[:5], "0482010000"),
    ],
)
def test_elements(data: bytes, hexadecimal: str) -> None:
    assert data.hex() == hexadecimal


@pytest.mark.parametrize(
    ("year", "wanted"),
    [
        (2024, b"\x17\x0d240229010203Z"),
        (1950, b"\x17\x0d500229010203Z"),
        (2050, b"\x18\x0f20500229010203Z"),
        (1857, b"\x18\x0f18570229010203Z"),
    ],
)
def test_times(year: int, wanted: bytes) -> None:
    time = Fields()
    time.year, time.month, time.day, time.hour, time.minute, time.second = year, 2, 29, 1, 2, 3
    assert der.moment(time) == wanted


def test_pem() -> None:
    text = der.pem("X Y", bytes(50))
    assert text == f"-----BEGIN X Y-----\n{'A' * 64}\nAAA=\n-----END X Y-----\n"
    assert der.first_pem(f"before\n{text}after") == ("X Y", bytes(50))
    assert der.first_pem(text.replace("\n", "\r\n")) == ("X Y", bytes(50))
    assert der.first_pem(text.replace("AAA=", "A$") + der.pem("Z", b"z")) == ("Z", b"z")
    assert der.first_pem("-----BEGIN A-----\nProc-Type: 4\n\neA==\n-----END A-----\n") == ("A", b"x")
    assert der.first_pem("nothing") is None
