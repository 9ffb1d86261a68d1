"""Files as somebody sends them who means harm, or whose computer broke down."""

import struct
import zipfile
import zlib
from pathlib import Path

from PIL import Image

PLAYLIST = """#EXTM3U
#EXT-X-TARGETDURATION:10
#EXTINF:10,
{address}
#EXT-X-ENDLIST
"""
CONCAT = "ffconcat version 1.0\nfile '{address}'\n"
SDP = "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n"
DASH = '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><BaseURL>{address}</BaseURL></Period></MPD>'
TEXTS = {"hls": PLAYLIST, "concat": CONCAT, "sdp": SDP, "dash": DASH}


def write_playlist(path: Path, kind: str, address: str) -> Path:
    path.write_text(TEXTS[kind].replace("{address}", address))
    return path


def write_huge_png(path: Path, width: int, height: int) -> Path:
    """A true header of so many pixels, and next to no data behind it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    parts = [_chunk(b"IHDR", header), _chunk(b"IDAT", data), _chunk(b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    return path


def write_text_bomb_png(path: Path, megabytes: int = 300) -> Path:
    """A small picture whose compressed comment is huge."""
    Image.new("RGB", (8, 8)).save(path)
    comment = zlib.compress(b"a" * megabytes * 1024 * 1024, 9)
    content = path.read_bytes()
    bomb = _chunk(b"zTXt", b"Comment\0\0" + comment)
    path.write_bytes(content[:33] + bomb + content[33:])
    return path


def write_gif_bomb(path: Path, frames: int = 200) -> Path:
    pictures = [Image.new("L", (64, 64), number % 256) for number in range(frames)]
    pictures[0].save(path, "GIF", save_all=True, append_images=pictures[1:])
    return path


def write_zip_bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"\0" * 10_000_000)
    return path


def write_svg(path: Path) -> Path:
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>'
    )
    return path


def cut(path: Path, part: float) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    return path


def without_middle(path: Path, start: float, end: float) -> Path:
    """As when a part of a download was lost and the rest put together."""
    content = path.read_bytes()
    size = len(content)
    path.write_bytes(content[: int(size * start)] + content[int(size * end) :])
    return path


def rotten(path: Path, at: float = 0.4, length: int = 400) -> Path:
    content = bytearray(path.read_bytes())
    middle = int(len(content) * at)
    content[middle : middle + length] = bytes(length)
    path.write_bytes(bytes(content))
    return path


def with_size(path: Path, width: int, height: int) -> Path:
    """A WebM whose header claims other pixels than its pictures have."""
    content = bytearray(path.read_bytes())
    for name, pixels in ((b"\xb0\x82", width), (b"\xba\x82", height)):
        place = content.index(name, content.index(b"V_VP"))
        struct.pack_into(">H", content, place + 2, pixels)
    path.write_bytes(bytes(content))
    return path


def with_reference_outside(path: Path, target: Path) -> Path:
    """An MP4 that says its media lie in another file."""
    content = path.read_bytes()
    place = content.index(b"url \0\0\0\1")
    name = b"url \0\0\0\0" + str(target).encode() + b"\0"
    path.write_bytes(content[:place] + name + content[place + 8 :])
    return path


def _chunk(kind: bytes, data: bytes) -> bytes:
    return (
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
    )
