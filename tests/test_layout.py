"""The architecture, held: layers, sizes, names, mirrored tests, and what each command may load."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kforge"
MODULES = sorted(PACKAGE.rglob("*.py"))

LONGEST_MODULE = 600
LONGEST_FUNCTION = 48
ABOUT_A_FOLDER = {"docstrings", "sandbox"}  # unit tests that are of no one module
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}

# what a hot path must not load, because it costs more than the work it is loaded for
SLOW = {
    "click",
    "dataclasses",
    "enum",
    "importlib.metadata",
    "inspect",
    "json",
    "jsonpatch",
    "kforge.cache",
    "kforge.network",
    "pathlib",
    "re",
    "ruamel.yaml",
    "subprocess",
    "tempfile",
    "typing",
    "urllib3",
}


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_layers_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", MODULES, ids=shown)
def test_a_module_is_small_and_says_what_it_owns(module: Path) -> None:
    text = module.read_text()
    tree = ast.parse(text)
    assert module.stem not in FORBIDDEN_NAMES
    assert text.count("\n") <= LONGEST_MODULE
    assert ast.get_docstring(tree) or not text, "a module's docstring says what it owns"


def test_nine_functions_in_ten_are_short() -> None:
    lengths = []
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno is not None
                lengths.append(node.end_lineno - node.lineno + 1)
    short = sum(length <= LONGEST_FUNCTION for length in lengths)
    assert short >= 0.9 * len(lengths)
    assert sorted(lengths)[len(lengths) // 2] <= 15, "the median function is small"


def test_no_module_hides_an_import_of_another_layer_from_the_checker() -> None:
    """Below TYPE_CHECKING only the standard library and a module's own layer may stand."""
    found = []
    for module in MODULES:
        own = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(module.read_text())):
            if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
                continue
            for line in ast.walk(node):
                if isinstance(line, ast.ImportFrom) and (line.module or "").startswith("kforge."):
                    layer = (line.module or "").split(".")[1]
                    if layer != own and not below(layer, own):
                        found.append(f"{shown(module)}: {ast.unparse(line)}")
    assert not found


def layers() -> list[set[str]]:
    """The layers of pyproject.toml, top to bottom."""
    text = (ROOT / "pyproject.toml").read_text()
    block = re.search(r"^layers = \[\n(.*?)^\]", text, re.S | re.M)
    assert block
    lines = re.findall(r'"([^"]+)"', block[1])
    return [{name.strip().removeprefix("kforge.") for name in line.split("|")} for line in lines]


def below(lower: str, upper: str) -> bool:
    order = {name: number for number, names in enumerate(layers()) for name in names}
    return order[lower] > order.get(upper, -1)


def test_every_module_stands_in_a_layer() -> None:
    named = set().union(*layers())
    there = {module.relative_to(PACKAGE).parts[0].removesuffix(".py") for module in MODULES} - {"__init__"}
    assert there == named


def test_unit_tests_mirror_the_modules() -> None:
    """tests/unit/<folder>/test_<module>.py, or test_<module>_<what>.py where one file would be too long."""
    for test in sorted((ROOT / "tests" / "unit").rglob("test_*.py")):
        folder = PACKAGE / test.parent.relative_to(ROOT / "tests" / "unit")
        names = {module.stem.strip("_") for module in folder.glob("*.py")} | ABOUT_A_FOLDER
        names |= {entry.name for entry in folder.glob("*/")}
        stem = test.stem.removeprefix("test_")
        fits = any(stem == name or stem.startswith(f"{name}_") for name in names)
        assert fits, f"{shown(test)} tests no module of {shown(folder)}"


def test_the_project_stands_alone() -> None:
    """Nothing in the repository names a path of the machine it was written on, nor reads outside of it."""
    places = ("/" + "work/", "/" + "opt/oracle", "/" + "opt/wheels", "../" + "shared/data", "/tmp/" + "kf")
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert "pyproject.toml" in names
    found = []
    for path in (ROOT / name for name in names):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            found += [
                f"{shown(path)}: {place}"
                for place in places
                if re.search(rf"(?<!\w){re.escape(place)}", text)
            ]
    assert not found


# ---- what a command loads


