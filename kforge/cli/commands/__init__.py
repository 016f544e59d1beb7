"""A module for each command: `run(arguments) -> exit code`."""
