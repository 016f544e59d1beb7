"""What a chart is rendered with."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class RenderOptions:
    """The names are those of helm template's options.

    `values` is a mapping laid over the values files; `sets` are (kind, expression) pairs, kind one of
    "set-json", "set", "set-string", "set-file", "set-literal": they apply in this order, wherever they stand.
    With a `seed` the random functions of Go templates draw from it, and their time stands still;
    `lookup_from` is a file of objects that `lookup` finds; `strict` makes errors of silent mistakes.
    """

    __slots__ = (
        "api_versions",
        "include_crds",
        "is_upgrade",
        "kube_version",
        "lookup_from",
        "name",
        "name_template",
        "namespace",
        "no_hooks",
        "post_renderer",
        "seed",
        "sets",
        "show_only",
        "skip_schema_validation",
        "skip_tests",
        "strict",
        "values",
        "values_files",
    )

    def __init__(  # noqa: PLR0913 - one argument for each option of helm template
        self,
        *,
        name: str = "release-name",
        namespace: str = "default",
        values_files: "Sequence[str]" = (),
        sets: "Sequence[tuple[str, str]]" = (),
        values: "Mapping[str, object] | None" = None,
        include_crds: bool = False,
        no_hooks: bool = False,
        skip_tests: bool = False,
        show_only: "Sequence[str]" = (),
        api_versions: "Sequence[str]" = (),
        kube_version: str = "",
        is_upgrade: bool = False,
        name_template: str = "",
        skip_schema_validation: bool = False,
        lookup_from: str = "",
        seed: str = "",
        strict: bool = False,
        post_renderer: "Sequence[str]" = (),
    ) -> None:
        self.name = name
        self.namespace = namespace
        self.values_files = tuple(values_files)
        self.sets = tuple(sets)
        self.values = values
        self.include_crds = include_crds
        self.no_hooks = no_hooks
        self.skip_tests = skip_tests
        self.show_only = tuple(show_only)
        self.api_versions = tuple(api_versions)
        self.kube_version = kube_version
        self.is_upgrade = is_upgrade
        self.name_template = name_template
        self.skip_schema_validation = skip_schema_validation
        self.lookup_from = lookup_from
        self.seed = seed
        self.strict = strict
        self.post_renderer = tuple(post_renderer)
