"""Merged values, each with the place it comes from."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kforge.render.options import RenderOptions
from kforge.render.origins import text
from kforge.render.render import Renderer
from kforge.yaml.parse import parse_documents

Chart = Callable[[Mapping[str, str | bytes]], str]

CHART = """\
apiVersion: v2
name: web
version: 0.1.0
dependencies:
- name: redis
  version: ">=0"
  import-values:
  - child: shared
    parent: from.redis
- name: redis
  version: ">=0"
  alias: cache
  condition: cache.enabled
"""
VALUES = """\
# the image
image:
  tag: "1.10"
  pull: yes
list: [1, {a: b}]
text: |
  two
  lines
redis:
  port: 1
gone: 1
global:
  zone: eu
---
late: 2
"""
REDIS = """\
port: 6379
host: r
shared:
  deep: {x: 1}
global:
  zone: us
  own: 3
"""
FILES = {
    "Chart.yaml": CHART,
    "values.yaml": VALUES,
    "charts/redis/Chart.yaml": "apiVersion: v2\nname: redis\nversion: 1.0.0\n",
    "charts/redis/values.yaml": REDIS,
}


def shown(chart: str, **options: Any) -> str:
    of_values = RenderOptions(**options)
    return text(Renderer(chart).prepare(of_values), of_values)


ORIGINS = """\
image:
  tag: 3          # late.yaml:3
  pull: true      # web/values.yaml:4
list:
- new             # prod.yaml:5
- null            # --set list[2]=x
- x               # --set list[2]=x
empty: {}         # late.yaml:4
null-value: null  # late.yaml:5
set:
  a: 1            # --set set.a=1
  b: "2"          # --set-string set.b=2
cache:
  enabled: false  # --set cache.enabled=false
text: |           # web/values.yaml:6
  two
  lines
redis:
  port: 1         # web/values.yaml:10
  global:
    zone: eu      # web/values.yaml:13
    own: 3        # web/charts/redis/values.yaml:7
  host: r         # web/charts/redis/values.yaml:2
  shared:
    deep:
      x: 1        # web/charts/redis/values.yaml:4
global:
  zone: eu        # web/values.yaml:13
late: 2           # web/values.yaml:15
from:
  redis:
    deep:
      x: 1        # web/charts/redis/values.yaml:4
"""


def test_each_value_has_its_place(chart: Chart, tmp_path: Path) -> None:
    (tmp_path / "prod.yaml").write_text("image:\n  tag: '2'\ngone: null\nlist:\n- new\n")
    (tmp_path / "late.yaml").write_text("image:\n\n  tag: 3\nempty: {}\nnull-value: null\n")
    sets = [
        ("set", "set.a=1"),
        ("set-string", "set.b=2"),
        ("set", "list[2]=x"),
        ("set", "cache.enabled=false"),
    ]
    assert shown(chart(FILES), values_files=["prod.yaml", "late.yaml"], sets=sets) == ORIGINS


def test_values_of_the_call_have_no_file(chart: Chart) -> None:
    assert "late: 5  # the values of the call\n" in shown(
        chart({"values.yaml": "late: 4\n"}), values={"late": 5}
    )


def test_no_values(chart: Chart) -> None:
    assert shown(chart({})) == ""


def test_the_text_is_yaml_of_the_merged_values(chart: Chart) -> None:
    of_values = RenderOptions()
    prepared = Renderer(chart(FILES)).prepare(of_values)
    (document,) = parse_documents(text(prepared, of_values), "values")
    assert document.tree == prepared.values


def test_a_global_value_that_was_imported_ends_somewhere(chart: Chart) -> None:
    """It was handed down to the very chart that it was lifted out of."""
    files = {
        "Chart.yaml": (
            "apiVersion: v2\nname: web\nversion: 0.1.0\n"
            "dependencies: [{name: redis, version: '>=0', import-values: [data]}]\n"
        ),
        "charts/redis/Chart.yaml": FILES["charts/redis/Chart.yaml"],
        "charts/redis/values.yaml": "exports:\n  data:\n    global: {x: 1}\n    own: 2\n",
    }
    text = shown(chart(files))
    places = [" ".join(line.split()) for line in text.splitlines() if "#" in line]
    assert places == [
        "x: 1 # web/charts/redis/values.yaml:3",
        "x: 1 # web/charts/redis/values.yaml:3",
        "own: 2 # web/charts/redis/values.yaml:4",
        "x: 1 # web/charts/redis/values.yaml:3",
        "own: 2 # web/charts/redis/values.yaml:4",
    ]
