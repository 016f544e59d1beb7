"""The words of `kforge verify`."""

from kforge.cli.helm_options import choosing, everywhere
from kforge.cli.options import Verb

VERB = Verb(
    "verify",
    "ARCHIVE",
    1,
    1,
    (*[option for option in choosing() if option.name != "verify"], *everywhere(network=True)),
)
