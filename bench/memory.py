"""How much memory a long loop takes: the renderer and its workers, watched from outside."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil

from bench.programme import benchmark_programme, full_hd, only
from bench.rendering import THEMES
from renderer.store import Store

LONG_SLOT_SECONDS = 90  # of 20 slots: half an hour
SHORT_SLOT_SECONDS = 9
LOOK_EVERY_SECONDS = 0.1
MIB = 1 << 20

RENDER = """
import sys
from pathlib import Path
from bench.rendering import Bench
from renderer.programme import Programme
if __name__ == "__main__":
    programme = Programme.model_validate_json(Path(sys.argv[1]).read_bytes())
    bench = Bench.of(Path(sys.argv[2]))
    bench.build(programme)
    bench.rest()
"""


def measure_memory(folder: Path) -> dict[str, float]:
    """In MiB; `peak_mib` is the largest process, `peak_of_all_mib` all of them together."""
    long = peak_of(folder / "long", LONG_SLOT_SECONDS)
    short = peak_of(folder / "short", SHORT_SLOT_SECONDS)
    return {
        "peak_mib": long[0],
        "peak_of_all_mib": long[1],
        "peak_vs_tenth_of_length": long[0] / short[0],
    }


def peak_of(folder: Path, seconds: int) -> tuple[float, float]:
    """The largest process, and the sum of all at its highest, of a render of 1080p."""
    store = Store(folder)
    programme = only(benchmark_programme(store, seconds=seconds), full_hd())
    document = folder / "programme.json"
    document.write_text(json.dumps(programme.model_dump(mode="json", by_alias=True)))
    command = [sys.executable, "-c", RENDER, str(document), str(folder)]
    largest = together = 0
    with subprocess.Popen(command) as process:  # noqa: S603
        while process.poll() is None:
            sizes = _sizes(psutil.Process(process.pid))
            largest = max(largest, *sizes, 0)
            together = max(together, sum(sizes))
            with suppress(subprocess.TimeoutExpired):
                process.wait(LOOK_EVERY_SECONDS)
    assert process.returncode == 0
    assert THEMES.is_dir()
    return largest / MIB, together / MIB


def _sizes(process: psutil.Process) -> list[int]:
    """What each process alone keeps in memory, shared libraries left out."""
    sizes = []
    with suppress(psutil.Error):
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                sizes.append(one.memory_full_info().pss)
    return sizes
