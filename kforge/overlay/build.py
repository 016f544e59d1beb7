"""Building overlays: accumulate resources, generate, add components, run the filters in kustomize's order.

What happens once, at the top (hash suffixes, references, order), comes last: kforge.overlay.finish.
"""

import os
from marshal import dumps, loads

from kforge.errors import ErrorGroup, KforgeError, OverlayError, Position
from kforge.overlay.context import BuildContext, BuildOptions
from kforge.overlay.fields import DEFAULTS, EMPTY, FieldConfig
from kforge.overlay.fieldspec import SpecConflict
from kforge.overlay.kustomization import COMPONENT, FILE_NAMES, Kustomization, read
from kforge.overlay.load import Fetched, Loader, decode, git_url, is_web, may_be_remote, parse_resources
from kforge.resource.ids import forget_scopes
from kforge.resource.resource import Resource, ResourceSet
from kforge.schema import lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from kforge.overlay.lock_file import Lock
    from kforge.overlay.plugin import Plugin
    from kforge.overlay.variables import Variable

__all__ = ["BuildContext", "BuildOptions", "build", "build_each", "build_text"]

# (field of the kustomization, module in kforge.overlay.generators), in the order kustomize runs them.
GENERATORS = (
    ("configMapGenerator", "config_map_generator"),
    ("secretGenerator", "secret_generator"),
    ("helmCharts", "helm_charts"),
)

# (field of the kustomization, module in kforge.overlay.filters). The order is the content.
PIPELINE = (
    ("patchesStrategicMerge", "patches_strategic_merge"),
    ("patches", "patches"),
    ("namespace", "namespace"),
    ("namePrefix", "name_prefix"),
    ("nameSuffix", "name_suffix"),
    ("labels", "labels"),
    ("commonLabels", "common_labels"),
    ("commonAnnotations", "common_annotations"),
    ("patchesJson6902", "patches_json6902"),
    ("replicas", "replicas"),
    ("images", "images"),
    ("replacements", "replacements"),
)


# so many overlays over one base, and the rest will be worth some preparation
_OFTEN = 8


class Accumulated:
    """The resources gathered so far, and the field specs that came with them.

    `inherits` says that they hold a chart in a namespace that came from outside.
    """

    __slots__ = ("fields", "inherits", "resources", "variables")

    def __init__(self) -> None:
        self.resources = ResourceSet()
        self.fields = EMPTY
        self.inherits = False
        self.variables: dict[str, Variable] = {}


class _Frozen:
    """A built base, kept to be handed out in copies: its trees as bytes, all else on its resources."""

    __slots__ = ("_times", "fields", "inherits", "resources", "trees", "variables")

    def __init__(self, accumulated: Accumulated) -> None:
        self.fields = accumulated.fields
        self.inherits = accumulated.inherits
        self.variables = accumulated.variables
        self.resources = [resource.twin({}) for resource in accumulated.resources]
        self._times = 0
        self.trees = dumps([resource.tree for resource in accumulated.resources])

    def thaw(self) -> Accumulated:
        self._times += 1
        if self._times == _OFTEN:
            self._settle()
        accumulated = Accumulated()
        accumulated.fields = self.fields
        accumulated.inherits = self.inherits
        accumulated.variables = self.variables
        accumulated.resources = ResourceSet.trusted(
            resource.twin(tree)
            for resource, tree in zip(self.resources, loads(self.trees), strict=True)  # noqa: S302 - our own bytes
        )
        return accumulated

    def _settle(self) -> None:
        """Go through the trees as a strategic merge would; which one it leaves alone need not be again."""
        from kforge.overlay.strategic_patch import is_settled

        for resource, tree in zip(self.resources, loads(self.trees), strict=True):  # noqa: S302 - our own bytes
            resource.settled = resource.settled or is_settled(tree)


