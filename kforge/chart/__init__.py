"""Charts on disk: reading, metadata, values, dependencies. Knows no template engine."""
