"""The words of `kforge registry login|logout`."""

from kforge.cli.helm_options import everywhere
from kforge.cli.options import VALUE, Option, Verb, flag
from kforge.cli.verbs import Family

VERB = Family(
    "registry",
    (
        Verb(
            "registry login",
            "HOST",
            1,
            1,
            (
                Option("username u", VALUE, "NAME", "The name to log in with."),
                Option("password p", VALUE, "TEXT", "The password or identity token; better on stdin."),
                flag("password-stdin", "Read the password from standard input."),
                flag("insecure", "Do not check the server's certificate."),
                Option("ca-file", VALUE, "FILE", "Trust the authorities in this file."),
                Option("cert-file", VALUE, "FILE", "The certificate to show to the server."),
                Option("key-file", VALUE, "FILE", "The key of that certificate."),
                flag("plain-http", "Speak http to the registry, not https."),
                *everywhere(network=True),
            ),
            "Check a login of a registry and keep it, in helm's file.",
        ),
        Verb("registry logout", "HOST", 1, 1, everywhere(network=True), "Forget the login of a registry."),
    ),
)
