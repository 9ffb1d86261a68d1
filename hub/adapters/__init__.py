"""What other people's players are told, and carried to those that no network reaches."""
