"""What an option table is made of, and the tables of the verbs that must start fast: build, template, lint.

The parser, the help and the completion are made from a table. The options of `build` are kustomize's, those
of `template` helm's. An option without effect says why, and so does one that is refused. The other verbs
have their tables in verbs/<verb>.py.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

FLAG = "flag"  # --name, --name=false
VALUE = "value"  # --name TEXT; the last one counts
ARRAY = "array"  # --name TEXT, may be repeated; each is taken as it stands
LIST = "list"  # --name A,B, may be repeated; each is split at its commas, as a line of CSV

# what Go's strconv.ParseBool takes
TRUE = ("true", "1", "t", "T", "TRUE", "True")
FALSE = ("false", "0", "f", "F", "FALSE", "False")


class Option:
    """One option. `bare` is its value when it is given without one (`--wait`), "" when it needs one."""

    __slots__ = (
        "bare",
        "choices",
        "default",
        "help",
        "kind",
        "metavar",
        "name",
        "no_effect",
        "refused",
        "short",
    )

    def __init__(
        self, names: str, kind: str, metavar: str = "", help_text: str = "", default: str = ""
    ) -> None:
        self.name, _, self.short = names.partition(" ")
        self.kind = kind
        self.metavar = metavar
        self.help = help_text
        self.default = default
        self.choices: tuple[str, ...] = ()
        self.bare = ""
        self.no_effect = ""
        self.refused = ""


def flag(names: str, help_text: str) -> Option:
    """A flag that has an effect."""
    return Option(names, FLAG, "", help_text)


def choice(name: str, choices: "tuple[str, ...]", default: str, help_text: str) -> Option:
    """An option with a closed set of values."""
    option = Option(name, VALUE, "|".join(choices), help_text, default)
    option.choices = choices
    return option


def without_effect(why: str, *options: Option) -> "Iterable[Option]":
    """Options that are taken and change nothing, and why."""
    for option in options:
        option.no_effect = why
    return options


def refused(why: str, *options: Option) -> "Iterable[Option]":
    """Options that are an error, and why."""
    for option in options:
        option.refused = why
    return options


def flags(names: str) -> "Iterable[Option]":
    """Flags without a help of their own."""
    return [Option(name, FLAG) for name in names.split()]


def values(names: str, kind: str = VALUE) -> "Iterable[Option]":
    """Options with a value, without a help of their own."""
    return [Option(name, kind, "VALUE") for name in names.split()]


def bare(name: str, value: str, *others: str) -> Option:
    """An option that has `value` when it is given without one."""
    option = choice(name, (value, *others, *TRUE, *FALSE), "", "")
    option.bare = value
    return option


class Verb:
    """A command's grammar: its options by name and by letter, and how many words may stand beside them.

    `name` is one word, or two ("show values"); `summary` is the line in the help of its family (one word:
    the line is in COMMANDS).
    """

    __slots__ = ("by_letter", "by_name", "fewest", "most", "name", "operands", "summary")

    def __init__(
        self,
        name: str,
        operands: str,
        fewest: int,
        most: int,
        options: "Iterable[Option]" = (),
        summary: str = "",
    ) -> None:
        self.name = name
        self.summary = summary
        self.operands = operands  # as the usage line shows them
        self.fewest = fewest
        self.most = most
        self.by_name = {option.name: option for option in (flag("help h", "Show this text."), *options)}
        self.by_letter = {option.short: option for option in self.by_name.values() if option.short}


ANY = 10**6
LOAD_RESTRICTORS = ("LoadRestrictionsRootOnly", "LoadRestrictionsNone")

# why an option has no effect
FUNCTIONS = "it concerns KRM functions, and an overlay that names one is an error here"
NATIVE_CHARTS = "kforge renders charts itself, without a helm binary"
RELEASE = "it concerns what a cluster does with the output"
NOTES = "`template` shows no notes"
MESSAGES = "it concerns helm's own messages"
# why an option is refused
CLUSTER = "kforge never talks to a cluster"

BUILD = Verb(
    "build",
    "[DIR]...",
    0,
    ANY,
    (
        Option("output o", VALUE, "PATH", "Write to this file, or one file per resource into this folder."),
        choice(
            "load-restrictor",
            LOAD_RESTRICTORS,
            LOAD_RESTRICTORS[0],
            "Whether an overlay may read files outside its folder.",
        ),
        Option("helm-api-versions", ARRAY, "VERSION", "An API version that charts find in capabilities."),
        Option("helm-kube-version", VALUE, "VERSION", "The Kubernetes version that charts find there."),
        Option("all", ARRAY, "ROOT", "Build every overlay below this folder that no other one there uses."),
        flag("changed", "The words are changed files: check that the overlays here that read them build."),
        flag("offline", "Fetch nothing: charts, bases and files that are remote come from the cache."),
        flag("locked", "Fetch only what kforge.lock, beside the kustomization, names."),
        flag("strict", "Make errors of silent mistakes: what matches nothing, keys twice or misspelled."),
        choice("merge-keys", ("1.21", "1.37"), "1.21", "The Kubernetes version whose keys merge lists."),
        flag("merge-keys-from-crds", "Merge lists of custom resources by the keys their CRDs here declare."),
        choice("reorder", ("legacy", "none"), "", "Order of the resources; better: sortOptions."),
        flag("enable-managedby-label", "Add the managed-by label; better: buildMetadata."),
        *without_effect("helmCharts are always allowed", *flags("enable-helm")),
        *without_effect(NATIVE_CHARTS, *flags("helm-debug"), *values("helm-command")),
        *without_effect(
            FUNCTIONS,
            *flags("enable-alpha-plugins as-current-user network"),
            *values("network-name"),
            *values("mount", ARRAY),
            Option("env e", ARRAY, "NAME=VALUE"),
        ),
    ),
)

# how a chart is fetched: as in verbs/, where helm_options.py has these for the other verbs
REMOTE = (
    Option("version", VALUE, "RANGE", "The version of a fetched chart; without it the newest one."),
    flag("devel", "Take versions that are still in development too."),
    Option("repo", VALUE, "URL", "The repository that has the chart."),
    Option("username", VALUE, "NAME", "The name to log in with."),
    Option("password", VALUE, "TEXT", "The password to log in with."),
    flag("pass-credentials", "Send name and password to other hosts that the repository names."),
    Option("ca-file", VALUE, "FILE", "Trust the authorities in this file."),
    Option("cert-file", VALUE, "FILE", "The certificate to show to the server."),
    Option("key-file", VALUE, "FILE", "The key of that certificate."),
    flag("insecure-skip-tls-verify", "Do not check the server's certificate."),
    flag("plain-http", "Speak http to a registry, not https."),
    flag("verify", "Check the signature of an archive first."),
    Option("keyring", VALUE, "FILE", "The public keys for --verify, in GnuPG's old format of one file."),
    Option("registry-config", VALUE, "FILE", "The logins of registries, instead of helm's own file."),
    Option("repository-config", VALUE, "FILE", "The list of repositories, instead of helm's own file."),
    Option("repository-cache", VALUE, "FOLDER", "The indexes of repositories, instead of helm's own."),
    *without_effect("kforge has a cache of its own", *values("content-cache")),
)

TEMPLATE = Verb(
    "template",
    "[NAME] CHART",
    1,
    2,
    (
        Option("values f", LIST, "FILE", "Values from a YAML file, - for stdin; the last one wins."),
        Option("set", ARRAY, "KEY=VALUE", "Set values: a.b=1,c[0]=x"),
        Option("set-string", ARRAY, "KEY=TEXT", "Set values that are always strings."),
        Option("set-file", ARRAY, "KEY=FILE", "Set values to the text of files."),
        Option("set-json", ARRAY, "KEY=JSON", "Set values from JSON."),
        Option("set-literal", ARRAY, "KEY=TEXT", "Set one value to the text as it stands."),
        Option("namespace n", VALUE, "NAME", "The namespace that templates find in release.namespace."),
        Option("show-only s", ARRAY, "TEMPLATE", "Print only what this template renders."),
        flag("include-crds", "Print the chart's custom resource definitions too."),
        flag("no-hooks", "Leave out hooks."),
        flag("skip-tests", "Leave out test hooks."),
        Option("api-versions a", LIST, "VERSION", "An API version that templates find in capabilities."),
        Option("kube-version", VALUE, "VERSION", "The Kubernetes version that templates find there."),
        flag("is-upgrade", "Render as for an upgrade instead of an install."),
        flag("generate-name g", "Make up the release's name."),
        Option("name-template", VALUE, "TEXT", "The release's name."),
        Option("output-dir", VALUE, "FOLDER", "Write one file per template into this folder."),
        Option("matrix", ARRAY, "PATTERN", "Render once with each of these values files, into --output-dir."),
        flag("release-name", "Put the release's name into the paths below --output-dir."),
        flag("skip-schema-validation", "Do not hold values to values.schema.json."),
        Option("post-renderer", VALUE, "PROGRAM", "Pass the output through this program."),
        Option("post-renderer-args", ARRAY, "WORD", "An argument for the post-renderer."),
        Option("lookup-from", VALUE, "FILE", "Objects that `lookup` finds: kubectl get -o yaml > FILE"),
        Option("seed", VALUE, "NUMBER", "Draw random values from this seed, and stop the clock."),
        flag("deterministic", "The same output every time: --seed 0."),
        flag("strict", "Make errors of silent mistakes: values nobody reads or has, nulls without effect."),
        *without_effect("CRDs are printed with --include-crds only", *flags("skip-crds")),
        *without_effect("no function here looks up names", *flags("enable-dns")),
        *without_effect(NOTES, *flags("hide-notes render-subchart-notes")),
        *without_effect(
            MESSAGES,
            *flags("debug"),
            *[choice(name, ("never", "auto", "always"), "", "") for name in ("color", "colour")],
        ),
        *without_effect(
            RELEASE,
            *flags("create-namespace disable-openapi-validation force force-conflicts force-replace replace"),
            *flags("atomic rollback-on-failure server-side take-ownership wait-for-jobs"),
            *values("description timeout burst-limit qps"),
            Option("labels l", LIST, "KEY=VALUE"),
            bare("wait", "watcher", "hookOnly", "legacy"),
            bare("dry-run", "unset", "client", "server"),
        ),
        *REMOTE,
        flag("dependency-update", "Fetch dependencies that are missing in charts/ first."),
        *refused(
            CLUSTER,
            *flags("validate kube-insecure-skip-tls-verify"),
            *values("kubeconfig kube-apiserver kube-as-user kube-ca-file kube-context kube-tls-server-name"),
            *values("kube-token"),
            *values("kube-as-group", ARRAY),
        ),
    ),
)

FORMATS = ("text", "json", "sarif", "github", "junit")

LINT = Verb(
    "lint",
    "[PATH]...",
    0,
    ANY,
    (
        choice("format", FORMATS, "text", "How to report."),
        Option("select", LIST, "RULE", "Report these rules only."),
        Option("ignore", LIST, "RULE", "Do not report these rules."),
        flag("strict", "Warnings fail too."),
        flag("fix", "Mend what can be mended without guessing; report the rest."),
        Option("config", VALUE, "FILE", "Read this configuration instead of the one that is found."),
        Option("kube-version", VALUE, "VERSION", "The Kubernetes that reads the manifests: 1.25 to 1.37."),
        Option("crds", ARRAY, "PATH", "A file or folder with definitions of custom kinds."),
        flag("no-render", "Lint the files of charts only, not what they render to."),
        Option("baseline", VALUE, "FILE", "Do not report what this file holds."),
        flag("write-baseline", "Write all that is found to the baseline, and report nothing."),
        flag("diff", "Show what --fix would change, and change nothing."),
    ),
)

VERBS = {verb.name: verb for verb in (BUILD, TEMPLATE, LINT)}
