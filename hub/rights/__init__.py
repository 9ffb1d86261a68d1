"""Who may do what: roles as rows, given to people for a period."""
