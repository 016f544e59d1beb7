"""The table of what each reader makes of a scalar."""

import pytest

from kforge.lint.table import render


def test_a_scalar() -> None:
    assert render("1.10") == (
        "1.10\n"
        "  reader            as a value  as a key\n"
        '  helm              1.1         "1.1"\n'
        '  kubectl           1.1         "1.1"\n'
        "  kustomize         1.1         an error\n"
        "  PyYAML            1.1         1.1\n"
        "  YAML 1.2 readers  1.1         1.1\n"
        "  ruamel.yaml       1.1         1.1\n"
        "  as a value: warning lossy-float (KF003)\n"
        "  as a key: error non-string-key (KF014)\n"
    )


def test_text_is_text_to_all() -> None:
    assert render("a b").count('"a b"') == 12
    assert "as a value:" not in render("hello")


@pytest.mark.parametrize(
    "text", ["a: b", '"x"', "[1]", "*a", "&a x", "!t x", "|", "a #b", " a", "- a", "x\ny"]
)
def test_what_is_no_plain_scalar(text: str) -> None:
    assert render(text) == ""
