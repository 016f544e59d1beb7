"""`kforge convert`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_it_names_what_it_writes(kforge: Run, tmp_path: Path) -> None:
    (tmp_path / "shop" / "templates").mkdir(parents=True)
    (tmp_path / "shop" / "Chart.yaml").write_text("apiVersion: v2\nname: shop\nversion: 1.0.0\n")
    template = tmp_path / "shop" / "templates" / "a.yaml"
    template.write_text("kind: {{ .Chart.Name }}\n")
    outcome = kforge("convert", "shop", cwd=tmp_path)
    assert (outcome.code, outcome.stdout) == (0, b"shop-jinja/templates/a.yaml.j2\n")
    assert (tmp_path / "shop-jinja/templates/a.yaml.j2").read_text() == "kind: {{ chart.name }}\n"
    assert kforge("convert", "shop", "-o", "here", cwd=tmp_path).code == 0
    template.write_text("a: 1\nb: {{ unset .Values 1 }}\n")
    failed = kforge("convert", "shop", "-o", "there", cwd=tmp_path)
    assert (failed.code, failed.stdout) == (1, b"")
    assert failed.stderr.startswith("shop/templates/a.yaml:2:7: unset cannot be converted")
    assert not (tmp_path / "there").exists()
