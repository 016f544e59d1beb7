"""The words of `kforge pull`."""

from kforge.cli.helm_options import choosing, everywhere
from kforge.cli.options import ANY, VALUE, Option, Verb, flag

VERB = Verb(
    "pull",
    "CHART...",
    1,
    ANY,
    (
        Option("destination d", VALUE, "FOLDER", "Where to write the archive.", "."),
        flag("untar", "Unpack the archive."),
        Option("untardir", VALUE, "FOLDER", "With --untar: where to, counted from --destination.", "."),
        flag("prov", "Fetch the provenance file too, without checking it."),
        *choosing(),
        *everywhere(network=True),
    ),
)
