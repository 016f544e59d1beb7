"""The words of `kforge verify`."""

from kforge.cli.helm_options import everywhere, keyring
from kforge.cli.options import Verb

VERB = Verb("verify", "ARCHIVE", 1, 1, (keyring(), *everywhere(network=False)))
