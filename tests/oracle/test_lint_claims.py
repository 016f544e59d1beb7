"""What the linter's messages say about kubectl and kustomize is what these do."""

import json
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.oracle

HEAD = "apiVersion: example.com/v1\nkind: Example\nmetadata: {name: a}\n"
FAILS = "fails"


def kubectl_reads(kubectl: str, text: str, folder: Path) -> object:
    (folder / "a.yaml").write_text(text)
    words = [kubectl, "label", "--local", "-f", str(folder / "a.yaml"), "q=1", "-o", "json"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else FAILS


def kustomize_prints(kubectl: str, text: str, folder: Path) -> str:
    (folder / "a.yaml").write_text(text)
    (folder / "kustomization.yaml").write_text("resources: [a.yaml]\n")
    done = subprocess.run([kubectl, "kustomize", str(folder)], capture_output=True, text=True, check=False)
    return done.stdout.partition("spec:")[2] if done.returncode == 0 else FAILS


# spec: what kubectl reads (a tuple: any of these), what kustomize prints below spec:
CLAIMS = {
    # duplicate-key
    "{a: 1, a: 2}": ({"a": 2}, FAILS),
    "{yes: 1, on: 2}": ({"true": 2}, '\n  "on": 2\n  "yes": 1\n'),
    '{yes: 1, "true": 2}': (({"true": 1}, {"true": 2}), '\n  "true": 2\n  "yes": 1\n'),
    '{1: a, "1": b}': (({"1": "a"}, {"1": "b"}), FAILS),
    "{010: a, 8: b}": ({"8": "b"}, FAILS),
    # merge-key
    "{a: 2, <<: {a: 1}}": ({"a": 1}, "\n  a: 2\n"),
    "{<<: {a: 1}, a: 2}": ({"a": 2}, "\n  a: 2\n"),
    "{<<: {a: 1}, <<: {b: 1}}": ({"a": 1, "b": 1}, FAILS),
    '{"<<": {a: 1}, b: 1}': ({"<<": {"a": 1}, "b": 1}, "\n  b: 1\n"),
    "{<<: text}": (FAILS, FAILS),
    # non-string-key
    "{{a: b}: c}": (FAILS, FAILS),
    "{null: c}": (FAILS, FAILS),
    "{8080: a}": ({"8080": "a"}, FAILS),
    # tag
    '{a: !!bool "yes"}': ({"a": True}, FAILS),
    "{a: !foo b}": ({"a": "b"}, "\n  a: b\n"),
    "{a: !!float 1}": ({"a": 1}, "\n  a: 1\n"),
    # inf-nan, timestamp
    "{a: .inf}": (FAILS, FAILS),
    "{a: 2024-01-15}": ({"a": "2024-01-15"}, '\n  a: "2024-01-15T00:00:00Z"\n'),
}


@pytest.mark.parametrize("spec", CLAIMS)
def test_a_claim(spec: str, kubectl: str, tmp_path: Path) -> None:
    read, printed = CLAIMS[spec]
    text = f"{HEAD}spec: {spec}\n"
    got = kubectl_reads(kubectl, text, tmp_path)
    got = got["spec"] if isinstance(got, dict) else got
    assert got in (read if isinstance(read, tuple) else (read,))
    assert kustomize_prints(kubectl, text, tmp_path) == printed


def test_a_null_label(kubectl: str, tmp_path: Path) -> None:
    text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels:\n    team:\nspec: {}\n"
    read = kubectl_reads(kubectl, text, tmp_path)
    assert isinstance(read, dict)
    assert read["metadata"]["labels"]["team"] == ""
    (tmp_path / "kustomization.yaml").write_text("resources: [a.yaml]\n")
    done = subprocess.run([kubectl, "kustomize", str(tmp_path)], capture_output=True, text=True, check=True)
    assert "    team: null\n" in done.stdout


@pytest.mark.parametrize("marker", ["--- {b: c}", "--- |", '--- "b"', "--- &b", "---b: c", "----"])
def test_content_on_the_line_of_a_marker(marker: str, kubectl: str, tmp_path: Path) -> None:
    text = f"{HEAD}spec: {{}}\n{marker}\n"
    assert kubectl_reads(kubectl, text, tmp_path) == FAILS
    assert kustomize_prints(kubectl, text, tmp_path) == FAILS


def test_a_byte_that_is_not_utf8(kubectl: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(f"{HEAD}spec: caf".encode() + b"\xe9\n")
    words = [kubectl, "label", "--local", "-f", str(tmp_path / "a.yaml"), "q=1", "-o", "json"]
    assert json.loads(subprocess.run(words, capture_output=True, check=True).stdout)["spec"] == "caf\ufffd"
    (tmp_path / "kustomization.yaml").write_text("resources: [a.yaml]\n")
    assert subprocess.run([kubectl, "kustomize", str(tmp_path)], capture_output=True, check=False).returncode


def test_aliases_that_multiply(kubectl: str, tmp_path: Path) -> None:
    levels = [
        f"  {name}: &{name} [{', '.join([f'*{below}'] * 10)}]\n"
        for below, name in zip("abc", "bcd", strict=True)
    ]
    text = f"{HEAD}spec:\n  a: &a [x, x, x, x, x, x, x, x, x, x]\n{''.join(levels)}"
    assert kubectl_reads(kubectl, text, tmp_path) == FAILS
