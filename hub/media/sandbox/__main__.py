"""The sandbox as a program: reads one job, stands up its fences, does it, answers.

Started by path with `python -I`, so it finds the hub's code by itself. Only after the
fences stand are the decoders imported.
"""

import importlib
import json
import sys
import sysconfig
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
MOST_JOB_BYTES = 100_000
# What loading shared libraries and telling the time reads.
SYSTEM = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/proc/self",
          "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu")  # fmt: skip


def main() -> int:
    sys.path.insert(0, str(ROOT))
    told = sys.stdin.buffer.read(MOST_JOB_BYTES)
    job = json.loads(told)
    fences = _fence_in(job)
    work = importlib.import_module("hub.media.sandbox.work")
    sys.stdout.write(work.do_job(told, fences))
    return 0


def _fence_in(job: dict[str, Any]) -> tuple[str, ...]:
    fences = importlib.import_module("hub.media.sandbox.fences")
    stood: tuple[str, ...] = fences.stand_up_fences(
        job["bounds"],
        readable=[*_own_code(), Path(job["source"])],
        writable=Path(job["folder"]),
        # An edit runs moviepy, which runs ffmpeg: on a master of our own making only.
        may_start_programs=job["kind"] == "edit",
    )
    return stood


def _own_code() -> list[Path]:
    places = {*SYSTEM, sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
    return [Path(__file__).parent, *map(Path, sorted(places))]


if __name__ == "__main__":
    sys.exit(main())
