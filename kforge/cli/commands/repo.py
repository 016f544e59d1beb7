"""`kforge repo add|list|remove|update`: the repositories that have names, in the file that helm reads.

`kforge repo index` makes the index of one.
"""

import os

from kforge.cli import connections, output
from kforge.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.cli.grammar import Arguments


def run_add(arguments: "Arguments") -> int:
    """Add a repository, when its index can be read."""
    from kforge.chart import naming
    from kforge.chart.repositories import Repository

    _set_timeout(arguments)
    name, url = arguments.operands
    new = Repository(
        {
            "name": name,
            "url": url,
            "username": arguments.text("username"),
            "password": _password(arguments),
            "certFile": arguments.text("cert-file"),
            "keyFile": arguments.text("key-file"),
            "caFile": arguments.text("ca-file"),
            "insecure_skip_tls_verify": arguments.flag("insecure-skip-tls-verify"),
            "pass_credentials_all": arguments.flag("pass-credentials"),
        }
    )
    added = naming.add(
        connections.home(arguments),
        new,
        force=arguments.flag("force-update"),
        allow_gone=arguments.flag("allow-deprecated-repos"),
    )
    if added:
        output.write(f'"{name}" has been added to your repositories\n')
    else:
        output.write(f'"{name}" already exists with the same configuration, skipping\n')
    return 0


def run_list(arguments: "Arguments") -> int:
    """Print the repositories."""
    from kforge.chart import repositories
    from kforge.cli.listing import listing

    known = repositories.load(connections.home(arguments).repository_config)
    form = arguments.text("output")
    if not known.entries and form == "table":
        output.complain("no repositories to show")
        return 0
    rows = [(entry.name, entry.url) for entry in known.entries]
    head = () if arguments.flag("no-headers") else ("NAME", "URL")
    output.write(listing(form, ("name", "url"), rows, head))
    return 0


def run_index(arguments: "Arguments") -> int:
    """Write index.yaml into a folder."""
    from kforge import api

    def warn(message: str) -> None:
        output.complain(f"warning: {message}")

    api.repo_index(
        arguments.operands[0],
        url=arguments.text("url"),
        merge=arguments.text("merge"),
        as_json=arguments.flag("json"),
        warn=warn,
    )
    return 0


def run_remove(arguments: "Arguments") -> int:
    """Forget repositories, one after the other."""
    from kforge.chart import naming

    for name in arguments.operands:
        naming.remove(connections.home(arguments), name)
        output.write(f'"{name}" has been removed from your repositories\n')
    return 0


def run_update(arguments: "Arguments") -> int:
    """Fetch the indexes anew."""
    from kforge.chart import naming

    _set_timeout(arguments)
    lines = ["Hang tight while we grab the latest from your chart repositories..."]
    naming.update(connections.home(arguments), arguments.operands, lines.append)
    output.write("\n".join([*lines, "Update Complete. ⎈Happy Helming!⎈\n"]))
    return 0


def _password(arguments: "Arguments") -> str:
    password = arguments.text("password")
    if password or not arguments.text("username"):
        return password
    if arguments.flag("password-stdin"):
        return connections.password_from_stdin()
    return connections.ask("Password", secret=True)


def _set_timeout(arguments: "Arguments") -> None:
    """--timeout is how long a server may take: what KFORGE_HTTP_TIMEOUT says otherwise."""
    from kforge.golang.duration import parse_duration

    text = arguments.text("timeout")
    if text == arguments.verb.by_name["timeout"].default:
        return
    try:
        seconds = parse_duration(text) / 10**9
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 3600:
        raise UsageError(
            f"--timeout must be a duration of up to an hour, not {text!r}", hint="write it as 30s or 2m"
        )
    os.environ["KFORGE_HTTP_TIMEOUT"] = str(seconds)
