"""The line reader's word for text it leaves to the full parser."""


class Unusual(Exception):  # noqa: N818  (no error: the full parser decides what the text is)
    """Not ordinary enough for the line reader."""
