"""Players that are not ours: mpv fetches a canvas's playlist and plays the whole loop."""

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from release.format import Timetable
from renderer.building import Builder
from renderer.executors import LocalExecutor
from renderer.output import OutputFolder
from renderer.programme import parse_programme
from renderer.service.windows import extended
from renderer.store import Store
from tests.fakes.programmes import a_programme, a_slot, an_item

THEMES = Path(__file__).parents[2] / "themes"


def published_loop(folder: Path, output: OutputFolder) -> int:
    """Publishes a loop of two scenes; answers its number of frames."""
    store = Store(folder)
    programme = parse_programme(
        a_programme(
            a_slot(an_item("a"), slot_id="1", seconds=3),
            a_slot(an_item("b", title="Y Tý"), slot_id="2", seconds=3),
        )
    )
    builder = Builder(store, THEMES, LocalExecutor(store.root, THEMES))
    built = builder.build(programme, lambda _: None)
    empty = Timetable(
        cluster="thu", created=datetime(2026, 4, 26, tzinfo=UTC), windows=(), loops={}
    )
    output.publish(extended(empty, programme, built.loops), store)
    return built.loops["led"].frame_count


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_mpv_plays_a_whole_loop(
    live_server: Any, settings: Any, mpv: Path, tmp_path: Path
):
    output = OutputFolder(settings.LOOPS_DIR, address=f"{live_server.url}/loops")
    frame_count = published_loop(tmp_path / "store", output)

    played = subprocess.run(
        [
            str(mpv),
            "--no-config",
            "--vo=null",
            "--ao=null",
            "--untimed",
            "--term-status-msg=frame ${estimated-frame-number} of ${estimated-frame-count}",
            f"{live_server.url}/loops/thu/led/loop.m3u",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    told = played.stdout + played.stderr
    assert played.returncode == 0, told
    assert "Exiting... (End of file)" in told
    seen = [int(number) for number in re.findall(r"frame (\d+) of", told)]
    assert max(seen) >= frame_count - 2
    assert f"of {frame_count}" in told
