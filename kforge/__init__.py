"""Render Kubernetes manifests: charts, overlays, lint. The public names load when first used."""

__version__ = "0.1.0"

__all__ = ["__version__", "build", "lint", "template"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.api import build, lint, template


def __getattr__(name: str) -> object:
    if name in ("build", "lint", "template"):
        from kforge import api

        return getattr(api, name)
    raise AttributeError(f"module 'kforge' has no attribute {name!r}")
