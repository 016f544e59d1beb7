"""How findings are shown: a module for each format, `render(result) -> str`."""
