"""`kforge lint [PATH]...`: the findings in files and folders.

Exit code 1 when there is an error, with --strict also when there is a warning; 0 for information alone. A
path that is not there and a rule that does not exist are errors of the command line: 2, nothing on stdout.
--fix counts what is left afterwards; --diff prints the changes alone, and exits with 1 when there are any.
"""

from kforge.cli import output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kforge.cli.grammar import Arguments
    from kforge.lint.config import Config
    from kforge.lint.runner import Result


def run(arguments: "Arguments") -> int:
    """Lint the paths, by default the current folder, and print the report."""
    from kforge.lint.config import Config

    config = Config(
        select=arguments.many("select"),
        ignore=arguments.many("ignore"),
        strict=arguments.flag("strict"),
        file=arguments.text("config"),
        kube_version=arguments.text("kube-version"),
        crds=arguments.many("crds"),
    )
    paths = arguments.operands or (".",)
    if arguments.flag("fix") or arguments.flag("diff"):
        return _fix(arguments, paths, config)
    from kforge import api

    return _report(arguments, api.lint_run(paths, config, render=not arguments.flag("no-render")))


def _fix(arguments: "Arguments", paths: "Sequence[str]", config: "Config") -> int:
    from kforge import api

    only_show = arguments.flag("diff")
    render = not arguments.flag("no-render")
    result = api.lint_fix(paths, config, write=not only_show, render=render)
    if not only_show:
        return _report(arguments, result)
    output.write(result.diff())
    return int(result.failed or bool(result.changed))


def _report(arguments: "Arguments", result: "Result") -> int:
    if arguments.flag("write-baseline"):
        return _write_baseline(arguments, result)
    if arguments.text("baseline"):
        from kforge.lint.baseline import leave_out

        leave_out(result, arguments.text("baseline"))
    report = __import__(f"kforge.lint.reports.{arguments.text('format')}", fromlist=("render",))
    output.write(report.render(result))
    return int(result.failed)


def _write_baseline(arguments: "Arguments", result: "Result") -> int:
    from kforge.lint.baseline import DEFAULT, write

    path = arguments.text("baseline") or DEFAULT
    count = write(result, path)
    output.complain(f"{count} finding{'s' if count != 1 else ''} written to {path}")
    return 0
