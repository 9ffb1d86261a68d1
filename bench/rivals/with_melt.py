"""melt, the command line of MLT: tracks and transitions in XML."""

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import quoteattr

from bench.cut import Cut, Shot
from renderer.planning import Encoding
from renderer.scenes.motion import ZOOM
from renderer.timeline import FADE_FRAMES, FPS


def is_there() -> bool:
    return shutil.which("melt") is not None


def make(cut: Cut, path: Path, encoding: Encoding) -> None:
    """Needs Debian's package `melt`."""
    folder = path.with_suffix("")
    folder.mkdir()
    command = ["melt", "-silent"]
    for number, shots in enumerate(cut.scenes):
        scene = folder / f"{number}.mlt"
        scene.write_text(_scene(cut, shots))
        command.append(str(scene))
        if number:
            command += ["-mix", str(FADE_FRAMES), "-mixer", "luma"]
    command += [
        *("-consumer", f"avformat:{path}", "vcodec=libx264"),
        *(f"preset={encoding.preset}", f"crf={encoding.crf}", "acodec=aac"),
        *("ab=128k", f"g={encoding.gop_frames}", "real_time=-2", "pix_fmt=yuv420p"),
    ]
    profile = folder / "profile"
    profile.write_text(_profile(cut))
    command[2:2] = ["-profile", str(profile)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603


def _profile(cut: Cut) -> str:
    return "\n".join(
        [
            "description=led",
            f"frame_rate_num={FPS}",
            "frame_rate_den=1",
            f"width={cut.width}",
            f"height={cut.height}",
            "progressive=1",
            "sample_aspect_num=1",
            "sample_aspect_den=1",
            f"display_aspect_num={cut.width}",
            f"display_aspect_den={cut.height}",
            "colorspace=709",
        ]
    )


def _scene(cut: Cut, shots: tuple[Shot, ...]) -> str:
    """A track of backdrops below a track of what moves."""
    producers, below, above, moves = [], [], [], []
    place = 0
    for number, shot in enumerate(shots):
        extra = FADE_FRAMES if shot is shots[-1] else 0
        last = shot.frame_count + extra - 1
        producers.append(_producer(f"b{number}", shot.backdrop, last))
        below.append(f'<entry producer="b{number}" in="0" out="{last}"/>')
        if shot.region is None:
            above.append(f'<blank length="{last + 1}"/>')
        else:
            source, start = _source(shot)
            producers.append(_producer(f"m{number}", source, start + last))
            entry = f'producer="m{number}" in="{start}" out="{start + last}"'
            above.append(f"<entry {entry}/>")
            moves.append(_move(shot, place, place + last))
        place += last + 1
    return (
        '<mlt title="scene">'
        + "".join(producers)
        + f'<playlist id="below">{"".join(below)}</playlist>'
        + f'<playlist id="above">{"".join(above)}</playlist>'
        + '<tractor id="scene"><multitrack><track producer="below"/>'
        + f'<track producer="above"/></multitrack>{"".join(moves)}</tractor></mlt>'
    )


def _source(shot: Shot) -> tuple[Path, int]:
    source = shot.clip or shot.picture
    assert source is not None
    return source, int(shot.clip_start * FPS)


def _producer(name: str, path: Path, last: int) -> str:
    resource = quoteattr(str(path))[1:-1]
    return (
        f'<producer id="{name}" out="{last}"><property name="resource">{resource}'
        f'</property><property name="length">{last + 1}</property>'
        '<property name="eof">pause</property></producer>'
    )


def _move(shot: Shot, start: int, end: int) -> str:
    """A clip keeps its place, a picture grows in it."""
    region = shot.region
    assert region is not None
    first = f"0={region.x} {region.y} {region.width} {region.height} 1"
    if shot.picture:
        dx, dy = region.width * (ZOOM - 1) / 2, region.height * (ZOOM - 1) / 2
        first += (
            f";{end - start}={region.x - dx} {region.y - dy}"
            f" {region.width * ZOOM} {region.height * ZOOM} 1"
        )
    return (
        f'<transition in="{start}" out="{end}"><property name="mlt_service">affine'
        '</property><property name="a_track">0</property><property name="b_track">1'
        '</property><property name="distort">1</property>'
        f'<property name="rect">{first}</property></transition>'
    )
