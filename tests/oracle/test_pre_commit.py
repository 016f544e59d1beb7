"""The hooks through the real pre-commit, which installs kforge from a git repository as it does for users."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SHIPPED = ("kforge", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")

TEMPLATE = "apiVersion: v1\nkind: {{ .Values.kind }}\nmetadata: {name: a}\n"
FILES = {
    "good.yaml": 'country: "NO"\n',
    "chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 0.1.0\n",
    "chart/values.yaml": "kind: ConfigMap\nsize: 3\n",
    "chart/templates/go.yaml": TEMPLATE,
    "chart/templates/jinja.yaml.j2": "{% if values.size > 4 %}\na: b\n{% endif %}\n",
    ".github/workflows/ci.yaml": "on: push\n",
    "notes.txt": "on: NO\n",
}

pytestmark = pytest.mark.oracle


def git(*words: str, cwd: Path) -> str:
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *identity, *words], cwd=cwd, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def repository(folder: Path) -> Path:
    """Make a git repository of what is in the folder."""
    git("init", "-q", cwd=folder)
    git("add", "-A", cwd=folder)
    git("commit", "-q", "-m", "all", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with what kforge ships, as it is in the working tree."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in SHIPPED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return repository(folder)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """pre-commit's own folder: the environment it builds is shared by the tests here."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository of a user."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return repository(tmp_path)


def pre_commit(*words: str, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def configure(project: Path, hooks: Path, hook: str = "kforge-lint") -> None:
    revision = git("rev-parse", "HEAD", cwd=hooks)
    (project / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: {hook}\n"
    )
    git("add", "-A", cwd=project)


def test_a_commit_with_a_finding_fails(project: Path, hooks: Path, home: Path) -> None:
    configure(project, hooks)
    (project / "bad.yaml").write_text("a: b\ncountry: NO\n")
    git("add", "-A", cwd=project)
    done = pre_commit("run", "--verbose", cwd=project, home=home)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "kforge lint" in done.stdout
    assert "bad.yaml:2:10: error truthy-value: NO is" in done.stdout
    assert "1 file: 1 error" in done.stdout


def test_a_clean_repository_passes_with_its_chart_templates_and_hidden_files(
    project: Path, hooks: Path, home: Path
) -> None:
    configure(project, hooks)
    done = pre_commit("run", "--all-files", "--verbose", cwd=project, home=home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout
    assert "4 files: no findings (1 template rendered)" in done.stdout


def test_the_fixing_hook_fails_by_what_it_changed_and_passes_then(
    project: Path, hooks: Path, home: Path
) -> None:
    configure(project, hooks, "kforge-lint-fix")
    (project / "bad.yaml").write_text("a: b # NO\r\ncountry: NO\r\n", newline="")
    git("add", "-A", cwd=project)
    done = pre_commit("run", cwd=project, home=home)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "files were modified by this hook" in done.stdout
    assert "1 file: 1 info, 1 fixed" in done.stdout
    assert (project / "bad.yaml").read_bytes() == b'a: b # NO\r\ncountry: "NO"\r\n'
    git("add", "-A", cwd=project)
    done = pre_commit("run", cwd=project, home=home)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_value_that_breaks_a_chart_fails(project: Path, hooks: Path, home: Path) -> None:
    configure(project, hooks)
    git("commit", "-q", "-m", "hooks", cwd=project)
    (project / "chart/values.yaml").write_text("kind: ConfigMp\nsize: 3\n")
    git("add", "-A", cwd=project)
    done = pre_commit("run", "--verbose", cwd=project, home=home)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "chart/templates/go.yaml:2:7: error removed-api: v1 has no kind ConfigMp" in done.stdout


def test_the_overlays_of_a_changed_file_are_built(project: Path, hooks: Path, home: Path) -> None:
    files = {
        "base/kustomization.yaml": "resources: [a.yaml]\nconfigMapGenerator: [{name: c, envs: [c.env]}]\n",
        "base/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
        "base/c.env": "A=b\n",
        "dev/kustomization.yaml": "resources: [../base]\n",
        "broken/kustomization.yaml": "resources: [nowhere.yaml]\n",
    }
    for name, text in files.items():
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(text)
    configure(project, hooks, "kforge-build")
    git("commit", "-q", "-m", "overlays", cwd=project)
    (project / "base/c.env").write_text("A=c\n")
    git("add", "-A", cwd=project)
    done = pre_commit("run", cwd=project, home=home)
    assert done.returncode == 0, done.stdout + done.stderr
    (project / "base/c.env").write_text("no variable\x00\n")
    (project / "base/a.yaml").write_text("apiVersion: v1\nkind: [\n")
    git("add", "-A", cwd=project)
    done = pre_commit("run", cwd=project, home=home)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "base/a.yaml" in done.stdout
    assert "nowhere.yaml" not in done.stdout


def test_try_repo(project: Path, hooks: Path, home: Path) -> None:
    (project / "bad.yaml").write_text("port: 08080\n")
    git("add", "-A", cwd=project)
    done = pre_commit("try-repo", str(hooks), "kforge-lint", "--all-files", cwd=project, home=home)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "bad.yaml:1:7: error leading-zero-decimal" in done.stdout
    assert "go.yaml" not in done.stdout


def test_pre_commit_accepts_the_manifest(home: Path) -> None:
    done = pre_commit("validate-manifest", str(PROJECT / ".pre-commit-hooks.yaml"), cwd=home, home=home)
    assert done.returncode == 0, done.stdout + done.stderr
