"""Chart.yaml as it is written anew."""

from kforge.chart.definition import text, tree
from kforge.chart.metadata import Metadata, Source, read

CHART = """\
name: web
version: 1.0
engine: jinja
deprecated: false
keywords: []
sources: [b, a]
maintainers: [{name: Ann, email: ""}]
dependencies:
- name: redis
- name: db
  alias: other
  tags: [x]
  enabled: yes
"""
WRITTEN = """\
apiVersion: v1
dependencies:
- name: redis
  repository: ""
- alias: other
  enabled: true
  name: db
  repository: ""
  tags:
  - x
maintainers:
- name: Ann
name: web
sources:
- b
- a
version: "1"
"""


def metadata() -> Metadata:
    return read(Source(CHART, "Chart.yaml"))


def test_what_helm_does_not_know_and_what_is_empty_is_left_out() -> None:
    assert text(metadata()) == WRITTEN


def test_the_dependencies_may_stand_elsewhere() -> None:
    assert "dependencies" not in tree(metadata(), with_dependencies=False)
    assert tree(metadata())["sources"] == ["b", "a"]
