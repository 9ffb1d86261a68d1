"""How a film has to be looked at: upright, in square pixels, in the colours meant.

Says which filters bring it there; runs none of them.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.video.reformatter import Colorspace, ColorTrc

from hub.media.sandbox.answers import Thresholds
from hub.media.sandbox.filters import Step
from hub.media.sandbox.tones import write_cube

HDR_CURVES = {int(ColorTrc.SMPTE2084): "PQ", int(ColorTrc.ARIB_STD_B67): "HLG"}
# RGB, and "unspecified".
UNNAMED_MATRICES = {0, 2}
# From this height on, a film that says nothing of its colours means BT.709.
HD_HEIGHT = 720
TURNS = {
    90: [("transpose", "cclock")],
    180: [("hflip", ""), ("vflip", "")],
    270: [("transpose", "clock")],
}


@dataclass(frozen=True)
class Look:
    """`turn`: how far to turn it, against the clock, in degrees."""

    width: int
    height: int
    pixel_aspect: Fraction
    turn: int
    hdr: str | None
    is_tagged_709: bool
    names_its_matrix: bool

    @property
    def upright_size(self) -> tuple[int, int]:
        """In square pixels, as people see it; even, as 4:2:0 needs it."""
        width = round(self.width * self.pixel_aspect)
        height = self.height
        if self.turn in {90, 270}:
            width, height = height, width
        return _even(width), _even(height)

    def size_within(self, limits: Thresholds) -> tuple[int, int]:
        width, height = self.upright_size
        room = sorted((limits.largest_width, limits.largest_height))
        share = min(
            Fraction(1),
            Fraction(room[1], max(width, height)),
            Fraction(room[0], min(width, height)),
        )
        return _even(int(width * share)), _even(int(height * share))

    def steps(
        self, size: tuple[int, int], pixels: str, folder: Path, *, flags: str
    ) -> list[Step]:
        """Filters that make upright pictures of `size` in `pixels`, in SDR BT.709."""
        width, height = size[::-1] if self.turn in {90, 270} else size
        scale = f"w={width}:h={height}:flags={flags}"
        if not self.names_its_matrix and self.height >= HD_HEIGHT:
            scale += ":in_color_matrix=bt709"
        to_709 = "out_color_matrix=bt709:out_range=tv" if "yuv" in pixels else ""
        turned = TURNS.get(self.turn, [])
        if self.hdr is None:
            own = f"{scale}:{to_709}" if to_709 else scale
            return [("scale", own), ("format", pixels), *turned, ("setsar", "1")]
        cube = write_cube(folder, self.hdr)
        return [
            ("scale", scale),
            ("format", "gbrp10le"),
            ("lut3d", f"file={cube}:interp=tetrahedral"),
            # The values are SDR now; left with the old tags, they would be mapped again.
            ("setparams", "color_primaries=bt709:color_trc=bt709"),
            ("scale", to_709 or "flags=bicubic"),
            ("format", pixels),
            *turned,
            ("setsar", "1"),
        ]


def look_at(video: av.VideoStream, first: av.VideoFrame) -> Look:
    colorspace = int(first.colorspace)
    return Look(
        width=first.width,
        height=first.height,
        pixel_aspect=_pixel_aspect(video),
        turn=round(first.rotation / 90) * 90 % 360,
        hdr=HDR_CURVES.get(int(first.color_trc)),
        is_tagged_709=colorspace == int(Colorspace.ITU709),
        names_its_matrix=colorspace not in UNNAMED_MATRICES,
    )


def small_size(look: Look, width: int) -> tuple[int, int]:
    """`width` for the longer side, in the film's own proportions."""
    full_width, full_height = look.upright_size
    share = Fraction(width, max(full_width, full_height))
    return max(16, _even(int(full_width * share))), max(
        16, _even(int(full_height * share))
    )


def _pixel_aspect(video: av.VideoStream) -> Fraction:
    """Senseless ones count as square."""
    said = video.sample_aspect_ratio
    aspect = Fraction(said.numerator, said.denominator) if said else Fraction(1)
    return aspect if Fraction(1, 4) <= aspect <= 4 else Fraction(1)


def _even(pixels: int) -> int:
    return max(2, pixels // 2 * 2)
