"""Where people put a programme together and see at once what it comes to."""
