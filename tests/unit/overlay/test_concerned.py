"""Which overlays a changed file concerns."""

from pathlib import Path

import pytest

from kforge.overlay.concerned import concerned

FILES = {
    "base/kustomization.yaml": "resources: [web.yaml]\nconfigMapGenerator: [{files: [a=conf/a.txt]}]\n",
    "base/web.yaml": "",
    "base/conf/a.txt": "",
    "base/README.md": "",
    "parts/kustomization.yaml": "kind: Component\npatches:\n- path: patch.yaml\n",
    "parts/patch.yaml": "",
    "dev/kustomization.yaml": "resources: [../base]\ncomponents: [../parts]\n",
    "prod/kustomization.yaml": "resources: [../base]\npatches:\n- path: big.yaml\n",
    "prod/big.yaml": "",
    "shop/kustomization.yaml": "helmCharts:\n- name: shop\n  valuesFile: values.yaml\n",
    "shop/values.yaml": "",
    "shop/charts/shop/Chart.yaml": "",
    "shop/charts/shop/templates/a.yaml": "",
    "vote/kustomization.yaml": "resources: [../chart]\n",
    "chart/Chart.yaml": "",
    "chart/values.yaml": "",
    "other.yaml": "",
}


@pytest.mark.parametrize(
    ("changed", "overlays"),
    [
        ("base/web.yaml", ["dev", "prod"]),
        ("base/kustomization.yaml", ["dev", "prod"]),
        ("base/conf/a.txt", ["dev", "prod"]),
        ("base/README.md", []),
        ("parts/patch.yaml", ["dev"]),
        ("parts/kustomization.yaml", ["dev"]),
        ("dev/kustomization.yaml", ["dev"]),
        ("prod/big.yaml", ["prod"]),
        ("shop/values.yaml", ["shop"]),
        ("shop/charts/shop/templates/a.yaml", ["shop"]),
        ("chart/values.yaml", ["vote"]),
        ("other.yaml", []),
    ],
)
def test_a_file_concerns_who_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str, overlays: list[str]
) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    assert concerned([changed]) == overlays
    assert concerned([changed, "other.yaml"]) == overlays
    assert concerned([str(tmp_path / changed)]) == overlays


def test_where_nothing_is_an_overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert concerned(["a.yaml"]) == []
    assert concerned([]) == []
