"""Whether a film is interlaced: FFmpeg's idet over a strip from the picture's middle.

The flag in the file is no proof: much progressive film is flagged interlaced.
"""

from collections import Counter
from typing import Any

import av

from hub.media.sandbox.filters import Chain, picture_chain

STRIP_PIXELS = 480
FIELD = "lavfi.idet.multiple.current_frame"
INTERLACED = {"tff", "bff"}
# Of the frames on which there was enough motion to tell.
LEAST_SHARE = 0.3
LEAST_FRAMES = 3


class ScanMeter:
    def __init__(self, stream: av.VideoStream) -> None:
        width = min(STRIP_PIXELS, stream.codec_context.width)
        self._chain: Chain = picture_chain(
            stream, [("crop", f"{width}:ih"), ("idet", "")]
        )
        self._seen: Counter[str] = Counter()

    def add(self, frame: av.VideoFrame) -> None:
        for seen in self._chain.push(frame):
            self._count(seen)

    def is_interlaced(self) -> bool:
        for seen in self._chain.flush():
            self._count(seen)
        told = sum(
            count for kind, count in self._seen.items() if kind != "undetermined"
        )
        combed = sum(self._seen[kind] for kind in INTERLACED)
        return combed >= LEAST_FRAMES and combed >= LEAST_SHARE * told

    def _count(self, frame: Any) -> None:
        self._seen[frame.metadata.get(FIELD, "undetermined")] += 1
