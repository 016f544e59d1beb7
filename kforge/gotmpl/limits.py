"""How much a template may ask for: a chart is not trusted.

Helm has the first limit, one of 100,000 {{ template }} within each other, and no others: it takes all memory,
or runs until it is stopped.
"""

MAX_INCLUDES = 1000  # of one name within each other
MAX_DEPTH = 2500  # templates within each other, by include, template and tpl
MAX_TPL = 1000  # tpl within each other: Helm runs out of stack instead
MAX_ROUNDS = 5_000_000  # of loops, and calls of templates, in one rendering
MAX_TEXT = 128 * 2**20  # characters of one text
MAX_TOTAL = 512 * 2**20  # characters of all texts of one rendering
RECURSION = 9000  # Python frames: more than MAX_DEPTH takes, and what a stack of 8 MiB takes of C and Python
