"""Makes what was planned: segments into the store, and single pictures.

`actions` one segment · `pictures` what is seen in it · `sound` what is heard ·
`stills` · `workshops` what they are made with.
"""

from renderer.rendering.actions import render_action
from renderer.rendering.pictures import stretches_of
from renderer.rendering.stills import (
    Outline,
    Still,
    outline_of,
    render_poster,
    render_still,
)
from renderer.rendering.workshops import workshop_for

__all__ = [
    "Outline",
    "Still",
    "outline_of",
    "render_action",
    "render_poster",
    "render_still",
    "stretches_of",
    "workshop_for",
]
