"""What machines fetch from the hub as files: finished loops and original media."""
