"""What moves on a face. `making` makes the scenes, `staging` paints a whole canvas.

`slides` stories, notices, filler · `gallery` · `clip`. No scene knows another.
"""
