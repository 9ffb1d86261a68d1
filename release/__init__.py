"""What goes to a wall: how it is written down."""
