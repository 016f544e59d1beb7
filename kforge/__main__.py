"""Where kforge starts: takes the plain verbs past click, and turns every end into an exit code.

0 done, 1 an error or findings, 2 the command line, 3 a bug in kforge, 130 interrupted, 141 nobody reads our
stdout (what a shell reports of helm and kubectl then).
"""

import os
import sys

from kforge import patterns
from kforge.cli import output
from kforge.errors import KforgeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

BUG = 3
INTERRUPTED = 130
CLOSED_PIPE = 141

COMPLETION = "_KFORGE_COMPLETE"  # set by the shell's completion script


def main(words: "Sequence[str]") -> int:
    """Run `kforge WORDS...` and return its exit code. Never raises."""
    try:
        return _run(words)
    except KforgeError as error:
        output.complain(error.render())
        return error.exit_code
    except BrokenPipeError:
        return CLOSED_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        return _bug(words)


def _run(words: "Sequence[str]") -> int:
    instruction = os.environ.get(COMPLETION)
    if instruction:
        from kforge.cli import group

        return group.complete(instruction)
    from kforge.cli.grammar import parse
    from kforge.cli.options import VERBS

    verb, rest = (VERBS.get(words[0]) if words else None), words[1:]
    if verb is None:
        from kforge.cli import verbs

        verb, rest = verbs.find(words)
    if verb is not None:
        arguments = parse(verb, rest)
        if not arguments.flag("help"):
            first, _, second = verb.name.partition(" ")
            patterns.command = f"{first}-{second}" if second else first
            command = __import__(f"kforge.cli.commands.{first}", fromlist=("run",))
            return int(getattr(command, f"run_{second}" if second else "run")(arguments))
    from kforge.cli import group

    return group.run(words)


def _bug(words: "Sequence[str]") -> int:
    import traceback

    from kforge import __version__

    output.complain(traceback.format_exc().rstrip())
    version = ".".join(map(str, sys.version_info[:3]))
    output.complain(
        f"kforge: this is a bug in kforge {__version__} (Python {version}): kforge {' '.join(words)}"
    )
    output.complain("  hint: please report it, with these lines and the files that led here")
    return BUG


def entry() -> None:
    """The console script: a process of its own, which ends without tidying up what the system takes back."""
    import gc

    gc.disable()
    code = main(sys.argv[1:])
    patterns.save()
    os._exit(code)


if __name__ == "__main__":
    entry()
