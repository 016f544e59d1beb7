"""Versions as objects of templates."""

import pytest

from kforge.functions.registry import FunctionError
from kforge.functions.semver import semver, semver_compare


def test_long_texts_are_refused() -> None:
    assert semver("1." + "0" * 253 + "2").go_text() == "1.2.0"
    with pytest.raises(FunctionError, match=r"^version string is too long \(max 256 bytes\)$"):
        semver("1." + "0" * 254 + "2")
    with pytest.raises(FunctionError, match=r"^constraint string is too long \(max 512 bytes\)$"):
        semver_compare(">=1.0.0-" + "9" * 10_000, "1.2.3")
    with pytest.raises(FunctionError, match=r"^too many constraint groups \(max 32\)$"):
        semver_compare("||".join(["1"] * 33), "1.2.3")


def test_increments_leave_the_original_alone() -> None:
    version = semver("v1.2.3-rc.1+b5")
    assert version.inc_minor().go_text() == "1.3.0"
    assert version.inc_patch().go_text() == "1.2.3"
    assert version.set_metadata("x").source == "v1.2.3-rc.1+x"
    assert version.go_text() == "1.2.3-rc.1+b5"


def test_an_increment_beyond_64_bits() -> None:
    with pytest.raises(FunctionError, match=r"^major version increment would overflow uint64$"):
        semver(f"{2**64 - 1}.0.0").inc_major()


def test_the_same_question_twice() -> None:
    assert semver_compare("^1.2.0", "1.3.0") is semver_compare("^1.2.0", "1.3.0") is True
    for _ in range(2):
        with pytest.raises(FunctionError, match=r'^improper constraint: "x y"$'):
            semver_compare("x y", "1.0.0")
