"""Writes a chart of Go templates as a chart of Jinja templates."""
