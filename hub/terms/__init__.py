"""Official names and words, and whether a translation uses them."""
