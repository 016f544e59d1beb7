"""The words of `kforge completion`."""

from kforge.cli.options import Verb

VERB = Verb("completion", "bash|zsh|fish", 1, 1)
