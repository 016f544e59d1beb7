"""The words of `kforge functions`."""

from kforge.cli.options import ANY, Verb

VERB = Verb("functions", "[NAME]...", 0, ANY)