class Session:
    """The builds of one run. With `shared`, files are parsed and bases built once for all of them."""

    def __init__(self, options: BuildOptions, *, shared: bool = False, record: "Lock | None" = None) -> None:
        self.options = options
        self.shared = shared and not options.strict and not options.locked
        self._findings: list[KforgeError] | None = [] if options.strict else None
        self._tracked = False  # by buildMetadata, of the overlay that is being built
        # by folder, namespace where it matters, and schema in force: a base, and the schema in force after it
        self._bases: dict[tuple[object, ...], tuple[_Frozen, lookup.Choice]] = {}
        self._files: dict[str, _Frozen] = {}
        self._fetched = Fetched(offline=options.offline, record=record)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        """Delete what was fetched."""
        self._fetched.remove()

    def build(self, path: str) -> ResourceSet:
        """The finished resources of the overlay in the folder `path`. Raises KforgeError."""
        if not path:
            raise OverlayError("the path of the folder is empty")
        if self._findings is None:
            return self._build(path)
        from kforge.overlay.strict import distinct

        self._findings.clear()
        try:
            built = self._build(path)
        except KforgeError as error:
            self._within(f"overlay {path}", 0, chained=True)
            errors = distinct([*self._findings, error])
        else:
            self._within(f"overlay {path}", 0, chained=True)
            errors = distinct(self._findings)
            if not errors:
                return built
        raise errors[0] if len(errors) == 1 else ErrorGroup(errors)

    def _build(self, path: str) -> ResourceSet:
        loader = Loader.top(path, self.options.load_restrictor, self._fetched)
        if self.options.locked:
            from kforge.overlay import lock_file

            self._fetched.obey(lock_file.read(loader.root, loader.shown))
        lookup.choice = lookup.UNDECIDED
        lookup.preference = None
        forget_scopes()
        try:
            kustomization = load_kustomization(loader)
            self._tracked = bool(kustomization.list_of("buildMetadata"))
            accumulated = self._accumulate(kustomization, loader, Accumulated())
            return _finish(accumulated, kustomization, self.options)
        except KforgeError as error:
            tells = not error.chain and _is_below(error.position, path)
            raise (error if tells else error.within(f"overlay {path}")) from None

    def _within(self, outer: str, start: int, *, chained: bool = False) -> None:
        """Put `outer` in front of what led to the findings from `start` on (`chained`: if anything did)."""
        for finding in (self._findings or ())[start:]:
            if finding.chain or not chained:
                finding.within(outer)

    def _accumulate(
        self,
        kustomization: Kustomization,
        loader: Loader,
        accumulated: Accumulated,
        namespace: str = "",
    ) -> Accumulated:
        """What a kustomization does that is not left for the top. A component works on its parent's set."""
        context = BuildContext(kustomization, loader, accumulated.fields, self.options, namespace)
        context.findings = self._findings
        if self._findings is not None:
            from kforge.overlay import strict

            self._findings += strict.check_keys(kustomization)
        if kustomization.fields.get("openapi"):
            from kforge.overlay import openapi

            openapi.choose_schema(kustomization.fields["openapi"], context)
        for index, path in enumerate(kustomization.list_of("resources")):
            self._add_resource(path, ("resources", index), context, accumulated)
        context.fields = accumulated.fields = _with_own_specs(accumulated.fields, context)
        self._generate(context, accumulated.resources)
        for index, path in enumerate(kustomization.list_of("components")):
            self._add_component(path, ("components", index), context, accumulated)
        context.fields = accumulated.fields
        transformers = self._plugins("transformers", context)
        if self.options.merges_otherwise:
            self._prefer_keys(accumulated.resources)
        for field, module in PIPELINE:
            config = kustomization.fields.get(field)
            if config:
                step = _filter(module)
                step.apply(accumulated.resources, config, context)
                if self._tracked:
                    from kforge.overlay import provenance

                    note = self._note(step.KIND, context)
                    provenance.transformed(accumulated.resources, note, _entries(field, kustomization))
        for plugin in transformers:
            plugin.apply(accumulated.resources)
            if self._tracked:
                from kforge.overlay import provenance

                provenance.transformed(accumulated.resources, provenance.plugin(plugin.resource))
        for plugin in self._plugins("validators", context):
            plugin.validate(accumulated.resources)
        if kustomization.fields.get("vars"):
            from kforge.overlay import variables

            config = kustomization.fields["vars"]
            known = accumulated.variables
            accumulated.variables = variables.collect(config, context, accumulated.resources, known)
        accumulated.inherits = accumulated.inherits or context.inherits
        return accumulated

    def _prefer_keys(self, resources: ResourceSet) -> None:
        """Merge what follows by the keys that the options ask for."""
        from kforge.schema import in_force

        if self.options.merge_keys not in in_force.MERGE_KEYS:
            known = " and ".join(in_force.MERGE_KEYS)
            raise OverlayError(
                f"there are no merge keys of Kubernetes {self.options.merge_keys}", hint=f"there are {known}"
            )
        crds = [each.tree for each in resources.of_kind("CustomResourceDefinition")]
        in_force.prefer(self.options.merge_keys, crds if self.options.merge_keys_from_crds else None)

    def _generate(self, context: BuildContext, resources: ResourceSet) -> None:
        fields = context.kustomization.fields
        for field, module in GENERATORS:
            config = fields.get(field)
            if not config:
                continue
            generator = __import__(f"kforge.overlay.generators.{module}", fromlist=("generate",))
            for resource, where in generator.generate(config, context):
                if self._tracked:
                    from kforge.overlay import provenance

                    provenance.generated(resource, self._note(generator.KIND, context))
                try:
                    resources.absorb(resource)
                except OverlayError as error:
                    raise context.error(error.message, *where, hint=error.hint) from None
        for plugin in self._plugins("generators", context):
            for resource in plugin.generate():
                if self._tracked:
                    from kforge.overlay import provenance

                    provenance.generated(resource, provenance.plugin(plugin.resource))
                try:
                    resources.absorb(resource)
                except OverlayError as error:
                    raise plugin.error(error) from None

    def _plugins(self, field: str, context: BuildContext) -> "list[Plugin]":
        """What the documents in `generators`, `transformers` or `validators` configure."""
        if not context.kustomization.list_of(field):
            return []
        from kforge.overlay.plugin import Plugin, inline_documents

        documents = Accumulated()
        paths = list(inline_documents(field, context, documents.resources))
        if self._tracked:
            from kforge.overlay import provenance

            provenance.from_file(documents.resources, *self._place(context))
        for index, path in paths:
            self._add_resource(path, (field, index), context, documents)
        return [Plugin(document, field, context) for document in documents.resources]

    def _place(self, context: BuildContext) -> tuple[str, str, str]:
        return context.loader.origin(os.path.basename(context.file))

    def _note(self, kind: str, context: BuildContext) -> str:
        from kforge.overlay import provenance

        return provenance.configured(self._place(context), kind)

    def _add_resource(
        self, path: str, where: tuple[str | int, ...], context: BuildContext, accumulated: Accumulated
    ) -> None:
        loader = context.loader
        if not path:
            raise context.error("a resource must have a path", *where)
        if may_be_remote(path) and not loader.is_file(path) and (is_web(path) or git_url(path)):
            added = self._remote(path, where, context, accumulated)
        elif not loader.is_folder(path):
            added = self._file(path, where, context)
        elif loader.is_file(f"{path}/Chart.yaml") and not _kustomization_names(
            Loader(loader.full(path), path)
        ):
            from kforge.overlay.generators.helm_charts import render_folder

            added = render_folder(path, context)
        else:
            added = self._folder(path, where, context, accumulated)
        _append(added, where, context, accumulated.resources)

    def _folder(
        self, path: str, where: tuple[str | int, ...], context: BuildContext, accumulated: Accumulated
    ) -> list[Resource]:
        base = self._base(path, where, context)
        accumulated.fields = _merged(accumulated.fields, base.fields, where, context)
        if base.variables:
            from kforge.overlay import variables

            accumulated.variables = variables.together(accumulated.variables, base.variables)
        context.inherits = context.inherits or (
            base.inherits and not context.kustomization.text_of("namespace")
        )
        return list(base.resources)

    def _remote(
        self, path: str, where: tuple[str | int, ...], context: BuildContext, accumulated: Accumulated
    ) -> list[Resource]:
        """What is at an address: a file if http finds one that holds resources, or else a repository."""
        if is_web(path):
            try:
                return self._file(path, where, context)
            except KforgeError as no_file:
                if git_url(path) is None:
                    raise
                try:
                    context.loader.folder(path)
                except KforgeError as no_repository:
                    no_file.hint = no_file.hint or f"nor is it a repository: {no_repository.message}"
                    raise no_file from None
        return self._folder(path, where, context, accumulated)

    def _file(self, path: str, where: tuple[str | int, ...], context: BuildContext) -> list[Resource]:
        full = context.loader.full(path)
        frozen = None if self._tracked else self._files.get(full)
        if frozen is not None:
            return list(frozen.thaw().resources)
        text = context.read_text(path, *where)
        resources = parse_resources(text, context.loader.name(path))
        if self._findings is not None:
            from kforge.overlay.strict import check_strings

            self._findings += check_strings(resources)
        if self._tracked:
            from kforge.overlay import provenance

            provenance.from_file(resources, *context.loader.origin(path))
            return resources
        if self.shared:
            kept = Accumulated()
            kept.resources = ResourceSet.trusted(resources)
            self._files[full] = _Frozen(kept)
        return resources

    def _base(self, path: str, where: tuple[str | int, ...], context: BuildContext) -> Accumulated:
        try:
            loader = context.loader.folder(path)
        except KforgeError as error:
            raise context.at(error, *where) from None
        namespace = context.namespace_inside
        schema = lookup.choice.key
        for outer in (None, namespace):
            known = None if self._tracked else self._bases.get((loader.root, outer, schema))
            if known is not None:
                frozen, choice = known
                lookup.choice = lookup.choice.then(choice)
                return frozen.thaw()
        _check_kustomization(path, loader, where, context)
        start = len(self._findings or ())
        try:
            kustomization = load_kustomization(loader)
            if kustomization.kind == COMPONENT:
                raise kustomization.error(
                    "this is a component, and `resources` takes kustomizations",
                    "kind",
                    hint="name it under `components:`",
                )
            built = self._accumulate(kustomization, loader, Accumulated(), namespace)
        except KforgeError as error:
            raise error.within(f"base {loader.shown}") from None
        finally:
            self._within(f"base {loader.shown}", start)
        if self.shared and not self._tracked:
            outer = namespace if built.inherits else None
            self._bases[loader.root, outer, schema] = _Frozen(built), lookup.choice
        return built

    def _add_component(
        self, path: str, where: tuple[str | int, ...], context: BuildContext, accumulated: Accumulated
    ) -> None:
        try:
            loader = context.loader.folder(path)
        except KforgeError as error:
            raise context.at(error, *where) from None
        _check_kustomization(path, loader, where, context)
        start = len(self._findings or ())
        try:
            kustomization = load_kustomization(loader)
            if kustomization.kind != COMPONENT:
                raise kustomization.error(
                    f"`components` takes components, and this is a {kustomization.kind}",
                    "kind",
                    hint="name it under `resources:`, or set its kind to Component",
                )
            self._accumulate(kustomization, loader, accumulated, context.namespace_inside)
            accumulated.fields = _merged(EMPTY, accumulated.fields, where, context)
        except KforgeError as error:
            raise error.within(f"component {loader.shown}") from None
        finally:
            self._within(f"component {loader.shown}", start)


