"""`kforge lint [PATH]...`: the findings in files and folders.

Exit code 1 when there is an error, with --strict also when there is a warning; 0 for information alone. A
path that is not there and a rule that does not exist are errors of the command line: 2, nothing on stdout.
"""

from kforge.cli import output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run(arguments: "Arguments") -> int:
    """Lint the paths, by default the current folder, and print the report."""
    from kforge.lint.config import Config
    from kforge.lint.runner import run as lint

    config = Config(
        select=arguments.many("select"), ignore=arguments.many("ignore"), strict=arguments.flag("strict")
    )
    result = lint(arguments.operands or (".",), config)
    if arguments.text("format") == "json":
        from kforge.lint.reports.json import render
    else:
        from kforge.lint.reports.text import render
    output.write(render(result))
    return int(result.failed)
