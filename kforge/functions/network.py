"""Template functions that would ask the network, and do not."""

from kforge.functions.registry import func


@func("getHostByName", takes="string")
def get_host_by_name(name: str) -> str:  # noqa: ARG001 - rendering never leaves the machine
    """Always "", as in helm without --enable-dns.

    {{ getHostByName "example.org" | quote }}
        ""
    """
    return ""
