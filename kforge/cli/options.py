"""Every option of every verb, in one table: the parser, the help and the completion are made from it.

The options of `build` are kustomize's, those of `template` helm's. An option without effect says why,
and so does one that is refused.
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


def _flag(names: str, help_text: str) -> Option:
    return Option(names, FLAG, "", help_text)


def _choice(name: str, choices: "tuple[str, ...]", default: str, help_text: str) -> Option:
    option = Option(name, VALUE, "|".join(choices), help_text, default)
    option.choices = choices
    return option


def _without_effect(why: str, *options: Option) -> "Iterable[Option]":
    for option in options:
        option.no_effect = why
    return options


def _refused(why: str, *options: Option) -> "Iterable[Option]":
    for option in options:
        option.refused = why
    return options


def _flags(names: str) -> "Iterable[Option]":
    return [Option(name, FLAG) for name in names.split()]


def _values(names: str, kind: str = VALUE) -> "Iterable[Option]":
    return [Option(name, kind, "VALUE") for name in names.split()]


def _bare(name: str, value: str, *others: str) -> Option:
    option = _choice(name, (value, *others, *TRUE, *FALSE), "", "")
    option.bare = value
    return option


class Verb:
    """A command's grammar: its options by name and by letter, and how many words may stand beside them."""

    __slots__ = ("by_letter", "by_name", "fewest", "most", "name", "operands")

    def __init__(
        self, name: str, operands: str, fewest: int, most: int, options: "Iterable[Option]" = ()
    ) -> None:
        self.name = name
        self.operands = operands  # as the usage line shows them
        self.fewest = fewest
        self.most = most
        self.by_name = {option.name: option for option in (_flag("help h", "Show this text."), *options)}
        self.by_letter = {option.short: option for option in self.by_name.values() if option.short}


ANY = 10**6
LOAD_RESTRICTORS = ("LoadRestrictionsRootOnly", "LoadRestrictionsNone")

# why an option has no effect
FUNCTIONS = "it concerns KRM functions, and an overlay that names one is an error here"
NATIVE_CHARTS = "kforge renders charts itself, without a helm binary"
REMOTE_CHARTS = "it concerns charts that are fetched"
RELEASE = "it concerns what a cluster does with the output"
NOTES = "`template` shows no notes"
MESSAGES = "it concerns helm's own messages"
# why an option is refused
CLUSTER = "kforge never talks to a cluster"
FETCHING = "this version reads charts from disk only"
PLUGINS = "this version runs no plugins"
SIGNATURES = "this version checks no signatures"

BUILD = Verb(
    "build",
    "[DIR]...",
    0,
    ANY,
    (
        Option("output o", VALUE, "PATH", "Write to this file, or one file per resource into this folder."),
        _choice(
            "load-restrictor",
            LOAD_RESTRICTORS,
            LOAD_RESTRICTORS[0],
            "Whether an overlay may read files outside its folder.",
        ),
        Option("helm-api-versions", ARRAY, "VERSION", "An API version that charts find in capabilities."),
        Option("helm-kube-version", VALUE, "VERSION", "The Kubernetes version that charts find there."),
        Option("all", ARRAY, "ROOT", "Build every overlay below this folder that no other one there uses."),
        _flag("strict", "Make errors of silent mistakes: what matches nothing, keys twice or misspelled."),
        _choice("reorder", ("legacy", "none"), "", "Order of the resources; better: sortOptions."),
        _flag("enable-managedby-label", "Add the managed-by label; better: buildMetadata."),
        *_without_effect("helmCharts are always allowed", *_flags("enable-helm")),
        *_without_effect(NATIVE_CHARTS, *_flags("helm-debug"), *_values("helm-command")),
        *_without_effect(
            FUNCTIONS,
            *_flags("enable-alpha-plugins as-current-user network"),
            *_values("network-name"),
            *_values("mount", ARRAY),
            Option("env e", ARRAY, "NAME=VALUE"),
        ),
    ),
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
        _flag("include-crds", "Print the chart's custom resource definitions too."),
        _flag("no-hooks", "Leave out hooks."),
        _flag("skip-tests", "Leave out test hooks."),
        Option("api-versions a", LIST, "VERSION", "An API version that templates find in capabilities."),
        Option("kube-version", VALUE, "VERSION", "The Kubernetes version that templates find there."),
        _flag("is-upgrade", "Render as for an upgrade instead of an install."),
        _flag("generate-name g", "Make up the release's name."),
        Option("name-template", VALUE, "TEXT", "The release's name."),
        Option("output-dir", VALUE, "FOLDER", "Write one file per template into this folder."),
        _flag("release-name", "Put the release's name into the paths below --output-dir."),
        _flag("skip-schema-validation", "Do not hold values to values.schema.json."),
        *_without_effect("CRDs are printed with --include-crds only", *_flags("skip-crds")),
        *_without_effect("no function here looks up names", *_flags("enable-dns")),
        *_without_effect(NOTES, *_flags("hide-notes render-subchart-notes")),
        *_without_effect(
            MESSAGES,
            *_flags("debug"),
            *[_choice(name, ("never", "auto", "always"), "", "") for name in ("color", "colour")],
        ),
        *_without_effect(
            RELEASE,
            *_flags(
                "create-namespace disable-openapi-validation force force-conflicts force-replace replace"
            ),
            *_flags("atomic rollback-on-failure server-side take-ownership wait-for-jobs"),
            *_values("description timeout burst-limit qps"),
            Option("labels l", LIST, "KEY=VALUE"),
            _bare("wait", "watcher", "hookOnly", "legacy"),
            _bare("dry-run", "unset", "client", "server"),
        ),
        *_without_effect(
            REMOTE_CHARTS,
            *_flags("insecure-skip-tls-verify plain-http pass-credentials devel"),
            *_values("ca-file cert-file key-file username password keyring version"),
            *_values("content-cache registry-config repository-cache repository-config"),
        ),
        *_refused(FETCHING, *_values("repo"), *_flags("dependency-update")),
        *_refused(SIGNATURES, *_flags("verify")),
        *_refused(PLUGINS, *_values("post-renderer"), *_values("post-renderer-args", ARRAY)),
        *_refused(
            CLUSTER,
            *_flags("validate kube-insecure-skip-tls-verify"),
            *_values("kubeconfig kube-apiserver kube-as-user kube-ca-file kube-context kube-tls-server-name"),
            *_values("kube-token"),
            *_values("kube-as-group", ARRAY),
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
        _choice("format", FORMATS, "text", "How to report."),
        Option("select", LIST, "RULE", "Report these rules only."),
        Option("ignore", LIST, "RULE", "Do not report these rules."),
        _flag("strict", "Warnings fail too."),
        _flag("fix", "Mend what can be mended without guessing; report the rest."),
        Option("config", VALUE, "FILE", "Read this configuration instead of the one that is found."),
        Option("baseline", VALUE, "FILE", "Do not report what this file holds."),
        _flag("write-baseline", "Write all that is found to the baseline, and report nothing."),
        _flag("diff", "Show what --fix would change, and change nothing."),
    ),
)

EXPLAIN = Verb("explain", "[RULE|SCALAR]...", 0, ANY)
VERSION = Verb("version", "", 0, 0)
COMPLETION = Verb("completion", "bash|zsh|fish", 1, 1)

VERBS = {verb.name: verb for verb in (BUILD, TEMPLATE, LINT, EXPLAIN, VERSION, COMPLETION)}