def _is_below(position: Position | None, path: str) -> bool:
    """Does the place of an error say by itself which overlay it is about?"""
    return position is None or not os.path.relpath(position.file, path).startswith("..")


def build(path: str, options: BuildOptions | None = None) -> ResourceSet:
    """The finished resources of the overlay in the folder `path`, in the order they are printed.

    Raises KforgeError.
    """
    with Session(options or BuildOptions()) as session:
        return session.build(path)


def build_text(paths: "Sequence[str]", options: BuildOptions | None = None) -> str:
    """The overlays in `paths` as kustomize prints them, joined by `---`; bases are built once for all.

    Raises KforgeError, an ErrorGroup when several of them fail.
    """
    from kforge.yaml.emit import dump_documents

    built = build_each(paths, options)
    texts = [dump_documents([resource.tree for resource in resources]) for resources in built]
    return "---\n".join(text for text in texts if text)


def build_each(paths: "Sequence[str]", options: BuildOptions | None = None) -> "list[ResourceSet]":
    """The finished resources of each overlay in `paths`. Raises as `build_text` does."""
    built: list[ResourceSet] = []
    errors: list[KforgeError] = []
    with Session(options or BuildOptions(), shared=len(paths) > 1) as session:
        for path in paths:
            try:
                built.append(session.build(path))
            except KforgeError as error:
                errors.append(error)
    if errors:
        raise errors[0] if len(errors) == 1 else ErrorGroup(errors)
    return built


