"""The words of `kforge show all|chart|values|readme|crds`."""

from kforge.cli.helm_options import choosing, everywhere
from kforge.cli.options import ARRAY, LIST, VALUE, Option, Verb, flag
from kforge.cli.verbs import Family

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def _verb(what: str, summary: str, *own: Option) -> Verb:
    return Verb(f"show {what}", "CHART", 1, 1, (*own, *choosing(), *everywhere(network=True)), summary)


def _values() -> "Iterable[Option]":
    return (
        Option("jsonpath", VALUE, "PATH", "Print only what this JSONPath expression finds."),
        flag("origin", "Print the merged values, each key with the file and line it comes from."),
        Option("values f", LIST, "FILE", "With --origin: values from a YAML file; the last one wins."),
        Option("set", ARRAY, "KEY=VALUE", "With --origin: set values: a.b=1,c[0]=x"),
        Option("set-string", ARRAY, "KEY=TEXT", "With --origin: set values that are always strings."),
        Option("set-file", ARRAY, "KEY=FILE", "With --origin: set values to the text of files."),
        Option("set-json", ARRAY, "KEY=JSON", "With --origin: set values from JSON."),
        Option("set-literal", ARRAY, "KEY=TEXT", "With --origin: set one value to the text as it stands."),
    )


VERB = Family(
    "show",
    (
        _verb("all", "Print Chart.yaml, values.yaml, the README and the CRDs of a chart."),
        _verb("chart", "Print a chart's Chart.yaml; say which engine renders it, and why."),
        _verb("crds", "Print a chart's custom resource definitions."),
        _verb("readme", "Print a chart's README."),
        _verb("values", "Print a chart's values.yaml, or its merged values by their origin.", *_values()),
    ),
)
