"""Pictures and sound in and out of files: the renderer's only door to PyAV.

`planes` painting · `pictures` stills · `clips` reading videos · `encoding` segments ·
`sound` · `joining` loops.
"""