def load_kustomization(loader: Loader) -> Kustomization:
    """The one kustomization file in a folder. Raises OverlayError when there is none, or more than one."""
    names = _kustomization_names(loader)
    if len(names) == 1:
        shown = loader.name(names[0])
        return read(decode(loader.read(names[0]), shown), shown)
    if names:
        raise OverlayError(
            f"there are several kustomization files: {', '.join(names)}",
            Position(loader.shown),
            hint="keep one of them",
        )
    raise OverlayError(_what_is_missing(loader), Position(loader.shown))


def _what_is_missing(loader: Loader) -> str:
    if os.path.isfile(loader.root):
        return "this is a file, not a folder"
    if not os.path.isdir(loader.root):
        return "no such folder"
    return f"there is no {', '.join(FILE_NAMES[:-1])} or {FILE_NAMES[-1]} in this folder"


def _check_kustomization(
    path: str, loader: Loader, where: tuple[str | int, ...], context: BuildContext
) -> None:
    if not _kustomization_names(loader):
        raise context.error(f"{path}: {_what_is_missing(loader)}", *where)


def _kustomization_names(loader: Loader) -> list[str]:
    return [name for name in FILE_NAMES if loader.is_file(name)]


def _merged(
    fields: FieldConfig, more: FieldConfig, where: tuple[str | int, ...], context: BuildContext
) -> FieldConfig:
    try:
        return fields.merged(more)
    except SpecConflict as conflict:
        raise context.error(conflict.message, *where) from None


