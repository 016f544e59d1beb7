"""`kforge completion bash|zsh|fish`: the script that lets the shell complete commands and options."""

from kforge.cli import output
from kforge.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run(arguments: "Arguments") -> int:
    """Print the script, made by click."""
    from click.shell_completion import get_completion_class

    from kforge.cli.group import group

    shell = get_completion_class(arguments.operands[0])
    if shell is None:
        raise UsageError(
            f"no completion for {arguments.operands[0]}", hint="there is one for bash, zsh and fish"
        )
    output.write(shell(group(), {}, "kforge", "_KFORGE_COMPLETE").source())
    return 0
