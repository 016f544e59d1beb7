"""The words of `kforge create`."""

from kforge.cli.options import VALUE, Option, Verb

VERB = Verb(
    "create",
    "NAME",
    1,
    1,
    (
        Option(
            "starter p", VALUE, "CHART", "Copy this chart, its name in place of <CHARTNAME>, not the model."
        ),
    ),
)
