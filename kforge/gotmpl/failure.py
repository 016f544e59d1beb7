"""What goes wrong while a template runs, before it has a place: the engine's counterpart of FunctionError."""


class Failure(Exception):  # noqa: N818 - FunctionError is that of the functions
    """A message, and what to do about it; `argument` says which argument of a function is to blame."""

    def __init__(self, message: str, hint: str = "", argument: int = -1) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.argument = argument


def fail(message: str, hint: str = "") -> object:
    """Raise the failure that was found when the template was compiled."""
    raise Failure(message, hint)
