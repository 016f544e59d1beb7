"""The click side: help, completion, and what is no verb. Its commands are made from the option tables."""

import click

from kforge import __version__
from kforge.cli import COMMANDS, output
from kforge.cli.options import ARRAY, FLAG, LIST, Verb
from kforge.cli.verbs import load
from kforge.errors import UsageError, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from kforge.cli.options import Option
    from kforge.cli.verbs import Family

HELP = ("--help", "-h")
SETTINGS: "dict[str, Any]" = {"context_settings": {"help_option_names": ["-h", "--help"]}}


class Kforge(click.Group):
    """The group: knows the names of all commands and makes one when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = load(cmd_name)
        return command(found) if found else None


class FamilyGroup(click.Group):
    """The verbs that share their first word."""

    def __init__(self, family: "Family") -> None:
        super().__init__(family.name, help=COMMANDS[family.name], **SETTINGS)
        self.family = family

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.family.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        verb = self.family.find(cmd_name)
        return command(verb) if verb else None


class VerbCommand(click.Command):
    """A verb's help. What it does is commands/<verb>.py, which __main__ starts without click."""

    def __init__(self, verb: "Verb") -> None:
        shown = [option for option in verb.by_name.values() if not (option.no_effect or option.refused)]
        operands = [click.Argument(["operands"], nargs=-1, type=click.Path(), metavar=verb.operands)]
        super().__init__(
            verb.name.rpartition(" ")[2],
            params=[*(operands if verb.operands else []), *map(declare, shown)],
            help=verb.summary or COMMANDS[verb.name],
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


def command(found: "Verb | Family") -> click.Command:
    """The click command of a verb, or the group of a family."""
    return VerbCommand(found) if isinstance(found, Verb) else FamilyGroup(found)


def group() -> Kforge:
    """The click group."""
    return Kforge(
        "kforge",
        help="Render Kubernetes manifests (charts, overlays), and lint them with the eyes of kubectl.",
        params=[click.Option(["--version"], is_flag=True, help="Print the version.")],
        **SETTINGS,
    )


def run(words: "Sequence[str]") -> int:
    """Run a line that is no plain verb: help, --version, or one that is wrong. Raises UsageError."""
    if words and words[0] == "--version":
        output.write(f"kforge {__version__}\n")
        return 0
    context = _context(group(), None)
    for number, word in enumerate(words):
        here = context.command
        if word in HELP or not isinstance(here, click.Group):
            output.write(f"{here.get_help(context)}\n")
            return 0
        below = here.get_command(context, word)
        if below is None:
            raise _unknown(words[: number + 1], here.list_commands(context))
        context = _context(below, context)
    output.complain(context.command.get_help(context))
    return UsageError.exit_code


def _context(command: click.Command, parent: click.Context | None) -> click.Context:
    return click.Context(command, info_name=command.name, parent=parent, **command.context_settings)


def _unknown(words: "Sequence[str]", commands: "Sequence[str]") -> UsageError:
    *before, word = words
    near = nearest(word, [*commands, "--help", *([] if before else ["--version"])])
    hint = f"did you mean {near}?" if near else f"see {' '.join(['kforge', *before, '--help'])}"
    if word.startswith("-"):
        options_last = (
            f"options stand after the whole command, as in kforge {' '.join([*before, commands[0]])} {word}"
        )
        return UsageError(f"unknown flag {word}", hint=options_last if before and not near else hint)
    return UsageError(f"unknown command {' '.join(words)}", hint=hint)


def complete(instruction: str) -> int:
    """Answer the shell's completion script."""
    from click.shell_completion import shell_complete

    return shell_complete(group(), {}, "kforge", "_KFORGE_COMPLETE", instruction)
