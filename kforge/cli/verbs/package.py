"""The words of `kforge package`."""

from kforge.cli.helm_options import connection, everywhere
from kforge.cli.options import ANY, VALUE, Option, Verb, flag

VERB = Verb(
    "package",
    "CHART...",
    1,
    ANY,
    (
        Option("destination d", VALUE, "FOLDER", "Where the archive is written.", "."),
        Option("version", VALUE, "VERSION", "The version to give the chart."),
        Option("app-version", VALUE, "VERSION", "The appVersion to give the chart."),
        flag("dependency-update u", "Update charts/ from Chart.yaml first."),
        flag("sign", "Sign the archive: write a provenance file beside it."),
        Option("key", VALUE, "NAME", "The name of the key to sign with, or a part of it."),
        Option("keyring", VALUE, "FILE", "The secret keys, as gpg --export-secret-keys writes them."),
        Option("passphrase-file", VALUE, "FILE", "The passphrase is the first line of this, - for stdin."),
        *connection(),
        *everywhere(network=True),
    ),
)
