"""The words of `kforge push`."""

from kforge.cli.helm_options import connection, everywhere
from kforge.cli.options import Verb

VERB = Verb("push", "ARCHIVE oci://HOST/PATH", 2, 2, (*connection(), *everywhere(network=True)))
