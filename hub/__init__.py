"""Where people write, translate, approve and schedule, and what the renderer asks."""
