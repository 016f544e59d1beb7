"""Cases of the Go template language: their file format, and runs of helm and of kforge on all of them.

A file of cases is a sequence of templates, each of which may have several lines and define others:

    %% what it is about
    {{ template text }}
    = "what it prints, as a JSON string"
    %%
    {{ a template that fails }}
    ! 1 the line helm names, and its message

What a case prints is taken before helm removes `<no value>`. `--update` records results from the real helm.
"""

import base64
import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kforge.errors import KforgeError, Position
from kforge.functions.names import load
from kforge.gotmpl.environment import TemplateSet
from kforge.render.go_values import Values

CHART = "apiVersion: v2\nname: c\nversion: 0.1.0\n"
CASE = "c/templates/_case{}.tpl"
# the rest of the root is left out: printed, it holds addresses
SHOWS = 'shown: {{{{ include "{}" (dict "Values" .Values) | b64enc | quote }}}}\n'


class Failed(NamedTuple):
    """How a template fails: the line (0: unknown) and what is said."""

    line: int
    message: str


class Case(NamedTuple):
    title: str
    template: str
    result: "str | Failed | None"


def read(path: Path) -> list[Case]:
    """The cases of a file."""
    cases = []
    for part in re.split(r"^%%", path.read_text(), flags=re.M)[1:]:
        title, _, body = part.partition("\n")
        found = re.search(r"(?:^|\n)([=!]) (.*)\n\Z", body)
        template = body[: found.start()] if found else body.removesuffix("\n")
        result: str | Failed | None = None
        if found and found[1] == "=":
            result = json.loads(found[2])
        elif found:
            line, _, message = found[2].partition(" ")
            result = Failed(int(line), message)
        cases.append(Case(title.strip(), template, result))
    return cases


def record(path: Path, results: "Sequence[str | Failed]") -> None:
    """Write the results after the cases of the file."""
    out = []
    for case, result in zip(read(path), results, strict=True):
        if isinstance(result, Failed):
            shown = f"! {result.line} {result.message}"
        else:
            shown = f"= {json.dumps(result, ensure_ascii=not result.isprintable())}"
        out.append(f"%% {case.title}".rstrip() + f"\n{case.template}\n{shown}\n")
    path.write_text("".join(out))


# ---- the real helm


def write_chart(folder: Path, values: Path, templates: "Mapping[int, str]") -> Path:
    """A chart with a resource for each template, which shows its text in base64."""
    (folder / "templates").mkdir(parents=True)
    (folder / "Chart.yaml").write_text(CHART)
    (folder / "values.yaml").write_text(values.read_text())
    for number, template in templates.items():
        name = CASE.format(number)
        data = template.encode("utf-8", "surrogateescape")
        (folder / "templates" / name.rpartition("/")[2]).write_bytes(data)
        resource = f"case: {number}\n{SHOWS.format(name)}"
        (folder / "templates" / f"case{number}.yaml").write_text(resource)
    return folder


def helm_results(helm: str, folder: Path, values: Path, templates: Sequence[str]) -> "list[str | Failed]":
    """What helm makes of each template: one run for those that fail, one for the others."""
    charts = [
        write_chart(folder / f"c{number}", values, {number: template})
        for number, template in enumerate(templates)
    ]
    done = subprocess.run(
        [helm, "lint", *map(str, charts)], capture_output=True, text=True, check=False, timeout=100
    )
    results: dict[int, str | Failed] = {}
    for part in done.stdout.split("==> Linting ")[1:]:
        path, _, body = part.partition("\n")
        error = re.search(r"^\[ERROR\] templates/: (.*?)(?=^\[|\n\n|\Z)", body, re.S | re.M)
        if error:
            results[int(path.rpartition("/c")[2])] = failure(error[1])
    good = {number: template for number, template in enumerate(templates) if number not in results}
    whole = write_chart(folder / "whole", values, good)
    done = subprocess.run(
        [helm, "template", "r", str(whole)], capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr
    for number, shown in re.findall(r'^case: (\d+)\nshown: "(.*)"$', done.stdout, re.M):
        results[int(number)] = base64.b64decode(shown).decode("utf-8", "surrogateescape")
    return [results[number] for number in range(len(templates))]


def failure(text: str) -> Failed:
    """The innermost place and message of helm's words."""
    places = re.findall(r"_case\d+\.tpl:(\d+)", text)
    message = text.strip().splitlines()[-1].strip()
    return Failed(int(places[-1]) if places else 0, re.sub(r"_case\d+", "_case", message))


# ---- kforge


def kforge_result(template: str, values: Path, number: int = 0) -> "str | Failed":
    """What kforge makes of a template."""
    name = CASE.format(number)
    data = load("fromYaml").call(values.read_text())
    assert isinstance(data, dict)
    known = {key: value for key, value in data.items() if value is not None}  # a chart's own null is nothing
    context = {"Values": Values(known)}
    try:
        templates = TemplateSet({name: template, "c/templates/case.yaml": SHOWS.format(name)})
        text = templates.execution().render("c/templates/case.yaml", context).text
        templates.save()
    except KforgeError as error:
        position = error.position or Position("")
        return Failed(position.line if position.file == name else 0, error.render())
    return base64.b64decode(text.removeprefix('shown: "').removesuffix('"\n')).decode(
        "utf-8", "surrogateescape"
    )
