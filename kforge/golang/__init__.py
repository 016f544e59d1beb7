"""Go's view of plain data: its types, its texts, its comparisons. Knows no template and no chart."""
