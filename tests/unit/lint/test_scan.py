"""The scan waves nothing through that the walk would find, and does wave ordinary manifests through."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kforge.lint.config import Config
from kforge.lint.knowledge import Knowledge
from kforge.lint.rule import Rule
from kforge.lint.rules import RULES
from kforge.lint.runner import Linter
from kforge.lint.scan import Scan
from kforge.lint.walk import Dispatch

TABLE = Path(__file__).parents[2] / "data" / "scalars.csv"
with TABLE.open(encoding="utf-8", newline="") as stream:
    TEXTS = [json.loads(row["scalar_json"]) for row in csv.DictReader(stream)]

CONTEXTS = [
    "v: {}\n",
    "v: {} # comment\n",
    "v:   {}  \n",
    "{}: v\n",
    "{} : v\n",
    "- {}\n",
    "- - {}\n",
    "- {}: v\n",
    "v:\n  {}\n",
    "v:\n- {}\n",
    "v: [a, {}]\n",
    "v: [{}]\n",
    "v: [a,{}, b]\n",
    "v: {{a: {}}}\n",
    "v: {{a: b, {}: c}}\n",
    'v: {{"a":{}}}\n',
    'v: {{"a": {}, b: c}}\n',
    "v: [\n  {},\n  b]\n",
    "v: &a {}\n",
    "v: !!str\n  {}\n",
    "? {}\n: v\n",
    "--- {}\n",
    "---\n{}\n",
    "{}",
    "v: {}\r\n",
    "a: b\r\nv: {}\r\nc: d\r\n",
    "v:\t{}\n",
    "v: {} \n",
    "a:\n   v: {}\n",
    "a: |\n  {}\n",
    "a: |\n  {} \n",
    "password: |\n  {}\n",
    "a: >\n  x\n   {}\n",
    "a:\n- >\n  {}\n\n   x\n",
    "v: {}\n---\n",
    "v: {}\n---\n---\na: b\n",
    "a: b\n{}: v\n---\nc: d\n",
    "\ufeff{}: v\n",
    "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: {}\n  b: c\n",
    "apiVersion: v1\nkind: ConfigMap\ndata:\n  {}: c\n",
    "apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    a: {}\n    b: c\n",
]


class Blind(Scan):
    """A scan that waves nothing through."""

    def is_clean(self, text: str, file: str) -> bool:
        return False


LINTER = Linter(Config())
WALKER = Linter(Config())
WALKER.scan = Blind(WALKER.dispatch, WALKER.knowledge)


def same(text: str, file: str = "deploy.yaml") -> bool:
    data = text.encode()
    return [repr(found) for found in LINTER.lint(data, file)] == [
        repr(found) for found in WALKER.lint(data, file)
    ]


@pytest.mark.parametrize("context", CONTEXTS)
def test_the_scan_changes_no_verdict(context: str) -> None:
    wrong = [text for text in TEXTS if not same(context.format(text))]
    assert wrong == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_scan_changes_no_verdict_of_one_rule_alone(rule: object) -> None:
    name = getattr(rule, "id", "")
    fast, slow = Linter(Config(select=[name])), Linter(Config(select=[name]))
    slow.scan = Blind(slow.dispatch, slow.knowledge)
    for text in TEXTS:
        for context in ("v: {}\n", "{}: v\n", "v: [{}]\n"):
            data = context.format(text).encode()
            assert len(fast.lint(data, "a.yaml")) == len(slow.lint(data, "a.yaml")), (text, context)


numbers = st.text("0123456789._+-eExXoObBaFn:T ", min_size=1, max_size=9)
words = st.sampled_from(TEXTS) | numbers | st.text("ab: -#'\"[]{},&*!|>%@`?\t\n", max_size=6)
lines = st.builds(
    lambda indent, dash, key, colon, value: f"{'  ' * indent}{dash}{key}{colon}{value}",
    st.integers(0, 2),
    st.sampled_from(["", "- ", "- - "]),
    words,
    st.sampled_from([": ", ":", " : ", "", ":\n    "]),
    words,
)


@settings(max_examples=1000, deadline=None)
@given(st.sampled_from(CONTEXTS), numbers)
def test_the_scan_changes_no_verdict_on_any_number(context: str, number: str) -> None:
    assert same(context.format(number))


@settings(max_examples=500, deadline=None)
@given(st.lists(lines, min_size=1, max_size=4).map("\n".join))
def test_the_scan_changes_no_verdict_on_any_text(text: str) -> None:
    assert same(text)


ORDINARY = """\
# a comment about yes, no and 1.10
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  creationTimestamp: null
  labels: {app: web, "on": "1.10"}
  annotations:
    note: on time, no later than 22:22 or so
spec:
  replicas: 3
  paused: false
  selector: {matchLabels: {app: web}}
  template:
    spec:
      containers:
      - name: web
        image: nginx:1.27.0
        args: ["--port", "8080", -v]
        ports:
        - containerPort: 8080
        resources:
          limits: {cpu: 500m, memory: 1Gi}
          requests: {cpu: 0.5}
status: {}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data:
  start: |
    echo 0755 > mode
"""


def test_ordinary_manifests_are_waved_through() -> None:
    scan = Scan(Dispatch(RULES), Knowledge())
    assert scan.is_clean(ORDINARY, "web.yaml")
    assert WALKER.lint(ORDINARY.encode(), "web.yaml") == []


@pytest.mark.parametrize(
    "line", ["x: no", "- 1.10", "'a': ~", "a: &b c", "a: !x c", "a: 1\na: 2", "a: [", "8080: a", "a:\tb"]
)
def test_what_may_be_found_is_not(line: str) -> None:
    assert not Scan(Dispatch(RULES)).is_clean(line, "web.yaml")


def test_a_rule_that_looks_everywhere_gets_every_file() -> None:
    rule = Rule("KF999", "probe", always=True)
    assert not Scan(Dispatch([*RULES, rule])).is_clean(ORDINARY, "web.yaml")


def test_lines_are_remembered_only_when_they_are_clean() -> None:
    scan = Scan(Dispatch(RULES))
    for _ in range(2):
        assert not scan.is_clean("a: b\nc: NO\n", "a.yaml")
        assert scan.is_clean("a: b\n", "a.yaml")


def test_a_null_counts_where_a_string_belongs() -> None:
    scan = Scan(Dispatch(RULES))
    assert scan.is_clean("metadata:\n  creationTimestamp: null\n", "a.yaml")
    assert not scan.is_clean("labels:\n  creationTimestamp: null\n", "a.yaml")
    assert not scan.is_clean("a: [b, null]\n", "a.yaml")
