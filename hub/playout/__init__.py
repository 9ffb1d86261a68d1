"""What goes to the walls: candidates as rendered, their approval, what is on air."""
