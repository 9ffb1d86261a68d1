"""How dates are written and read in forms; Django looks here by language."""