def loaded(*words: str) -> set[str]:
    """The modules that `kforge WORDS...`, which must not fail, has loaded beyond those Python starts with.

    The third run counts: from the second on the store of compiled patterns is there, from the third on the
    code of Go templates, which the first run interprets.
    """
    code = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "from kforge import patterns\n"
        "from kforge.__main__ import main\n"
        f"code = main({list(words)!r})\n"
        "after = set(sys.modules) - before\n"
        "patterns.save()\n"
        "import json\n"
        "sys.stderr.write(json.dumps([code, sorted(after)]))\n"
    )
    for _ in range(3):
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    exit_code, modules = json.loads(done.stderr.splitlines()[-1])
    assert exit_code in (0, 1), done.stderr
    return set(modules)


def packages(modules: set[str]) -> set[str]:
    """The names of the modules cut to two parts and to one: kforge.lint, jinja2, importlib.metadata."""
    return {".".join(name.split(".")[:2]) for name in modules} | {name.split(".")[0] for name in modules}


def one_resource(folder: Path) -> Path:
    (folder / "kustomization.yaml").write_text("resources:\n- service.yaml\n")
    (folder / "service.yaml").write_text("apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n")
    return folder


def static_chart(folder: Path) -> Path:
    (folder / "templates").mkdir()
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: web\nversion: 0.1.0\n")
    (folder / "templates" / "service.yaml").write_text(
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n"
    )
    return folder


def test_a_small_build_loads_what_it_needs_and_no_more(tmp_path: Path) -> None:
    got = packages(loaded("build", str(one_resource(tmp_path))))
    assert "kforge.overlay" in got
    assert not got & (SLOW | {"jinja2", "kforge.jinja", "kforge.lint", "kforge.render", "kforge.chart"})


def test_a_static_chart_loads_no_template_language(tmp_path: Path) -> None:
    got = packages(loaded("template", str(static_chart(tmp_path))))
    assert "kforge.render" in got
    assert not got & (SLOW | {"jinja2", "kforge.gotmpl", "kforge.lint", "kforge.overlay"})


def test_a_jinja_chart_that_was_rendered_before_is_compiled_no_more() -> None:
    got = packages(loaded("template", str(ROOT / "charts" / "hello")))
    assert "kforge.jinja" in got
    assert not got & (SLOW | {"jinja2", "kforge.gotmpl", "kforge.lint", "kforge.overlay"})


GO_CHART = {
    "Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.1.0\n",
    "values.yaml": "image: {tag: '1'}\nresources: {limits: {cpu: 1}}\nlist: [a, b]\n",
    "values.schema.json": '{"type": "object", "properties": {"image": {"type": "object"}}}',
    "templates/_helpers.tpl": '{{ define "web.name" }}{{ .Release.Name | trunc 63 }}{{ end }}',
    "templates/web.yaml": """\
kind: Deployment
metadata:
  name: {{ include "web.name" . }}
  labels: {{- tpl (toYaml .Values.image) . | nindent 4 }}
spec:
  {{- range $i, $e := .Values.list }}
  {{ printf "%s-%d" $e $i }}: {{ $e | default "x" | quote }}
  {{- end }}
  resources: {{- toYaml .Values.resources | nindent 4 }}
  version: {{ semverCompare ">=1.20-0" .Capabilities.KubeVersion.Version }}
  other: {{ merge (dict "a" 1) (fromYaml "b: 2") | toJson | sha256sum }}
""",
}


def test_a_go_chart_that_was_rendered_before_loads_no_other_language(tmp_path: Path) -> None:
    for name, text in GO_CHART.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    got = loaded("template", str(tmp_path))
    assert "kforge.gotmpl.environment" in got
    unwanted = SLOW | {"jinja2", "kforge.jinja", "kforge.lint", "kforge.overlay", "jsonschema_rs", "re2"}
    assert not packages(got) & unwanted
    assert "kforge.gotmpl.compiler" not in got


def test_lint_loads_no_renderer(tmp_path: Path) -> None:
    got = packages(loaded("lint", str(one_resource(tmp_path) / "service.yaml")))
    assert "kforge.lint" in got
    assert not got & (SLOW | {"jinja2", "kforge.overlay", "kforge.render", "kforge.chart"})


def test_an_error_on_the_command_line_loads_no_click() -> None:
    code = "import sys, kforge.__main__ as k; k.main(['build', '--outptu']); print('click' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "False\n"
    assert "--output" in done.stderr
