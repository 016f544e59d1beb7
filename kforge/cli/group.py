"""The click side: help, completion, and what is no verb. Its commands are made from options.py."""

import click

from kforge import __version__
from kforge.cli import COMMANDS, output
from kforge.cli.options import ARRAY, FLAG, LIST, VERBS
from kforge.errors import UsageError, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kforge.cli.options import Option, Verb


class Kforge(click.Group):
    """The group: knows the names of all commands and makes one when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        verb = VERBS.get(cmd_name)
        return command(verb) if verb else None


class VerbCommand(click.Command):
    """A verb's help. What it does is commands/<verb>.py, which __main__ starts without click."""

    def __init__(self, verb: "Verb") -> None:
        shown = [option for option in verb.by_name.values() if not (option.no_effect or option.refused)]
        operands = [click.Argument(["operands"], nargs=-1, type=click.Path(), metavar=verb.operands)]
        super().__init__(
            verb.name,
            params=[*(operands if verb.operands else []), *map(declare, shown)],
            help=COMMANDS[verb.name],
            add_help_option=False,
        )
        self.verb = verb

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options that are taken without effect, and those that are refused, by their reasons."""
        for title, attribute in (("No effect", "no_effect"), ("Refused", "refused")):
            reasons: dict[str, list[str]] = {}
            for option in self.verb.by_name.values():
                if getattr(option, attribute):
                    reasons.setdefault(getattr(option, attribute), []).append(f"--{option.name}")
            if reasons:
                with formatter.section(title):
                    formatter.write_dl([(f"{why}:", " ".join(names)) for why, names in reasons.items()])


def declare(option: "Option") -> click.Option:
    """The click declaration of one option."""
    names = [f"--{option.name}"] + ([f"-{option.short}"] if option.short else [])
    repeated = option.kind in (ARRAY, LIST)
    if option.kind == FLAG:
        return click.Option(names, is_flag=True, help=option.help)
    return click.Option(
        names,
        metavar=option.metavar,
        help=f"{option.help} Repeatable." if repeated else option.help,
        multiple=repeated,
        default=None if repeated or not option.default else option.default,
        show_default=bool(option.default) and not repeated,
        type=click.Choice(option.choices) if option.choices else None,
    )


def command(verb: "Verb") -> VerbCommand:
    """The click command of a verb."""
    return VerbCommand(verb)


def group() -> Kforge:
    """The click group."""
    return Kforge(
        "kforge",
        help="Render Kubernetes manifests (charts, overlays), and lint them with the eyes of kubectl.",
        params=[click.Option(["--version"], is_flag=True, help="Print the version.")],
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def run(words: "Sequence[str]") -> int:
    """Run a line that is no plain verb: help, --version, or one that is wrong. Raises UsageError."""
    if not words:
        output.complain(_help([]))
        return UsageError.exit_code
    first = words[0]
    if first == "--version":
        output.write(f"kforge {__version__}\n")
        return 0
    if first in VERBS:
        output.write(f"{_help([first])}\n")
        return 0
    if first in ("--help", "-h"):
        output.write(f"{_help([])}\n")
        return 0
    near = nearest(first, [*COMMANDS, "--help", "--version"])
    kind = "flag" if first.startswith("-") else "command"
    raise UsageError(f"unknown {kind} {first}", hint=f"did you mean {near}?" if near else "see kforge --help")


def complete(instruction: str) -> int:
    """Answer the shell's completion script."""
    from click.shell_completion import shell_complete

    return shell_complete(group(), {}, "kforge", "_KFORGE_COMPLETE", instruction)


def _help(path: "Sequence[str]") -> str:
    context = click.Context(group(), info_name="kforge")
    if not path:
        return context.command.get_help(context)
    verb = command(VERBS[path[0]])
    return verb.get_help(click.Context(verb, info_name=path[0], parent=context))
