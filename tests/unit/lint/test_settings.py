"""Configuration files: what they change, and where they say something wrong."""

from pathlib import Path

import pytest

from kforge.errors import LintConfigError
from kforge.lint.config import Config
from kforge.lint.project import run
from kforge.lint.runner import Result
from kforge.lint.settings import load

TEXT = "country: NO\nport: 22:22\nratio: 1.10\n"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository's root, and the current folder: nothing above it is looked at."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)


def put(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text)


def found(*paths: str, **options: object) -> list[tuple[str, str, str]]:
    result = linted(*paths, **options)
    return [(finding.file, finding.rule, finding.severity) for finding in result.findings]


def linted(*paths: str, **options: object) -> Result:
    return run(paths or (".",), Config(**options))  # type: ignore[arg-type]


ALL = [
    ("a.yaml", "truthy-value", "error"),
    ("a.yaml", "sexagesimal", "warning"),
    ("a.yaml", "lossy-float", "warning"),
]


@pytest.mark.parametrize(
    "text",
    [
        "{}\n",
        "",
        "# nothing\n",
        "rules: {}\nstrict: false\nignore: []\npaths: {}\n",
        "rules: {octal: off, KF000: on}\n",
    ],
)
def test_a_file_that_says_nothing_changes_nothing(text: str) -> None:
    put("a.yaml", TEXT)
    put(".kforge-lint.yaml", text)
    assert found() == ALL


def test_rules_are_off_on_or_have_a_severity() -> None:
    put("a.yaml", TEXT)
    put(".kforge-lint.yaml", "rules:\n  KF001: warning\n  sexagesimal: off\n  lossy-float: info\n")
    assert found() == [("a.yaml", "truthy-value", "warning"), ("a.yaml", "lossy-float", "info")]
    put(
        ".kforge-lint.yaml",
        "rules: {truthy-value: disable, sexagesimal: enable, lossy-float: true, octal: false}\n",
    )
    assert found() == ALL[1:]


def test_the_table_in_pyproject() -> None:
    put("a.yaml", TEXT)
    put(
        "pyproject.toml",
        '[project]\nname = "x"\n[tool.kforge.lint]\nstrict = true\nrules = {KF001 = "off"}\n',
    )
    assert found() == ALL[1:]
    assert linted().failed
    put("pyproject.toml", '[tool.kforge.lint.rules]\ntruthy-value = "info"\n"sexagesimal" = false\n')
    assert found() == [("a.yaml", "truthy-value", "info"), ALL[2]]
    put("pyproject.toml", '[project]\nname = "kforge-lint"\n')
    assert found() == ALL


def test_the_command_line_has_the_last_word() -> None:
    put("a.yaml", TEXT)
    put(".kforge-lint.yaml", "rules: {truthy-value: off, lossy-float: error}\n")
    assert found(select=["truthy-value", "lossy-float"]) == [ALL[0], ("a.yaml", "lossy-float", "error")]
    assert found(ignore=["lossy-float"]) == [ALL[1]]


def test_the_nearest_file_counts_alone_up_to_the_repository() -> None:
    for name in ("a.yaml", "in/b.yaml", "in/deep/c.yaml"):
        put(name, "country: NO\n")
    put(".kforge-lint.yaml", "rules: {truthy-value: off}\n")
    put("in/.kforge-lint.yaml", "rules: {truthy-value: info}\n")
    assert found() == [("in/b.yaml", "truthy-value", "info"), ("in/deep/c.yaml", "truthy-value", "info")]
    put("in/deep/.git/HEAD", "")
    assert found("in/deep") == [("in/deep/c.yaml", "truthy-value", "error")]


def test_the_own_file_comes_before_pyproject_and_yamllint() -> None:
    put("a.yaml", TEXT)
    put(".yamllint", "rules: {truthy: disable}\n")
    assert found() == ALL[1:]
    put("pyproject.toml", "[tool.kforge.lint.rules]\nsexagesimal = false\n")
    assert found() == [ALL[0], ALL[2]]
    put(".kforge-lint.yaml", "rules: {lossy-float: off}\n")
    assert found() == ALL[:2]


