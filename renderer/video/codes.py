"""QR codes: an address as dark squares of whole pixels, to be read by passers-by's phones.

A phone reads a code from about ten times its width: one of 148 LED pixels at 5 mm from
seven metres.
"""

import numpy as np
import segno

from renderer.layouts import Size
from renderer.video.pictures import Rgb

# A module of fewer LED pixels runs into its neighbours in a phone's camera.
LEAST_MODULE_PX = 4
QUIET_MODULES = 4
# Of the sides of what it stands on. A larger one would be the picture; one that can be
# smaller is.
MOST_SHARE, WANTED_SHARE = 0.42, 0.3
_DARK, _LIGHT = np.array((12, 14, 24), np.uint8), np.array((255, 255, 255), np.uint8)


def code_picture(address: str, room: Size) -> Rgb | None:
    """The code with its quiet zone, an even number of pixels; None where it is too large.

    Its modules are as large as the room allows. Error correction M mends 15 % of it.
    """
    code = segno.make_qr(address, error="m")
    modules = np.array([list(row) for row in code.matrix], np.uint8)
    side = len(modules) + 2 * QUIET_MODULES
    shorter = min(room.width, room.height)
    if side * LEAST_MODULE_PX > shorter * MOST_SHARE:
        return None
    module_px = max(int(shorter * WANTED_SHARE) // side, LEAST_MODULE_PX)
    bordered = np.pad(modules, QUIET_MODULES)
    squares = bordered.repeat(module_px, axis=0).repeat(module_px, axis=1)
    odd = squares.shape[0] % 2
    whole = np.pad(squares, ((0, odd), (0, odd)))
    return np.where(whole[..., None], np.uint8(_DARK), np.uint8(_LIGHT)).astype(
        np.uint8
    )
