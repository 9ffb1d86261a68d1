"""What was decided and who came in: a chain of entries that nobody can change."""
