"""The Jinja engine: templates, values in, text out. Knows no chart."""
