"""The linter: reads YAML with the eyes of the tools that will read it later. It renders nothing.

    files -> decode -> scan (worth a look?) -> compose -> one walk -> rules -> findings -> report

A rule is one file under rules/; it sees scalars by their shape, keys, mappings or whole files (rule.py).
"""
