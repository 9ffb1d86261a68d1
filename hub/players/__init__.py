"""The machines beside the LED walls: who they are, and what they say they showed."""
