import base64
from random import Random

import pytest

from kforge.golang.base_n import CorruptError, decode_32, decode_64, encode_32, encode_64


@pytest.mark.parametrize("size", range(40))
def test_bytes_there_and_back(size: int) -> None:
    data = Random(size).randbytes(size)
    assert encode_64(data) == base64.b64encode(data).decode()
    assert encode_32(data) == base64.b32encode(data).decode()
    assert decode_64(encode_64(data)) == data
    assert decode_32(encode_32(data)) == data


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("aGVs\nbG8=\r\n", b"hello"),
        ("aGVsbG8\n=", b"hello"),
        ("aGVsbG9=", b"hello"),
        ("YR==", b"a"),
        ("", b""),
    ],
)
def test_line_breaks_and_left_over_bits_in_base64(text: str, data: bytes) -> None:
    assert decode_64(text) == data


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("aGVsbG8", 4),
        ("a", 0),
        ("a$Vs", 1),
        ("=", 0),
        ("a=", 1),
        ("aG=", 3),
        ("aG=x", 2),
        ("aGVsbG8=x", 8),
        ("aGVsbG8==", 8),
        ("é", 0),
        ("aG\n=\n\nx", 5),
    ],
)
def test_where_base64_is_wrong(text: str, at: int) -> None:
    with pytest.raises(CorruptError) as raised:
        decode_64(text)
    assert str(raised.value) == f"illegal base64 data at input byte {at}"


def test_line_breaks_and_left_over_bits_in_base32() -> None:
    assert decode_32("NBSW\nY3DP\r\n") == b"hello"
    assert decode_32("MF======") == decode_32("ME======") == b"a"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("MFRGG", 0),
        ("mfrgg===", 0),
        ("MFR=====", 3),
        ("M=======", 1),
        ("MF=====", 7),
        ("MF=x====", 2),
        ("NBSWY3DP1", 8),
        ("NBSWY3DPM", 8),
    ],
)
def test_where_base32_is_wrong(text: str, at: int) -> None:
    with pytest.raises(CorruptError) as raised:
        decode_32(text)
    assert str(raised.value) == f"illegal base32 data at input byte {at}"
