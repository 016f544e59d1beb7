"""`kforge registry login|logout HOST`: logins of registries, in the file that helm reads."""

from kforge.cli import connections, output
from kforge.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run_login(arguments: "Arguments") -> int:
    """Check the login at the registry, then keep it."""
    from kforge.network.credentials import Login, LoginFile
    from kforge.network.distribution import Registry

    host = _host(arguments)
    access = connections.access(arguments)
    access.username, access.password = _who(arguments)
    if access.username and not access.password:
        raise UsageError("the password is empty", hint="with --password-stdin it is read from standard input")
    file = connections.home(arguments).registry_config
    registry = Registry(host, access, file)
    registry.ping()
    LoginFile(file).put(host, Login(access.username, access.password))
    output.write("Login Succeeded\n")
    return 0


def run_logout(arguments: "Arguments") -> int:
    """Forget the login."""
    from kforge.network.credentials import LoginFile

    host = _host(arguments)
    LoginFile(connections.home(arguments).registry_config).remove(host)
    output.write(f"Removing login credentials for {host}\n")
    return 0


def _host(arguments: "Arguments") -> str:
    host = arguments.operands[0].removeprefix("oci://").rstrip("/")
    if "/" in host or not host:
        raise UsageError(
            f"{arguments.operands[0]} is no host",
            hint=f"a login is for a whole host: {host.partition('/')[0]}",
        )
    return host


def _who(arguments: "Arguments") -> "tuple[str, str]":
    name, password = arguments.text("username"), arguments.text("password")
    if arguments.flag("password-stdin"):
        return name, connections.password_from_stdin()
    if password:
        output.complain("warning: --password can be seen by others on this machine: use --password-stdin")
        return name, password
    name = name or connections.ask("Username", secret=False)
    return name, connections.ask("Password", secret=True)
