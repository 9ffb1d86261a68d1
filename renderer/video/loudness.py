"""How loud a clip's sound is, by EBU R128."""

import math
from pathlib import Path

import av
from av.filter import Graph

from renderer.errors import MediaError
from renderer.planning import Loudness
from renderer.video.clips import OPEN_OPTIONS

LEAST_PEAK = 10 ** (-70 / 20)
NOTHING_HEARD = Loudness(integrated_lufs=-70.0, peak_dbtp=-70.0)


def measure_loudness(path: Path) -> Loudness:
    """The programme loudness of the whole file, and its true peak.

    Raises MediaError when its sound cannot be decoded.
    """
    try:
        with av.open(str(path), options=OPEN_OPTIONS) as container:
            return _measured(container)
    except (av.FFmpegError, OSError, IndexError) as error:
        raise MediaError(
            path.name,
            "its sound cannot be decoded ({reason})",
            "export the clip again with AAC sound, or without sound",
            reason=error,
        ) from error


def _measured(container: av.container.InputContainer) -> Loudness:
    stream = container.streams.audio[0]
    graph = Graph()
    source = graph.add_abuffer(template=stream)
    meter = graph.add("ebur128", "peak=true:metadata=1")
    sink = graph.add("abuffersink")
    graph.link_nodes(source, meter, sink).configure()
    last: dict[str, str] = {}
    for frame in container.decode(stream):
        graph.push(frame)
        last = _drained(graph) or last
    graph.push(None)
    last = _drained(graph) or last
    return _read(last)


def _drained(graph: Graph) -> dict[str, str]:
    """What the meter says by now."""
    said: dict[str, str] = {}
    while True:
        try:
            said = dict(graph.pull().metadata)
        except (av.BlockingIOError, av.EOFError):
            return said


def _read(said: dict[str, str]) -> Loudness:
    if "lavfi.r128.I" not in said:
        return NOTHING_HEARD
    peak = float(said["lavfi.r128.true_peak"])
    return Loudness(
        integrated_lufs=float(said["lavfi.r128.I"]),
        peak_dbtp=20 * math.log10(max(peak, LEAST_PEAK)),
    )
