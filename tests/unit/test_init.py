"""The public names: three functions, loaded when first used, and the same ones ever after."""

import kforge
import kforge.lint.project
from kforge.lint.project import lint


def test_the_verbs_are_functions() -> None:
    assert kforge.template("charts/hello").startswith("---\n# Source: hello/templates/hello.yaml.j2\n")
    assert "namespace: dev\n" in kforge.build("overlays/dev")


def test_lint_is_a_function_though_its_package_is_loaded(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "values.yaml"
    file.write_text("country: NO\n")
    assert kforge.lint.project.lint is lint
    for _ in range(2):
        (finding,) = kforge.lint([str(file)])
        assert (finding.rule, finding.line, finding.column) == ("truthy-value", 1, 10)
