"""What goes wrong while a template runs, before it has a place: the engine's counterpart of FunctionError."""


class Failure(Exception):  # noqa: N818 - FunctionError is that of the functions
    """A message, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def fail(message: str, hint: str = "") -> object:
    """Raise the failure that was found when the template was compiled."""
    raise Failure(message, hint)
