"""The functions that templates of both languages call: Go's builtins that are plain, sprig's, Helm's."""
