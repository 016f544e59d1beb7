"""The result of rendering a chart."""

from kforge.render.manifests import SPACE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kforge.render.manifests import Manifest


class Rendered:
    """What a chart rendered to: its manifests in Helm's order (hooks come last), notes, warnings."""

    __slots__ = ("_shown", "manifests", "notes", "warnings")

    def __init__(
        self,
        manifests: "list[Manifest]",
        notes: str,
        warnings: "list[str]",
        show_only: "Sequence[str]" = (),
    ) -> None:
        """Raises TemplateError when `show_only` names what is not there."""
        self.manifests = manifests
        self.notes = notes
        self.warnings = warnings
        self._shown = ""
        if show_only:
            from kforge.render.show_only import select

            self._shown = select(self._whole(), show_only)

    def text(self) -> str:
        """What helm template prints."""
        return self._shown or self._whole()

    def _whole(self) -> str:
        resources = "".join(manifest.document() for manifest in self.manifests if not manifest.is_hook)
        hooks = "".join(manifest.document() for manifest in self.manifests if manifest.is_hook)
        return f"{resources.strip(SPACE)}\n{hooks}"
