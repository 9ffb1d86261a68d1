"""Who gets in: access accounts, signing in with a second factor, sessions, the log's page."""
