"""Go's text/template as Helm ships it: lexer, parser, compiler to Python, runtime. Knows no chart."""
