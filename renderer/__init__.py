"""Turns a cluster's programme into video loops that fit its LED canvases pixel for pixel."""
