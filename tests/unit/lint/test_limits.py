"""What a definition's keywords leave out."""

import pytest

from kforge.lint.config import Config
from kforge.lint.knowledge import Customs, Knowledge
from kforge.lint.limits import beyond
from kforge.lint.runner import Linter

CRD = b"""\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: foos.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Foo, plural: foos}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              size: {type: integer, minimum: 1, maximum: 5}
              name: {type: string, pattern: "^[a-z]+$"}
              tags: {type: object, additionalProperties: {type: string, maxLength: 2}}
              list: {type: array, items: {type: string, pattern: "^x"}}
"""


@pytest.mark.parametrize(
    ("value", "limits", "message"),
    [
        (3, {"minimum": 3, "maximum": 3}, ""),
        (2, {"minimum": 3}, "2 is less than 3, the least that a takes"),
        (4, {"maximum": 3}, "4 is more than 3, the most that a takes"),
        (3, {"minimum": 3, "exclusiveMinimum": True}, "3 is not more than 3, as a must be"),
        (3, {"maximum": 3, "exclusiveMaximum": True}, "3 is not less than 3, as a must be"),
        (True, {"maximum": 0}, ""),
        ("äö", {"minLength": 2, "maxLength": 2}, ""),
        ("", {"minLength": 1}, '"" is shorter than the 1 characters that a must have'),
        ("abc", {"maxLength": 2}, '"abc" is longer than the 2 characters that a takes'),
        ("xay", {"pattern": "a"}, ""),
        ("A", {"pattern": "^[a-z]$"}, '"A" does not match ^[a-z]$, as a must'),
        ("a", {"pattern": "(?=b)"}, ""),
        (None, {"minimum": 3}, ""),
    ],
)
def test_beyond(value: object, limits: dict[str, object], message: str) -> None:
    assert beyond(value, limits, "a") == message


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        ("{size: 5, name: abc, tags: {a: bc}, list: [xy]}", 0),
        ("{size: 6}", 1),
        ("{size: 0}", 1),
        ("{name: a1}", 1),
        ("{tags: {a: bcd}}", 1),
        ("{list: [xy, ay]}", 1),
        ('{name: "${NAME}"}', 0),
    ],
)
def test_custom_kinds(spec: str, found: int) -> None:
    customs = Customs()
    customs.learn(CRD)
    linter = Linter(Config(), knowledge=Knowledge(customs=customs))
    text = f"apiVersion: example.com/v1\nkind: Foo\nmetadata: {{name: a}}\nspec: {spec}\n"
    assert [finding.rule for finding in linter.lint(text.encode(), "a.yaml")] == ["invalid-value"] * found
