"""The words of `kforge dependency list|update|build`."""

from kforge.cli.helm_options import connection, everywhere, keyring
from kforge.cli.options import VALUE, Option, Verb, flag
from kforge.cli.verbs import Family


def _making(what: str, summary: str) -> Verb:
    return Verb(
        f"dependency {what}",
        "[CHART]",
        0,
        1,
        (
            flag("skip-refresh", "Take the indexes of repositories as they were last fetched."),
            flag("verify", "Check the signature of every archive."),
            keyring(),
            *connection(),
            *everywhere(network=True),
        ),
        summary,
    )


VERB = Family(
    "dependency",
    (
        Verb(
            "dependency list",
            "[CHART]",
            0,
            1,
            (
                Option("max-col-width", VALUE, "NUMBER", "Where a column is cut.", "80"),
                *everywhere(network=False),
            ),
            "Print a chart's dependencies and their state in charts/.",
        ),
        _making("update", "Fetch the newest dependencies in range into charts/, and write the lock."),
        _making("build", "Fetch the dependencies that the lock names into charts/."),
    ),
    {"ls": "list", "up": "update"},
)