def test_another_file_can_be_given() -> None:
    put("a.yaml", TEXT)
    put(".kforge-lint.yaml", "rules: {truthy-value: off}\n")
    put("other/mine.yaml", "rules: {sexagesimal: off}\nignore: [x]\n")
    assert found("a.yaml", file="other/mine.yaml") == [ALL[0], ALL[2]]
    with pytest.raises(LintConfigError, match=r"nowhere\.yaml: no such file"):
        found(file="nowhere.yaml")


def test_rules_by_path() -> None:
    for name in ("a.yaml", "charts/web/values.yaml", "charts/x.gen.yaml"):
        put(name, "country: NO\n")
    put(
        ".kforge-lint.yaml",
        "rules: {truthy-value: info}\npaths:\n  charts/**: {KF001: warning}\n  '*.gen.yaml': {KF001: off}\n",
    )
    assert found() == [
        ("a.yaml", "truthy-value", "info"),
        ("charts/web/values.yaml", "truthy-value", "warning"),
    ]


def test_ignored_files_are_not_read_even_when_they_are_named() -> None:
    put("vendor/a.yaml", "a: [\n")
    put("b.yaml", "country: NO\n")
    put(".kforge-lint.yaml", "ignore: [vendor/]\n")
    result = linted("vendor/a.yaml", "b.yaml")
    assert (result.files, [finding.file for finding in result.findings]) == (1, ["b.yaml"])
    assert found(str(Path("vendor/a.yaml").absolute())) == []


def test_strict_holds_for_the_files_below() -> None:
    put("a.yaml", "port: 22:22\n")
    put("in/b.yaml", "port: 22:22\n")
    put("in/.kforge-lint.yaml", "strict: true\n")
    assert not linted("a.yaml").failed
    assert linted("in").failed
    assert linted().failed


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("rule: {}\n", "1:1", "there is no setting rule", "did you mean rules?"),
        (
            "a: 1\nxyzzy: 1\n",
            "1:1",
            "there is no setting a",
            "the keys are strict, kube-version, crds, ignore, rules, paths",
        ),
        ("strict: x\n", "1:9", "strict is true or false", ""),
        ("strict: 1\n", "1:9", "strict is true or false", ""),
        ("rules:\n  octa: off\n", "2:3", "there is no rule octa", "did you mean octal?"),
        ("rules:\n  octal: of\n", "2:10", "octal cannot be of", "did you mean off?"),
        ("rules:\n  octal: 1\n", "2:10", "octal cannot be 1", "it is on, off, error, warning, info"),
        ("rules: [octal]\n", "1:8", "rules must be a mapping", ""),
        ("- a\n", "1:1", "the file must be a mapping", ""),
        ("ignore: x\n", "1:9", "ignore is a list of patterns for paths", ""),
        ("ignore:\n- a\n- 1\n", "3:3", "ignore is a list of patterns for paths", ""),
        ("paths:\n  'a':\n    octal: warn\n", "3:12", "octal cannot be warn", "did you mean warning?"),
        ("paths: {a: 1}\n", "1:12", "a must be a mapping", ""),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, place: str, message: str, hint: str) -> None:
    put(".kforge-lint.yaml", text)
    with pytest.raises(LintConfigError) as caught:
        load(".kforge-lint.yaml")
    assert str(caught.value.position) == f".kforge-lint.yaml:{place}"
    assert (caught.value.message, caught.value.hint) == (message, hint)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("[tool.kforge.lint]\nstrct = true\n", "2:1", "there is no setting strct"),
        ('octal = 1\n[tool.kforge.lint.rules]\noctal = "of"\n', "3:1", "octal cannot be of"),
        ('[tool.kforge.lint]\nrules = {"octa" = "off"}\n', "2:11", "there is no rule octa"),
        ("[tool.kforge.lint]\nx = \n", "2:5", "this is not TOML: invalid value"),
        ("[tool.kforge]\nlint = 1\n", "1:1", "the file must be a mapping"),
    ],
)
def test_what_is_wrong_in_pyproject(text: str, place: str, message: str) -> None:
    put("a.yaml", TEXT)
    put("pyproject.toml", text)
    with pytest.raises(LintConfigError) as caught:
        found()
    assert str(caught.value.position).endswith(f"pyproject.toml:{place}")
    assert caught.value.message == message


def test_a_file_that_is_no_yaml() -> None:
    put("a.yaml", TEXT)
    put(".kforge-lint.yaml", "rules: [\n")
    with pytest.raises(LintConfigError) as caught:
        found()
    assert caught.value.position is not None
    assert caught.value.position.line
