"""A playlist of what a canvas plays now, for mpv, VLC, GStreamer and most boxes. Pure."""

from release.format import Loop

CONTENT_TYPE = "audio/x-mpegurl"


def write_m3u(loop: Loop | None, title: str, address: str, again: str = "") -> bytes:
    """`again` is the list's own address, for players that then go on with what is due."""
    lines = ["#EXTM3U"]
    if loop:
        seconds = round(loop.frame_count / loop.fps)
        lines += [f"#EXTINF:{seconds},{title}", address]
    if again:
        lines += [f"#EXTINF:-1,{title}", again]
    return ("\n".join(lines) + "\n").encode()
