"""For designers: everything that is wrong with a theme, and a look at all it draws."""
