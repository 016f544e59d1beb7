"""The words of `kforge search repo`."""

from kforge.cli.helm_options import everywhere
from kforge.cli.options import ANY, VALUE, Option, Verb, choice, flag
from kforge.cli.verbs import Family

OUTPUTS = ("table", "json", "yaml")


def _output() -> Option:
    option = choice("output", OUTPUTS, OUTPUTS[0], "How to print what was found.")
    option.short = "o"
    return option


VERB = Family(
    "search",
    (
        Verb(
            "search repo",
            "[WORD]...",
            0,
            ANY,
            (
                flag("regexp r", "The words are a regular expression."),
                flag("versions l", "Print every version of each chart."),
                flag("devel", "Find versions that are still in development too."),
                Option("version", VALUE, "RANGE", "Find only versions in this range."),
                Option("max-col-width", VALUE, "NUMBER", "Where a column is cut.", "50"),
                flag("fail-on-no-result", "Fail when nothing is found."),
                _output(),
                *everywhere(network=True),
            ),
            "Find charts in the repositories that have a name.",
        ),
    ),
)
