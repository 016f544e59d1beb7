"""The words of `kforge cache info|prune`."""

from kforge.cli.options import VALUE, Option, Verb
from kforge.cli.verbs import Family

VERB = Family(
    "cache",
    (
        Verb("cache info", "", 0, 0, (), "Print where the cache is and what it holds."),
        Verb(
            "cache prune",
            "",
            0,
            0,
            (Option("unused", VALUE, "DAYS", "Remove only what was not used for so many days.", "0"),),
            "Remove what the cache holds.",
        ),
    ),
)
