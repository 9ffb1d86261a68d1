"""The room of trust: what goes to a wall, who signed it, and how a screen knows."""
