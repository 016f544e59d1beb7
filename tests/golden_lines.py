"""Lines of Go templates and what they give: their file format, and runs of helm and of kforge on many."""

import base64
import json
import re
import shlex
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

GOLDEN = Path(__file__).parent / "golden" / "functions"
OPTIONS = shlex.split((GOLDEN / "args").read_text())
CHART = "apiVersion: v2\nname: {}\nversion: 0.1.0\n"

# helm lint, which judges many charts in one run, lets these pass
LENIENT = re.compile(r"\b(fail|required)\b")


class Line(NamedTuple):
    """A template and what it gives: its text, or how it fails (None: nothing recorded yet)."""

    template: str
    text: str | None
    error: str | None = None
    loose: bool = False


class Failed(NamedTuple):
    """How a template failed: `loose` when no function did."""

    message: str
    loose: bool = False


# ---- the format


def read(path: Path) -> list[Line]:
    """The lines of a golden file."""
    lines: list[Line] = []
    for words in path.read_text().splitlines():
        if not words or words.startswith("#"):
            continue
        if words.startswith("!"):
            loose = words.startswith("!~")
            lines[-1] = lines[-1]._replace(error=words[2 if loose else 1 :].strip(), loose=loose)
        elif words.startswith('="'):
            lines[-1] = lines[-1]._replace(text=json.loads(words[1:]))
        elif words == "=" or words.startswith("= "):
            before = lines[-1].text
            lines[-1] = lines[-1]._replace(text=("" if before is None else before + "\n") + words[2:])
        else:
            lines.append(Line(words, None))
    return lines


def written(text: str) -> str:
    """What stands in a golden file for a text."""
    lines = text.split("\n")
    if text and all(line.rstrip() == line and line.isprintable() for line in lines):
        return "".join(f"= {line}".rstrip() + "\n" for line in lines)
    return "=" + json.dumps(text, ensure_ascii=not text.isprintable()) + "\n"


def record(path: Path, results: Sequence[str | Failed]) -> None:
    """Write the results after the lines of the file; a !~ that is there stays one."""
    remaining = iter(zip(results, read(path), strict=True))
    out = []
    for words in path.read_text().splitlines(keepends=True):
        if words.startswith(("=", "!")):
            continue
        out.append(words)
        if words.strip() and not words.startswith("#"):
            result, line = next(remaining)
            if isinstance(result, Failed):
                out.append(f"!{'~' if result.loose or line.loose else ''} {result.message}\n")
            else:
                out.append(written(result))
    path.write_text("".join(out))


# ---- charts that render the lines


def write_chart(folder: Path, name: str, templates: dict[str, str]) -> Path:
    (folder / "templates").mkdir(parents=True)
    (folder / "Chart.yaml").write_text(CHART.format(name))
    (folder / "values.yaml").write_text((GOLDEN / "values.yaml").read_text())
    for file, text in templates.items():
        (folder / "templates" / file).write_bytes(text.encode("utf-8", "surrogateescape"))
    return folder


def write_whole_chart(folder: Path, templates: Sequence[str]) -> Path:
    """A chart whose one resource lists what each template gives, in base64."""
    defines = "".join(f'{{{{ define "{i}" }}}}{text}{{{{ end }}}}\n' for i, text in enumerate(templates))
    items = "".join(f'- "{{{{ include "{i}" . | b64enc }}}}"\n' for i in range(len(templates)))
    resource = f"apiVersion: v1\nkind: List\nmetadata:\n  name: lines\nitems:\n{items}"
    return write_chart(folder, "lines", {"_lines.tpl": defines, "list.yaml": resource})


def write_single_chart(folder: Path, name: str, template: str) -> Path:
    """A chart that does nothing but render one template."""
    define = f'{{{{ define "line" }}}}{template}{{{{ end }}}}'
    return write_chart(folder, name, {"_line.tpl": define, "a.yaml": '{{ $_ := include "line" . }}'})


def texts(output: bytes) -> list[str]:
    """The texts in the resource of a whole chart."""
    found = re.findall(r'^- "(.*)"$', output.decode(), re.M)
    return [base64.b64decode(item).decode("utf-8", "surrogateescape") for item in found]


# ---- the real helm


def helm_results(helm: str, folder: Path, templates: Sequence[str]) -> list[str | Failed]:
    """What helm makes of each template: one run for those that fail, one for those that do not."""
    failed = helm_failures(helm, folder / "lint", templates)
    good = [i for i in range(len(templates)) if i not in failed]
    whole = write_whole_chart(folder / "whole", [templates[i] for i in good])
    done = run_helm(helm, "template", "lines", str(whole))
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    given = dict(zip(good, texts(done.stdout), strict=True))
    return [failed.get(i) or given[i] for i in range(len(templates))]


def helm_failures(helm: str, folder: Path, templates: Sequence[str]) -> dict[int, Failed]:
    charts = [write_single_chart(folder / f"c{i}", f"c{i}", template) for i, template in enumerate(templates)]
    output = run_helm(helm, "lint", *map(str, charts)).stdout.decode("utf-8", "replace")
    failed: dict[int, Failed] = {}
    for part in output.split("==> Linting ")[1:]:
        path, _, body = part.partition("\n")
        error = re.search(r"^\[ERROR\] templates/: (.*?)(?=^\[|\n\n|\Z)", body, re.S | re.M)
        if error:
            failed[int(path.rpartition("/c")[2])] = failure(error[1])
    for i, template in enumerate(templates):
        if i not in failed and LENIENT.search(template):
            done = run_helm(helm, "template", "c", str(charts[i]))
            if done.returncode:
                failed[i] = failure(done.stderr.decode("utf-8", "replace").partition("\n\n")[0])
    return failed


def failure(text: str) -> Failed:
    """What is wrong, out of helm's words about it: `... at <EXPRESSION>: error calling NAME: MESSAGE`."""
    called = re.sub(r"^.*error calling (?!include)\w+: ", "", text.strip(), flags=re.S)
    if called != text.strip():
        return Failed(called.replace("\n", " "))
    return Failed(re.sub(r"^.*(>|\)): ", "", text.strip().splitlines()[-1]).strip(), loose=True)


def run_helm(helm: str, *words: str) -> "subprocess.CompletedProcess[bytes]":
    command = [helm, *words, *OPTIONS]
    return subprocess.run(command, capture_output=True, check=False, timeout=300)


# ---- kforge


def check(lines: Sequence[Line], folder: Path, kforge: Callable[..., Any]) -> None:
    """Hold kforge to the lines."""
    good = [line for line in lines if line.error is None]
    chart = write_whole_chart(folder / "whole", [line.template for line in good])
    outcome = kforge("template", "lines", str(chart), *OPTIONS)
    assert outcome.code == 0, outcome.stderr
    pairs = zip(good, texts(outcome.stdout), strict=True)
    wrong = [
        f"{line.template}\n    {text!r}\n not {line.text!r}" for line, text in pairs if text != line.text
    ]
    assert not wrong, "\n".join(wrong)
    for i, line in enumerate(line for line in lines if line.error is not None):
        single = write_single_chart(folder / str(i), "c", line.template)
        outcome = kforge("template", "c", str(single), *OPTIONS)
        assert (outcome.code, outcome.stdout) == (1, b""), line.template
        assert "_line.tpl:1:" in outcome.stderr or "a.yaml:1:" in outcome.stderr, outcome.stderr
        if not line.loose:
            assert str(line.error) in outcome.stderr, (line.template, outcome.stderr)
