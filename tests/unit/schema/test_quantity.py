"""Quantities, held to the real kubectl."""

import subprocess
from pathlib import Path

import pytest

from kforge.schema.quantity import amount, is_quantity, split, suspicion

RIGHT = [
    "0",
    "1",
    "1.",
    ".5",
    "+1",
    "-1",
    "100m",
    "1.5Gi",
    "1e3",
    "1E3",
    "1e-3",
    "5E",
    "1k",
    "9n",
    "3u",
    "1Ki",
    " 1 ",
]
WRONG = [
    "",
    "a",
    "1.5 GB",
    "1GB",
    "1KB",
    "1K",
    "1e3m",
    "1MB",
    "1gi",
    "--1",
    "1.2.3",
    "1e",
    "1ki",
    "0x1",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_quantity(text: str) -> None:
    assert is_quantity(text)


@pytest.mark.parametrize("text", WRONG)
def test_no_quantity(text: str) -> None:
    assert not is_quantity(text)


@pytest.mark.oracle
def test_the_real_parser_agrees(kubectl: str, tmp_path: Path) -> None:
    import json

    file = tmp_path / "a.json"
    for text in (*RIGHT, *WRONG):
        container = {"name": "c", "image": "x", "resources": {"limits": {"cpu": text}}}
        pod = {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {"name": "a"},
            "spec": {"containers": [container]},
        }
        file.write_text(json.dumps(pod))
        command = [kubectl, "set", "image", "--local", "-f", str(file), "c=y", "-o", "name"]
        done = subprocess.run(command, capture_output=True, check=False)
        assert (done.returncode == 0) is is_quantity(text), (text, done.stderr)


def test_amounts() -> None:
    assert split("1.5Gi") == ("1.5", "Gi")
    assert split("1e3") == ("1e3", "")
    assert split("x") is None
    assert amount("2Ki") == 2048
    assert amount("100m") == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("name", "text", "odd"),
    [
        ("cpu", "100m", False),
        ("cpu", "1Gi", True),
        ("memory", "128Mi", False),
        ("memory", "128m", True),
        ("memory", "1e3", True),
        ("memory", "1E", True),
        ("requests.memory", "5m", True),
        ("nvidia.com/gpu", "1", False),
        ("memory", "no quantity", False),
        ("memory", "Gi", True),
        ("cpu", "e3", True),
    ],
)
def test_what_is_odd(name: str, text: str, odd: bool) -> None:
    assert bool(suspicion(name, text)) is odd
