"""The pictures of its canvases that a player sends: how large, and how that is seen. Pure.

A JPEG's header is walked; nothing of a stranger's picture is decoded.
"""

MOST_PICTURE_BYTES = 256 * 1024
MOST_PICTURE_PX = 960

_START, _END = b"\xff\xd8", b"\xff\xd9"
# Baseline, extended and progressive; what mpv or a camera never writes is none of ours.
_FRAMES = {0xC0, 0xC1, 0xC2}
# From here on there are pixels.
_SCAN = 0xDA
_BARE = {0x01, *range(0xD0, 0xD8)}


def is_fit_to_send(content: bytes) -> bool:
    """Whether it is a JPEG of no more bytes and pixels than are taken."""
    size = jpeg_size(content)
    is_small = len(content) <= MOST_PICTURE_BYTES
    return size is not None and is_small and max(size) <= MOST_PICTURE_PX


def jpeg_size(content: bytes) -> tuple[int, int] | None:
    """(width, height) as its header says; None for what is no whole JPEG."""
    if not content.startswith(_START) or not content.endswith(_END):
        return None
    at = len(_START)
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _BARE or marker == 0xFF:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4])
        if marker in _FRAMES:
            return _size_in(content[at + 4 : at + 2 + length])
        if marker == _SCAN or length < 2:
            return None
        at += 2 + length
    return None


def _size_in(frame: bytes) -> tuple[int, int] | None:
    if len(frame) < 6:
        return None
    height, width = int.from_bytes(frame[1:3]), int.from_bytes(frame[3:5])
    return (width, height) if width and height else None
