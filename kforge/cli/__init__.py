"""The command line. Importing this package imports no click: the plain verbs never need it."""

# verb: its line in `kforge --help`; the code is commands/<verb>.py, the options are verbs/<verb>.py,
# those of build, template and lint in options.py
COMMANDS = {
    "build": "Build overlays: what `kustomize build` prints.",
    "template": "Render a chart: what `helm template` prints.",
    "lint": "Find what another reader of a manifest will take for something else.",
    "explain": "Explain a lint rule, or what each reader makes of a scalar.",
    "create": "Make a new chart, in Jinja.",
    "convert": "Write a chart of Go templates as a chart of Jinja templates.",
    "functions": "List the functions of templates, or show one: what it takes, examples.",
    "show": "Print what is in a chart: all, chart, values, readme or crds.",
    "dependency": "List a chart's dependencies, or fetch them: list, update or build.",
    "lock": "Write down what overlays fetch, for `build --locked`.",
    "package": "Pack charts into archives, signed if wished.",
    "verify": "Check the signature of a chart's archive.",
    "pull": "Fetch charts of repositories and registries, as archives or unpacked.",
    "push": "Publish a chart's archive in a registry.",
    "registry": "Log in to a registry, or out of it: login or logout.",
    "repo": "Give chart repositories names: add, list, remove, update; index makes one.",
    "search": "Find charts in the repositories that have a name: repo.",
    "cache": "Print what the cache holds, or remove it: info or prune.",
    "version": "Print the version.",
    "completion": "Print the completion script for a shell.",
}

# other names of verbs, as helm has them
ALIASES = {
    "dep": "dependency",
    "dependencies": "dependency",
    "fetch": "pull",
    "inspect": "show",
}
