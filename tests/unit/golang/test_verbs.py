"""Single directives: what flags do to each kind of value."""

import pytest

from kforge.golang.verbs import Verb, write


def directive(words: str) -> Verb:
    """`flags width.precision verb`, blanks between: "+0 8 .2 f"."""
    flags, width, precision, name = words.split(",")
    verb = Verb(name)
    verb.set_flags(flags)
    verb.width = int(width) if width else None
    verb.precision = int(precision) if precision else None
    return verb


@pytest.mark.parametrize(
    ("words", "value", "text"),
    [
        ("0,5,,s", "ab", "000ab"),
        ("-0,5,,s", "ab", "ab   "),
        (",,2,s", "héllo", "hé"),
        ("#,,,q", "a", "`a`"),
        ("#,,,q", "a`", '"a`"'),
        ("+,,,q", "é", '"\\u00e9"'),
        (",,0,d", 0, ""),
        (",3,0,d", 0, "   "),
        (",,3,d", 5, "005"),
        ("0,6,3,d", 5, "   005"),
        ("#,,,o", 8, "010"),
        (",,,O", 8, "0o10"),
        ("#,,,b", 5, "0b101"),
        ("#,,,X", 255, "0XFF"),
        ("+0,6,,f", 1.5, "+1.500000"),
        ("0,8,1,f", -1.5, "-00001.5"),
        (",5,,f", float("inf"), " +Inf"),
        ("0,6,,f", float("nan"), "   NaN"),
        ("#,,,g", 1.0, "1.00000"),
        ("#,,3,g", 0.5, "0.500"),
        ("#,,0,f", 2.0, "2."),
        (" ,,,d", 5, " 5"),
        (",6,,t", True, "  true"),
        (",5,,v", [1, 2], "[    1     2]"),
        (",,,d", [1, "a"], "[1 %!d(string=a)]"),
        (",,,w", 1, "%!w(int=1)"),
        (",,,p", "a", "%!p(string=a)"),
        (",,,q", 0x110000, "'\ufffd'"),
        (",,,U", -1, "U+FFFFFFFFFFFFFFFF"),
        (",,,v", 1 + 2j, "(1+2i)"),
        (",,1,f", 1 + 2j, "(1.0+2.0i)"),
        (",,,d", 1j, "%!d(complex128=(0+1i))"),
        (",,,x", {"a": "hi"}, "map[61:6869]"),
        ("#,,,x", 2.5, "0x1.4000p+01"),
        ("#,,,X", 2.5, "0X1.4P+01"),
    ],
)
def test_flags(words: str, value: object, text: str) -> None:
    assert write(directive(words), value) == text


def test_a_pointer_is_an_address() -> None:
    assert write(Verb("p"), {}).startswith("0xc0")
