"""The words of `kforge lock`."""

from kforge.cli.options import ANY, LOAD_RESTRICTORS, Verb, choice

VERB = Verb(
    "lock",
    "[DIR]...",
    0,
    ANY,
    (
        choice(
            "load-restrictor",
            LOAD_RESTRICTORS,
            LOAD_RESTRICTORS[0],
            "Whether an overlay may read files outside its folder.",
        ),
    ),
)
