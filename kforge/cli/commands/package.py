"""`kforge package CHART...`: charts as archives, as helm package makes them."""

import os

from kforge import api
from kforge.cli import connections, output
from kforge.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run(arguments: "Arguments") -> int:
    """Pack each chart, sign it where that is wished, and say where it lies."""
    signing = arguments.flag("sign")
    if signing and not arguments.text("key"):
        raise UsageError("--sign needs --key", hint="name the key to sign with")
    ask = _Asker(arguments.text("passphrase-file"))
    folder = arguments.text("destination")
    for path in arguments.operands:
        if arguments.flag("dependency-update"):
            _update(path, arguments)
        target = api.package(
            path,
            os.getcwd() if folder == "." else folder,
            version=arguments.text("version"),
            app_version=arguments.text("app-version"),
            key=arguments.text("key") if signing else "",
            keyring=arguments.text("keyring"),
            ask=ask,
        )
        output.write(f"Successfully packaged chart and saved it to: {target}\n")
    return 0


def _update(path: str, arguments: "Arguments") -> None:
    from kforge.chart.update import Options, update

    update(path, Options(access=connections.access(arguments), home=connections.home(arguments)))


class _Asker:
    """Gives the passphrase: the first line of a file, read once for all charts, or what the user types."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.known: str | None = None

    def __call__(self, name: str) -> str:
        if self.known is None:
            self.known = self._read() if self.file else _typed(name)
        return self.known

    def _read(self) -> str:
        from kforge.files import read_text

        if self.file != "-":
            text = read_text(self.file)
        else:
            import sys

            text = sys.stdin.readline() if sys.stdin and not sys.stdin.isatty() else ""
            if not text:
                raise UsageError("--passphrase-file -: nothing stands on stdin")
        return text.partition("\n")[0].removesuffix("\r")


def _typed(name: str) -> str:
    import sys

    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(
            f"the key of {name} wants its passphrase, and there is no terminal to ask on",
            hint="--passphrase-file names a file that holds it",
        )
    from getpass import getpass

    return getpass(f"Passphrase of {name}: ")
