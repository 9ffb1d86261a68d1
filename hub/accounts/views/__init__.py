"""Pages of signing in, of one's own sessions, of the register and of the system log."""
