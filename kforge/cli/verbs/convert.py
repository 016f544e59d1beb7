"""The words of `kforge convert`."""

from kforge.cli.options import VALUE, Option, Verb

VERB = Verb(
    "convert",
    "CHART",
    1,
    1,
    (Option("output o", VALUE, "FOLDER", "Where the converted chart goes; without it: CHART-jinja."),),
)
