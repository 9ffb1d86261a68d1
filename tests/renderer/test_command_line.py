"""The command line: exit codes, one line for what a person can mend, and a quick end."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from renderer.__main__ import main
from renderer.video.loudness import measure_loudness
from tests.fakes.hub import FakeHub
from tests.fakes.programmes import (
    a_canvas,
    a_clip,
    a_face,
    a_programme,
    a_slot,
    an_item,
)
from tests.fakes.videos import write_video

ROOT = Path(__file__).parents[2]


def saved(folder: Path, document: Any) -> str:
    path = folder / "programme.json"
    path.write_text(json.dumps(document))
    return str(path)


def folders(tmp_path: Path) -> list[str]:
    return ["--store", str(tmp_path / "store"), "--quiet"]


def test_a_rendered_programme_is_zero_and_says_what_was_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    programme = saved(tmp_path, a_programme(a_slot(seconds=3)))
    out = ["--out", str(tmp_path / "out")]

    codes = [
        main(["render", programme, *out, *folders(tmp_path)]),
        main(["render", programme, *out, *folders(tmp_path)]),
    ]

    told = capsys.readouterr().out
    assert codes == [0, 0]
    assert "rendered 3 segments, reused 0" in told
    assert "rendered 0 segments, reused 3" in told
    assert (tmp_path / "out/thu/led/loop.m3u").exists()


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"data": {}}, "it is not a programme"),
        (a_programme(a_slot(), theme="khong-co"), "khong-co"),
        (a_programme(canvases=(a_canvas(size=(321, 160)),)), "321 px"),
        (
            a_programme(canvases=(a_canvas(a_face(place=(0, 0, 640, 160))),)),
            "outside the canvas",
        ),
        (a_programme(a_slot(an_item(languages=("en",)))), "not published in vi"),
    ],
    ids=["nonsense", "theme", "odd pixels", "face outside", "language"],
)
def test_bad_input_is_two_and_says_what_and_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], document: Any, said: str
):
    programme = saved(tmp_path, document)
    out = tmp_path / "out"

    code = main(["render", programme, "--out", str(out), *folders(tmp_path)])

    told = capsys.readouterr().err
    assert code == 2
    assert said in told
    assert "→" in told
    assert len(told.splitlines()) == 1
    assert not (out / "thu").exists()


def test_a_missing_file_is_two(tmp_path: Path):
    out = ["--out", str(tmp_path / "a.png")]

    code = main(["still", "nowhere.json", "--slot", "1", *out, *folders(tmp_path)])

    assert code == 2
    assert not (tmp_path / "a.png").exists()


def test_a_hub_that_is_down_is_one(tmp_path: Path):
    hub = ["--hub", "http://127.0.0.1:9", "--once"]
    out = ["--out", str(tmp_path / "out")]

    assert main(["watch", *hub, *out, *folders(tmp_path)]) == 1


def test_a_watch_that_is_told_to_end_in_the_middle_of_rendering_ends(
    hub: FakeHub, tmp_path: Path
):
    slots = [
        a_slot(an_item(f"s{n}", title=f"Tin {n}"), slot_id=str(n)) for n in range(9)
    ]
    hub.programmes["thu"] = lambda at: a_programme(
        *slots, at=at, until="2099-01-01T00:00:00Z"
    )
    command = f"-m renderer watch --hub {hub.address} --out {tmp_path / 'out'}"
    process = subprocess.Popen(
        [sys.executable, *command.split(), *folders(tmp_path)], cwd=ROOT
    )
    while not list((tmp_path / "store").glob("unfinished/*.mp4")):
        assert process.poll() is None
        time.sleep(0.05)  # looking again, not waiting for luck

    process.send_signal(signal.SIGTERM)

    assert process.wait(timeout=60) == 0
    assert list((tmp_path / "store/unfinished").iterdir()) == []
    assert not (tmp_path / "out/thu").exists()


def test_a_worker_without_a_scheduler_is_one_and_says_where_it_looked(
    tmp_path: Path,
):
    command = "-m renderer worker --scheduler tcp://127.0.0.1:9 --workers 1"

    done = subprocess.run(
        [sys.executable, *command.split(), *folders(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "tcp://127.0.0.1:9: no scheduler answers there" in done.stderr


def test_garbage_is_only_counted_when_nothing_shall_be_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    programme = saved(tmp_path, a_programme(a_slot(seconds=3)))
    out = ["--out", str(tmp_path / "out"), *folders(tmp_path)]
    main(["render", programme, *out])
    torn = tmp_path / "store/unfinished/torn.mp4"
    torn.write_bytes(b"half" * 250_000)
    os.utime(torn, (0, 0))

    codes = [main(["collect", *out, "--dry-run"]), main(["collect", *out])]

    told = capsys.readouterr().out
    assert codes == [0, 0]
    assert "would remove 1 files, 1.0 MB" in told
    assert "\nremoved 1 files, 1.0 MB" in told
    assert not torn.exists()


def test_collecting_for_a_folder_without_timetables_is_one(tmp_path: Path):
    out = ["--out", str(tmp_path / "wrong")]

    assert main(["collect", *out, *folders(tmp_path)]) == 1


def timetable_frames(out: Path) -> int:
    timetable = json.loads((out / "thu" / "timetable.json").read_text())
    (loop,) = timetable["loops"].values()
    return int(loop["frame_count"])


def test_a_slower_reading_speed_gives_more_time_to_read(tmp_path: Path):
    words = an_item(body="Chợ phiên họp vào mỗi sáng Chủ nhật. " * 3)
    programme = saved(tmp_path, a_programme(a_slot(words)))
    frames = []
    for speed in ("vi=30", "vi=15"):
        out = tmp_path / speed
        options = ["--out", str(out), "--reading-speed", speed, *folders(tmp_path)]

        assert main(["render", programme, *options]) == 0

        frames.append(timetable_frames(out))
    assert frames[0] < frames[1]


@pytest.mark.parametrize("speed", ["vi", "vi=0", "vi=fast", "=9", "vi=-3"])
def test_a_reading_speed_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], speed: str
):
    programme = saved(tmp_path, a_programme(a_slot(seconds=3)))
    out = tmp_path / "out"

    with pytest.raises(SystemExit) as end:
        main(["render", programme, "--out", str(out), f"--reading-speed={speed}"])

    assert end.value.code == 2
    assert "is not LANGUAGE=CHARACTERS" in capsys.readouterr().err
    assert not out.exists()


def test_the_loudness_asked_for_is_heard_in_the_loop(tmp_path: Path):
    video = write_video(tmp_path / "clip.mp4", seconds=4, has_sound=True)
    content = video.read_bytes()
    clip = a_clip(
        {
            "sha256": hashlib.sha256(content).hexdigest(),
            "sizeBytes": len(content),
            "url": "clip.mp4",
        },
        duration_ms=4000,
        has_audio=True,
    )
    item = an_item(kind="CLIP", clip=clip)
    programme = saved(tmp_path, a_programme(a_slot(item, seconds=4)))
    measured = []
    for loudness in ("-18", "-30"):
        out = tmp_path / loudness
        options = ["--out", str(out), f"--loudness={loudness}", *folders(tmp_path)]

        assert main(["render", programme, *options]) == 0

        (loop,) = out.rglob("*.mp4")
        measured.append(measure_loudness(loop).integrated_lufs)
    # Softer by what the fades at its ends take away.
    assert measured == pytest.approx([-18, -30], abs=2)


@pytest.mark.parametrize("loudness", ["loud", "0", "-41", "nan"])
def test_a_loudness_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], loudness: str
):
    programme = saved(tmp_path, a_programme(a_slot(seconds=3)))
    out = tmp_path / "out"

    with pytest.raises(SystemExit) as end:
        main(["render", programme, "--out", str(out), f"--loudness={loudness}"])

    assert end.value.code == 2
    assert "is no loudness from -40 to -10 LUFS" in capsys.readouterr().err
    assert not out.exists()
