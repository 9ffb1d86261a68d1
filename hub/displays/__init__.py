"""Clusters, their controllers, canvases and faces."""