def _with_own_specs(fields: FieldConfig, context: BuildContext) -> FieldConfig:
    """`fields` of all bases, over them the defaults with what `configurations` says, over these `crds`."""
    own = DEFAULTS
    paths = context.kustomization.list_of("configurations")
    if paths:
        from kforge.overlay import configurations

        own = configurations.extend(own, paths, context)
    fields = _merged(fields, own, ("configurations",), context)
    paths = context.kustomization.list_of("crds")
    if paths:
        from kforge.overlay import crds

        fields = crds.extend(fields, paths, context)
    return fields


def _append(
    added: "Iterable[Resource]",
    where: tuple[str | int, ...],
    context: BuildContext,
    resources: ResourceSet,
) -> None:
    for resource in added:
        try:
            resources.append(resource)
        except OverlayError as error:
            if not (error.position and error.position.file):
                raise context.error(error.message, *where, hint=error.hint) from None
            raise


def _entries(field: str, kustomization: Kustomization) -> int:
    """How many transformers kustomize makes of a field: one an entry, and for labels always one more."""
    if field == "labels":
        more = 0 if kustomization.fields.get("commonLabels") else 1
        return len(kustomization.list_of(field)) + more
    value = kustomization.fields[field]
    return len(value) if isinstance(value, list) and field != "patchesStrategicMerge" else 1


def _filter(module: str) -> "Any":
    return __import__(f"kforge.overlay.filters.{module}", fromlist=("apply",))


def _finish(accumulated: Accumulated, kustomization: Kustomization, options: BuildOptions) -> ResourceSet:
    from kforge.overlay.finish import finish

    finish(accumulated.resources, accumulated.fields, accumulated.variables, kustomization, options)
    return accumulated.resources
