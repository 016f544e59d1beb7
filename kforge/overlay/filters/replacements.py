"""The `replacements` field: copies a value of one resource, or a fixed one, into fields of others."""

from __future__ import annotations
