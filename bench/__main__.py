"""Prints a table for people, and one JSON object as the last line."""

import json
import sys
import tempfile
from pathlib import Path

from bench.rendering import measure

TABLE = {
    "wall_vs_encode": "composing and encoding, against encoding the same frames",
    "one_slot_changed": "one slot's text changed, against a full render",
    "second_run": "nothing changed, against a full render",
    "second_cluster": "another cluster with the same canvas, against a full render",
    "full_render_vs_realtime": "a full render, against the length of the loop",
    "warm_still_ms": "one still for the CMS, warm, 960×480 (ms)",
}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(Path(folder))
    for key, meaning in TABLE.items():
        print(f"{measured[key]:10.3f}  {meaning}")
    print(json.dumps(measured))
    return 0


if __name__ == "__main__":
    sys.exit(main())
