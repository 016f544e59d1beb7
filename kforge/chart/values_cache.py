"""Values files that were read before: large ones, by their text and the state of the YAML reader."""

import os

from kforge import stored, yaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    Values = dict[str, object]

SMALL = 4096  # characters of a text that is read faster than it is looked for
KIND = "values"


def key(text: str) -> str:
    """The name of the entry for the values in `text`, "" for a text or a user that has none."""
    if len(text) <= SMALL or not stored.folder(KIND):
        return ""
    return stored.key(stored.stamp(stored.modules(os.path.dirname(yaml.__file__ or ""))), text)


def load(entry_key: str) -> "Values | None":
    """The values of an entry, None when there are none or they are damaged."""
    found = stored.load(KIND, entry_key)
    return found if isinstance(found, dict) else None


def store(entry_key: str, values: "Values") -> None:
    """Keep the values, if that is possible."""
    stored.store(KIND, entry_key, values)
