"""Go's patterns: a table of what they match as whole words, which the real tool is held to as well."""

import json
import subprocess
from pathlib import Path

import pytest

from kforge.resource.go_pattern import PatternError, compile_pattern, words_of

WORDS = ["web", "web-2", "WEB", "w3b", "a.b", "weeb", "x", "wÉb", "w-b"]

MATCHES: list[tuple[str, str]] = [
    ("web", "web"),
    ("w", ""),
    ("web|x", "web x"),
    ("(web|x)", "web x"),
    ("web.*", "web web-2"),
    ("^web$", "web"),
    ("^(web|x)$", "web x"),
    (".*b", "web w3b a.b weeb wÉb w-b"),
    ("(?i)web", "web WEB"),
    ("(?i:W)eb", "web"),
    ("w(?i)EB|X", "web x"),
    ("(?i)w(?-i)eb", "web"),
    ("(?i)W(?-i:EB)", "WEB"),
    ("we+b", "web weeb"),
    ("we{2}b", "weeb"),
    ("we{1,2}b", "web weeb"),
    ("we{1,}b", "web weeb"),
    ("we{,2}b", ""),
    ("w.b", "web w3b wÉb w-b"),
    ("w..?b", "web w3b weeb wÉb w-b"),
    ("w.*?b", "web w3b weeb wÉb w-b"),
    (r"w\wb", "web w3b"),
    (r"w\db", "w3b"),
    (r"w\Db", "web wÉb w-b"),
    (r"w\Wb", "wÉb w-b"),
    (r"w\Sb", "web w3b wÉb w-b"),
    (r"a\.b", "a.b"),
    (r"w\-b", "w-b"),
    ("w[a-f]b", "web"),
    ("w[^a-f]b", "w3b wÉb w-b"),
    ("w[e3]b", "web w3b"),
    ("w[-e]b", "web w-b"),
    ("w[]-]b", "w-b"),
    (r"w[\d\-]b", "w3b w-b"),
    ("w[[:alpha:]]b", "web"),
    ("w[[:alnum:]]b", "web w3b"),
    ("w[[:^alpha:]]b", "w3b wÉb w-b"),
    ("w[a&&e]b", "web"),
    ("w[[:e]b", "web"),
    (r"w[\D]b", "web wÉb w-b"),
    (r"\Aweb\z", "web"),
    (r"\bweb\b", "web"),
    ("^*web", "web"),
    (r"\b+web$?", "web"),
    (r"w\Qe\Eb", "web"),
    ("(?)web", "web"),
    (r"w\_?eb", "web"),
    ("(?P<a>w)(?P<a>e)b", "web"),
    (r"w\x65b", "web"),
    (r"w\x{65}b", "web"),
    (r"w\145b", "web"),
    ("(?P<first>w)eb", "web"),
    ("(?<first>w)eb", "web"),
    ("(?:w)(e)(b)", "web"),
    ("(?s).*", "web web-2 WEB w3b a.b weeb x wÉb w-b"),
    ("web|", "web"),
    ("w(e|3|)b", "web w3b"),
    ("(we|w3)b", "web w3b"),
    ("(?U)we+b", "web weeb"),
    ("(?U-i)we+b", "web weeb"),
    ("(?i-U:w)eb", "web"),
    ("(?-U)web", "web"),
    ("(?iU)web", "web WEB"),
]

WRONG = [
    "*",
    "+web",
    "?",
    "web**",
    "we++b",
    "we+*b",
    "we{2}{3}b",
    "w{1001}eb",
    "w{3,2}eb",
    "[",
    "[]",
    "web[",
    "[z-a]",
    "(web",
    "web)",
    "web\\",
    "(?!web).*",
    "(?=web).*",
    "(?<=w)eb",
    "(?>web)",
    "(?x)web",
    r"\Qweb",
    r"(w)\1",
    r"\8",
    r"\y",
    r"\x6",
    "[[:nothing:]]",
]


@pytest.mark.parametrize(("pattern", "matched"), MATCHES)
def test_matches(pattern: str, matched: str) -> None:
    matches = compile_pattern(pattern)
    assert [word for word in WORDS if matches(word)] == matched.split()


@pytest.mark.parametrize("pattern", WRONG)
def test_wrong(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern)


@pytest.mark.parametrize("pattern", [r"w\p{L}b", r"w\pLb", r"\P{Greek}", r"[\p{Lu}x]"])
def test_unicode_classes_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError, match="Unicode classes are not supported"):
        compile_pattern(pattern)


def test_words_need_no_engine() -> None:
    assert words_of("web|x") == {"web", "x"}
    assert words_of("web.*") is None


def run(kubectl: str, folder: Path, patterns: list[str]) -> subprocess.CompletedProcess[str]:
    resources = [
        {"apiVersion": "v1", "kind": f"K{number}", "metadata": {"name": word}, "hit": {}}
        for number, word in enumerate(WORDS)
    ]
    patches = [
        {
            "target": {"name": pattern},
            "patch": json.dumps([{"op": "add", "path": f"/hit/n{number}", "value": True}]),
        }
        for number, pattern in enumerate(patterns)
    ]
    (folder / "all.yaml").write_text("---\n".join(json.dumps(resource) + "\n" for resource in resources))
    (folder / "kustomization.yaml").write_text(json.dumps({"resources": ["all.yaml"], "patches": patches}))
    command = [kubectl, "kustomize", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.oracle
def test_the_table_is_true(kubectl: str, tmp_path: Path) -> None:
    done = run(kubectl, tmp_path, [pattern for pattern, _ in MATCHES])
    assert done.returncode == 0, done.stderr
    hits: dict[str, set[str]] = {}
    for document in done.stdout.split("---\n"):
        word = WORDS[int(document[document.index("\nkind: K") :].split()[1][1:])]
        hits[word] = {line.split(":")[0].strip() for line in document.splitlines() if line.endswith(": true")}
    for number, (pattern, matched) in enumerate(MATCHES):
        assert [word for word in WORDS if f"n{number}" in hits[word]] == matched.split(), pattern


@pytest.mark.oracle
@pytest.mark.parametrize("pattern", WRONG)
def test_the_real_tool_refuses_it_too(kubectl: str, tmp_path: Path, pattern: str) -> None:
    assert run(kubectl, tmp_path, [pattern]).returncode
