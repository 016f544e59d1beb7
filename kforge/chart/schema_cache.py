"""Values that were held to a schema before: large schemas, by their text, with the values that fit them.

Only a yes is kept, and for the values themselves, not for the files they come from.
"""

import marshal
import os

from kforge import stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SMALL = 4096  # characters of a schema that is judged faster than it is looked for
MOST = 50  # values that are remembered for a schema
KIND = "schema"
_DETERMINED = 2  # the version of marshalled data that is the same for equal trees


def surely_fits(text: str, values: object) -> bool:
    """As simple_schema.surely_fits, which is asked but once."""
    schema, state = _names(text, values)
    known = stored.load(KIND, schema) if schema else None
    if not isinstance(known, tuple):
        known = ()
    if schema and state in known:
        return True
    from kforge.chart import simple_schema

    if not simple_schema.surely_fits(text, values):
        return False
    if schema:
        stored.store(KIND, schema, (*known[1 - MOST :], state))
    return True


def _names(text: str, values: "Any") -> "tuple[str, str]":
    """The names of the schema and of the values; "" for what is not kept."""
    if len(text) <= SMALL or not stored.folder(KIND):
        return "", ""
    try:
        tree = marshal.dumps(values, _DETERMINED)
    except ValueError:  # nested too deeply, or no plain data
        return "", ""
    here = os.path.dirname(__file__)
    judges = (f"{here}/simple_schema.py", f"{os.path.dirname(here)}/golang/json_reader.py")
    return stored.key(stored.stamp(judges), text), stored.key(tree.decode("latin-1"))
