"""The words of `kforge version`."""

from kforge.cli.options import Verb

VERB = Verb("version", "", 0, 0)
