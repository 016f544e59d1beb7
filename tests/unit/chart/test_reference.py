"""References to charts in registries."""

import pytest

from kforge.chart import reference
from kforge.errors import ChartError

DIGEST = "sha256:" + "0" * 64


@pytest.mark.parametrize(
    ("text", "parts", "shown"),
    [
        ("oci://h/a/b", ("h", "a/b", "", ""), "h/a/b@"),
        ("oci://h:5000/b/", ("h:5000", "b", "", ""), "h:5000/b@"),
        ("h:5000/a/b:1.0.0+x", ("h:5000", "a/b", "1.0.0_x", ""), "h:5000/a/b:1.0.0_x"),
        (f"oci://h/a@{DIGEST}", ("h", "a", "", DIGEST), f"h/a@{DIGEST}"),
        (f"oci://h/a:1.0.0@{DIGEST}", ("h", "a", "1.0.0", DIGEST), "h/a:1.0.0"),
        ("oci://[::1]:5000/a", ("[::1]:5000", "a", "", ""), "[::1]:5000/a@"),
    ],
)
def test_parts(text: str, parts: tuple[str, ...], shown: str) -> None:
    found = reference.parse(text)
    assert (found.host, found.repository, found.tag, found.digest) == parts
    assert str(found) == shown


def test_the_name_is_the_last_part() -> None:
    assert reference.parse("oci://h/a/b:1").name == "b"
    assert reference.parse("oci://h/b").place == "h/b"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("oci://h", "oci://host/path/chart"),
        ("oci:///a", "oci://host/path/chart"),
        ("oci://h/A", "small letters"),
        ("oci://h/a//b", "a slash too many"),
        ("oci://h/../b", "may stand in a repository"),
        ("oci://h/a:", "a tag is made of"),
        ("oci://h/a:1/2", "a tag is made of"),
        ("oci://h/a@sha256:12", "64 hexadecimal digits"),
        ("oci://u:secret@h/a", "oci://u:xxxxx@h/a"),
    ],
)
def test_what_is_none(text: str, hint: str) -> None:
    with pytest.raises(ChartError) as caught:
        reference.parse(text)
    assert hint in caught.value.render()
