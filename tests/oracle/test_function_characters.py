"""The characters of Unicode 17, one by one through the functions that look at what they are."""

from pathlib import Path

import pytest

from kforge.functions.names import load
from tests.golden_lines import run_helm, texts, write_whole_chart

pytestmark = pytest.mark.oracle

FIRST, LAST = 0x80, 0x33500
AT_ONCE = 2000
UNIFORM = [
    (0x3400, 0x9FF0),
    (0xAC00, 0xD7A0),
    (0xE000, 0xF8FF),
    (0x12000, 0x14600),
    (0x17000, 0x18CF0),
    (0x20000, LAST),
]
CALLS = [
    ("upper", "", ""), ("lower", "", ""), ("title", "a", "b"), ("untitle", "", "B"), ("swapcase", "", "a"),
    ("snakecase", "a", "B"), ("kebabcase", "A", "b"), ("camelcase", "a", "b"), ("trim", "", ""),
    ("quote", "", ""), ("js", "", ""),
]  # fmt: skip


def uniform(code: int) -> bool:
    """Whether the character stands in a large block of characters of one kind, of which some will do."""
    return any(first <= code <= last for first, last in UNIFORM)


@pytest.mark.parametrize(("name", "before", "after"), CALLS)
def test_every_character(name: str, before: str, after: str, tmp_path: Path, helm: str) -> None:
    codes = [
        code
        for code in range(FIRST, LAST)
        if not 0xD800 <= code <= 0xDFFF and (code % 61 == 0 or not uniform(code))
    ]
    parts = [codes[i : i + AT_ONCE] for i in range(0, len(codes), AT_ONCE)]
    given = ["@".join(f"{before}{chr(code)}{after}" for code in part) for part in parts]
    templates = [f'{{{{ range splitList "@" "{text}" }}}}{{{{ {name} . }}}}@{{{{ end }}}}' for text in given]
    done = run_helm(helm, "template", "c", str(write_whole_chart(tmp_path, templates)))
    assert done.returncode == 0, done.stderr.decode()
    function = load(name).call
    wrong = []
    for part, text in zip(parts, texts(done.stdout), strict=True):
        for code, theirs in zip(part, text.split("@")[:-1], strict=True):
            ours = function(f"{before}{chr(code)}{after}")
            if ours != theirs:
                wrong.append(f"U+{code:04X}: {ours!r}, helm {theirs!r}")
    assert not wrong
