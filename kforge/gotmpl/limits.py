"""How much a template may ask for: a chart is not trusted. Helm has the first two limits, and no others."""

MAX_INCLUDES = 1000  # of one name within each other
MAX_TEMPLATES = 100_000  # {{ template }} within each other
MAX_TPL = 1000  # tpl within each other: Helm runs out of stack instead
MAX_ROUNDS = 5_000_000  # of loops, and calls of templates, in one rendering
MAX_TEXT = 128 * 2**20  # characters of one text
MAX_TOTAL = 512 * 2**20  # characters of all texts of one rendering
RECURSION = 9000  # Python frames within each other: a stack of 8 MiB takes them even when C stands between
