"""The words of `kforge explain`."""

from kforge.cli.options import ANY, Verb

VERB = Verb("explain", "[RULE|SCALAR]...", 0, ANY)
