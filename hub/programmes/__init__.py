"""What a cluster shows, and when."""
