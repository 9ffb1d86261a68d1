"""Finds before rendering what cannot be shown, leaves it out and says why.

One bad thing must not keep a cluster's new loop from coming: the rest is shown, on all
canvases alike, so that their loops stay equally long.

`slots` the words of each slot, on every face · `media` its pictures and its clip ·
`lines` what runs below all of them.
"""

from renderer.checking.lines import check_lines
from renderer.checking.media import without_file_of
from renderer.checking.slots import Checked, check_programme

__all__ = ["Checked", "check_lines", "check_programme", "without_file_of"]
