"""How much a template may ask for: a chart is not trusted. Numbers no real chart comes near."""

MAX_TEXT = 16 * 2**20  # characters of one text, and of a template's whole output
MAX_NODES = 1_000_000  # values within one value
MAX_STEPS = 1_000_000  # of one render: rounds of loops count as one, calls of macros as more
STEPS_OF_A_CALL = 10
MAX_DEPTH = 120  # macros, includes and tpl within each other
MAX_RANGE = 100_000  # numbers of one range()
MAX_WIDTH = 10_000  # columns to pad or indent to
MAX_BITS = 4096  # of an integer
