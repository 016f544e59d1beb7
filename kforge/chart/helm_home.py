"""Where helm keeps its files: repositories, logins and caches, by HELM_*, XDG_* and the system's custom."""

import os
import sys

LINUX, MACOS, WINDOWS = "linux", "darwin", "win32"
CACHE, CONFIG = "CACHE", "CONFIG"
# kind: (folder below the home of a Linux user, of macOS)
CUSTOMS = {CACHE: (".cache", "Library/Caches"), CONFIG: (".config", "Library/Preferences")}


class HelmHome:
    """The paths that options and environment lead to; an option counts before HELM_*, that before XDG_*."""

    __slots__ = ("registry_config", "repository_cache", "repository_config")

    def __init__(
        self, registry_config: str = "", repository_config: str = "", repository_cache: str = ""
    ) -> None:
        environment = os.environ.get
        self.registry_config = (
            registry_config
            or environment("HELM_REGISTRY_CONFIG")
            or os.path.join(folder(CONFIG), "registry", "config.json")
        )
        self.repository_config = (
            repository_config
            or environment("HELM_REPOSITORY_CONFIG")
            or os.path.join(folder(CONFIG), "repositories.yaml")
        )
        self.repository_cache = (
            repository_cache
            or environment("HELM_REPOSITORY_CACHE")
            or os.path.join(folder(CACHE), "repository")
        )

    def index(self, name: str) -> str:
        """The file that keeps the index of the repository `name`."""
        return os.path.join(self.repository_cache, f"{name}-index.yaml")

    def charts(self, name: str) -> str:
        """The file that keeps the names of its charts, for completion."""
        return os.path.join(self.repository_cache, f"{name}-charts.txt")


def folder(kind: str) -> str:
    """helm's folder for CACHE or CONFIG."""
    own = os.environ.get(f"HELM_{kind}_HOME")
    if own:
        return own
    shared = os.environ.get(f"XDG_{kind}_HOME")
    if shared:
        return os.path.join(shared, "helm")
    home = os.path.expanduser("~")
    if sys.platform == WINDOWS:
        temporary, roaming = os.environ.get("TEMP", home), os.environ.get("APPDATA", home)
        return os.path.join(temporary if kind == CACHE else roaming, "helm")
    return os.path.join(home, CUSTOMS[kind][sys.platform == MACOS], "helm")
