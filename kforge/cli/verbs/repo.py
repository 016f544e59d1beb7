"""The words of `kforge repo add|list|remove|update|index`."""

from kforge.cli.helm_options import connection, everywhere
from kforge.cli.options import ANY, VALUE, Option, Verb, choice, flag
from kforge.cli.verbs import Family

OUTPUTS = ("table", "json", "yaml")


def output() -> Option:
    """How a list is printed."""
    option = choice("output", OUTPUTS, OUTPUTS[0], "How to print the list.")
    option.short = "o"
    return option


def _timeout() -> Option:
    return Option("timeout", VALUE, "DURATION", "How long to wait for a server.", "2m0s")


VERB = Family(
    "repo",
    (
        Verb(
            "repo add",
            "NAME URL",
            2,
            2,
            (
                *[option for option in connection() if option.name != "plain-http"],
                flag("password-stdin", "Read the password from standard input."),
                flag("pass-credentials", "Send name and password to other hosts that the repository names."),
                flag("force-update", "Replace a repository of this name."),
                flag("allow-deprecated-repos", "Add repositories that are gone for good, too."),
                _timeout(),
                *everywhere(network=True),
            ),
            "Give a chart repository a name, in helm's file.",
        ),
        Verb(
            "repo list",
            "",
            0,
            0,
            (output(), flag("no-headers", "Leave out the head of the table."), *everywhere(network=True)),
            "Print the repositories that have a name.",
        ),
        Verb(
            "repo index",
            "FOLDER",
            1,
            1,
            (
                Option("url", VALUE, "URL", "What the addresses of the archives start with."),
                Option("merge", VALUE, "FILE", "Keep the other versions of this index; made when missing."),
                flag("json", "Write JSON."),
                *everywhere(network=False),
            ),
            "Write the index of a folder with archives of charts.",
        ),
        Verb(
            "repo remove", "NAME...", 1, ANY, everywhere(network=True), "Forget repositories by their names."
        ),
        Verb(
            "repo update",
            "[NAME]...",
            0,
            ANY,
            (_timeout(), *everywhere(network=True)),
            "Fetch the indexes of the repositories anew.",
        ),
    ),
    {"ls": "list", "rm": "remove", "up": "update"},
)
