"""The examples are real inputs: each is rendered, linted, and its overlays held to the real kubectl."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
VOTE = ROOT / "examples" / "vote-app"

Run = Callable[..., Any]


def names(text: str) -> list[str]:
    """Kind and name of each document, as `kind/name`."""
    found = []
    for document in text.split("---\n"):
        lines = document.splitlines()
        kind = next((line.removeprefix("kind: ") for line in lines if line.startswith("kind: ")), "")
        if kind:
            metadata = lines.index("metadata:")
            name = next(line for line in lines[metadata:] if line.startswith("  name: "))
            found.append(f"{kind}/{name.removeprefix('  name: ')}")
    return found


def built(kforge: Run, *words: str) -> str:
    outcome = kforge(*words, cwd=VOTE)
    assert (outcome.code, outcome.stderr) == (0, "")
    return str(outcome.stdout.decode())


def test_the_vote_chart_is_five_workloads_and_four_services(kforge: Run) -> None:
    assert names(built(kforge, "template", "vote", "charts/vote")) == [
        "Service/db",
        "Service/redis",
        "Service/vote",
        "Service/result",
        "Deployment/db",
        "Deployment/redis",
        "Deployment/vote",
        "Deployment/result",
        "Deployment/worker",
    ]


def test_values_switch_its_subcharts_off(kforge: Run) -> None:
    text = built(kforge, "template", "vote", "charts/vote", "--set", "redis.enabled=false,db.enabled=false")
    assert not {"Service/db", "Service/redis", "Deployment/db", "Deployment/redis"} & set(names(text))


def test_environment_values_stay_strings(kforge: Run) -> None:
    text = built(
        kforge, "template", "charts/vote", "--set-json", 'web.vote.env={"DEBUG":1.10,"COUNTRY":"NO"}'
    )
    assert 'name: DEBUG\n          value: "1.1"\n' in text
    assert 'name: COUNTRY\n          value: "NO"\n' in text


def test_the_dev_overlay_makes_the_tutorials_secret_and_uses_it(kforge: Run) -> None:
    text = built(kforge, "build", "overlays/dev")
    assert "Secret/worker-db-secret-b27f9282dh" in names(text)
    assert "        - secretRef:\n            name: worker-db-secret-b27f9282dh\n" in text
    assert "nodePort" not in text


def test_prod_pins_its_images(kforge: Run) -> None:
    text = built(kforge, "build", "overlays/prod")
    assert "image: dockersamples/examplevotingapp_vote:1.10\n" in text
    assert "image: registry.example.com/vote/worker@sha256:" in text


@pytest.mark.parametrize("folder", ["examples", "charts", "overlays"])
def test_lint_has_nothing_to_say(folder: str, kforge: Run) -> None:
    outcome = kforge("lint", "--strict", folder, cwd=ROOT)
    assert outcome.code == 0, outcome.stdout.decode()


@pytest.mark.oracle
@pytest.mark.parametrize("overlay", ["dev", "prod"])
def test_kubectl_makes_the_same_of_the_rendered_chart(
    overlay: str, tmp_path: Path, kforge: Run, kubectl: str
) -> None:
    shutil.copytree(VOTE, tmp_path / "vote")
    base = tmp_path / "vote" / "base"
    (base / "kustomization.yaml").write_text("resources:\n- chart.yaml\n")
    (base / "chart.yaml").write_text(built(kforge, "template", "vote", "charts/vote"))
    done = subprocess.run(
        [kubectl, "kustomize", f"overlays/{overlay}"],
        cwd=tmp_path / "vote",
        capture_output=True,
        text=True,
        check=True,
    )
    assert built(kforge, "build", f"overlays/{overlay}") == done.stdout


@pytest.mark.oracle
def test_kubectl_makes_the_same_of_the_small_overlay(kforge: Run, kubectl: str) -> None:
    done = subprocess.run(
        [kubectl, "kustomize", "overlays/dev"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert kforge("build", "overlays/dev", cwd=ROOT).stdout.decode() == done.stdout
