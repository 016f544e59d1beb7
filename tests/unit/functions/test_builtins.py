"""Limits of print and its like."""

from unittest import mock

import pytest

from kforge.functions.builtins import print_, printf
from kforge.functions.registry import FunctionError


@mock.patch("kforge.functions.limits.LONGEST", 1000)
def test_texts_do_not_grow_without_limit() -> None:
    text = "a" * 500
    assert len(print_(text, text)) == 1000
    for grow in (lambda: print_(text, text, "a"), lambda: printf("%s%s%s", text, text, "a")):
        with pytest.raises(FunctionError, match=r"^a text of more than 256 MiB is too long$"):
            grow()
