"""Talking to servers: HTTP with retries, credentials that stay with their host, registries."""
