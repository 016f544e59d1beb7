"""tab (KF031): a tab inside a plain scalar.

What: a tab between the words of an unquoted value or key.
Why: libyaml and Go read it as it stands; the scanners of PyYAML and ruamel.yaml in pure Python fail.
Fix: in quotes, the tab as an escape.

Bad with escapes:
    name: a\\tb

Good with escapes:
    name: "a\\tb"
"""

from kforge.lint.rule import WARNING, Problem, Rule
from kforge.lint.scalar import Scalar
from kforge.lint.shapes import TAB

RULE = Rule("KF031", "tab")


@RULE.key(TAB)
@RULE.value(TAB)
def check(scalar: Scalar) -> Problem:
    hint = "write a space, or quote the text"
    return scalar.plainly(
        WARNING, "a tab inside plain text: PyYAML and ruamel.yaml may fail on it", hint
    ).mended(scalar.quoting())
