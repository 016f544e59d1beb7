"""kforge beside the real helm and kubectl: `make bench`."""
