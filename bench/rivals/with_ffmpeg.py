"""ffmpeg: one filter graph for the whole programme."""

import subprocess
from pathlib import Path

import imageio_ffmpeg

from bench.cut import FADE_SECONDS, Cut, Shot
from renderer.planning import Encoding
from renderer.scenes.motion import ZOOM
from renderer.timeline import FADE_FRAMES, FPS


def make(cut: Cut, path: Path, encoding: Encoding) -> None:
    graph = _Graph(cut)
    for shots in cut.scenes:
        graph.add_scene(shots)
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(),
        "-loglevel",
        "error",
        "-y",
        *graph.inputs,
        "-filter_complex",
        ";".join(graph.filters),
        *("-map", f"[{graph.last}]", "-map", f"{graph.input_count}:a"),
        *("-frames:v", str(cut.frame_count)),
        *("-c:v", "libx264", "-preset", encoding.preset, "-crf", str(encoding.crf)),
        *("-g", str(encoding.gop_frames), "-pix_fmt", "yuv420p"),
        *("-c:a", "aac", "-b:a", "128k", "-shortest", str(path)),
    ]
    silence = ["-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo"]
    at = command.index("-filter_complex")
    subprocess.run([*command[:at], *silence, *command[at:]], check=True)  # noqa: S603


class _Graph:
    """Inputs and filters as they are added; `last` is the newest label."""

    def __init__(self, cut: Cut) -> None:
        self.inputs: list[str] = []
        self.input_count = 0
        self.filters: list[str] = []
        self.last = ""
        self._size = f"{cut.width}x{cut.height}"
        self._frames = 0
        self._labels = 0

    def add_scene(self, shots: tuple[Shot, ...]) -> None:
        parts = [
            self._shot(shot, extra=FADE_FRAMES if shot is shots[-1] else 0)
            for shot in shots
        ]
        scene = parts[0]
        if len(parts) > 1:
            joined = "".join(f"[{part}]" for part in parts)
            scene = self._add(f"{joined}concat=n={len(parts)},settb=1/{FPS}")
        if self.last:
            offset = self._frames / FPS
            fade = f"xfade=duration={FADE_SECONDS}:offset={offset}"
            scene = self._add(f"[{self.last}][{scene}]{fade}")
        self.last = scene
        self._frames += sum(shot.frame_count for shot in shots)

    def _shot(self, shot: Shot, *, extra: int) -> str:
        frames = shot.frame_count + extra
        end = f"trim=end_frame={frames},setpts=PTS-STARTPTS,settb=1/{FPS}"
        backdrop = self._still(shot.backdrop)
        if shot.region is None:
            return self._add(f"[{backdrop}]format=yuv420p,{end}")
        region = shot.region
        if shot.clip:
            moving = self._clip(shot, f"{region.width}:{region.height}")
        else:
            moving = self._zoom(shot, frames, f"{region.width}x{region.height}")
        over = f"overlay={region.x}:{region.y}:eof_action=repeat"
        return self._add(f"[{backdrop}][{moving}]{over},format=yuv420p,{end}")

    def _still(self, path: Path) -> str:
        return self._input("-loop", "1", "-framerate", str(FPS), "-i", str(path))

    def _clip(self, shot: Shot, size: str) -> str:
        source = self._input("-ss", str(float(shot.clip_start)), "-i", str(shot.clip))
        return self._add(f"[{source}]fps={FPS},scale={size}")

    def _zoom(self, shot: Shot, frames: int, size: str) -> str:
        source = self._input("-i", str(shot.picture))
        zoom = f"zoompan=z='1+{ZOOM - 1:.3f}*on/{frames}'"
        middle = "x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2'"
        return self._add(f"[{source}]{zoom}:{middle}:d={frames}:s={size}:fps={FPS}")

    def _input(self, *options: str) -> str:
        self.inputs += options
        self.input_count += 1
        return f"{self.input_count - 1}:v"

    def _add(self, text: str) -> str:
        self._labels += 1
        label = f"v{self._labels}"
        self.filters.append(f"{text}[{label}]")
        return label
