"""The same programme made with well-known tools, each as its manual would have it.

All encode with x264, the renderer's own preset and crf, and use the whole machine.
"""
