"""The options that several of helm's verbs share: of all verbs, of fetching, of choosing a chart."""

from kforge.cli.options import (
    ARRAY,
    CLUSTER,
    MESSAGES,
    VALUE,
    Option,
    choice,
    flag,
    flags,
    refused,
    values,
    without_effect,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

LOCAL = "it concerns charts and repositories that are fetched"
NO_CLUSTER = "it concerns a cluster"


def everywhere(*, network: bool) -> "Iterable[Option]":
    """What helm takes with every verb; `network`: whether this one may read helm's files of logins."""
    files = (
        Option("registry-config", VALUE, "FILE", "The logins of registries, instead of helm's own file."),
        Option("repository-config", VALUE, "FILE", "The list of repositories, instead of helm's own file."),
        Option("repository-cache", VALUE, "FOLDER", "The indexes of repositories, instead of helm's own."),
        Option("content-cache", VALUE, "FOLDER", "What was fetched, instead of kforge's own cache."),
    )
    return (
        *(files if network else without_effect(LOCAL, *files)),
        *without_effect(
            MESSAGES,
            *flags("debug"),
            *[choice(name, ("never", "auto", "always"), "", "") for name in ("color", "colour")],
        ),
        *without_effect(NO_CLUSTER, Option("namespace n", VALUE, "NAME"), *values("burst-limit qps")),
        *refused(
            CLUSTER,
            *flags("kube-insecure-skip-tls-verify"),
            *values("kubeconfig kube-apiserver kube-as-user kube-ca-file kube-context kube-tls-server-name"),
            *values("kube-token"),
            *values("kube-as-group", ARRAY),
        ),
    )


def connection(*, insecure: str = "insecure-skip-tls-verify") -> "Iterable[Option]":
    """How a server is reached and what it is told."""
    return (
        Option("username", VALUE, "NAME", "The name to log in with."),
        Option("password", VALUE, "TEXT", "The password to log in with."),
        Option("ca-file", VALUE, "FILE", "Trust the authorities in this file."),
        Option("cert-file", VALUE, "FILE", "The certificate to show to the server."),
        Option("key-file", VALUE, "FILE", "The key of that certificate."),
        flag(insecure, "Do not check the server's certificate."),
        flag("plain-http", "Speak http to a registry, not https."),
    )


def choosing() -> "Iterable[Option]":
    """Which chart is meant, where it comes from, and whether its signature must hold."""
    return (
        Option("version", VALUE, "RANGE", "The version, or a range of versions; without it the newest one."),
        flag("devel", "Take versions that are still in development too."),
        Option("repo", VALUE, "URL", "The repository that has the chart."),
        flag("pass-credentials", "Send name and password to other hosts that the repository names."),
        flag("verify", "Check the package's signature first."),
        keyring(),
        *connection(),
    )


def keyring() -> Option:
    """Where the public keys lie."""
    return Option("keyring", VALUE, "FILE", "The public keys, in GnuPG's old format of one file.")
