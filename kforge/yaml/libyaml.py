"""The only door to ruamel.yaml's C library: a parser of libyaml events, loaded when first needed."""

from _ruamel_yaml import CParser
from ruamel.yaml.error import YAMLError

__all__ = ["YAMLError", "parser"]


def parser(text: str) -> CParser:
    """A parser over `text`; `get_event` hands out its events one by one and raises YAMLError."""
    return CParser(text)
