"""The player as a process: killed in mid-download, ended, fed by USB."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.player.builders import always, file_of, write_config
from tests.player.clips import clip, clip_loop
from tests.player.machines import config_for
from tests.player.waiting import eventually

pytestmark = pytest.mark.needs_mpv
ROOT = Path(__file__).parents[2]
FIRST, SECOND = clip_loop(0), clip_loop(1)
MOST_MEMORY_BYTES = 150 << 20


@pytest.fixture
def config_file(tmp_path: Path, web) -> Path:
    config = config_for(tmp_path, web)
    config.root.write_bytes(b"{}")
    return write_config(
        tmp_path / "player.toml",
        cluster=config.cluster,
        repository=config.repository,
        root=config.root,
        data=config.data,
    )


def command(config_file: Path, *words: str) -> list[str]:
    program = [sys.executable, "-m", "tests.player.run_player"]
    return [*program, *words, "--config", str(config_file)]


@contextmanager
def player(config_file: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command(config_file), cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        for child in psutil.Process(process.pid).children() if is_on(process) else []:
            child.kill()
        process.kill()
        process.wait()


def is_on(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is None


def children_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children()


def files_shown(process: subprocess.Popen[bytes], data: Path) -> set[str]:
    """Which loops the player's mpv has open."""
    found = set()
    for child in children_of(process):
        try:
            found |= {Path(one.path) for one in child.open_files()}
        except psutil.NoSuchProcess:
            continue
    return {path.name for path in found if path.is_relative_to(data)}


def run(config_file: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(config_file, *words),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_killed_in_mid_download_it_goes_on_by_range_and_never_shows_the_part(
    config_file, repository, web, tmp_path
):
    data = tmp_path / "data"
    repository.add(clip(0), clip(1))
    repository.publish(always(1, led=FIRST))
    go_on = threading.Event()
    with player(config_file) as process:
        eventually(lambda: FIRST.file.sha256 in files_shown(process, data))
        web.piece_bytes = len(clip(1)) // 4
        web.on_piece = lambda path, sent: (
            go_on.wait(60) if SECOND.file.sha256 in path and sent else None
        )
        repository.publish(always(2, led=SECOND))
        part = data / "parts" / SECOND.file.sha256
        eventually(lambda: part.exists() and part.stat().st_size)
        for child in children_of(process):
            child.kill()
        process.send_signal(signal.SIGKILL)
        process.wait()
    came = part.stat().st_size
    shown: set[str] = set()

    with player(config_file) as process:
        eventually(lambda: FIRST.file.sha256 in files_shown(process, data))
        eventually(lambda: len(web.asked_for(f"/files/{SECOND.file.sha256}")) == 2)
        shown |= files_shown(process, data)
        go_on.set()
        eventually(lambda: SECOND.file.sha256 in files_shown(process, data))

    asked = [one.range for one in web.asked_for(f"/files/{SECOND.file.sha256}")]
    assert asked == ["", f"bytes={came}-"]
    assert shown == {FIRST.file.sha256}
    assert (data / "files" / SECOND.file.sha256).read_bytes() == clip(1)


def test_ended_by_a_signal_it_leaves_cleanly_and_no_mpv_behind(
    config_file, repository, tmp_path
):
    repository.add(clip(0))
    repository.publish(always(1, led=FIRST))
    with player(config_file) as process:
        data = tmp_path / "data"
        eventually(lambda: FIRST.file.sha256 in files_shown(process, data))
        children = children_of(process)

        process.send_signal(signal.SIGTERM)

        assert process.wait() == 0
        assert not any(child.is_running() for child in children)


def test_it_needs_less_than_150_mib_beside_mpv(config_file, repository, tmp_path):
    repository.add(clip(0))
    repository.publish(always(1, led=FIRST))
    with player(config_file) as process:
        data = tmp_path / "data"
        eventually(lambda: FIRST.file.sha256 in files_shown(process, data))

        used = psutil.Process(process.pid).memory_info().rss

    assert used < MOST_MEMORY_BYTES


def test_a_second_player_on_the_same_folder_is_refused(config_file):
    with player(config_file) as process:
        eventually(lambda: children_of(process))

        second = run(config_file)

    assert second.returncode == 2
    assert "một đầu phát khác đang chạy" in second.stderr


def test_a_running_player_takes_in_a_stick(config_file, repository, web, tmp_path):
    repository.add(clip(0))
    repository.publish(always(1, led=FIRST))
    web.faults["/"] = "error"
    with player(config_file) as process:
        eventually(lambda: children_of(process))

        done = run(config_file, "usb", str(repository.folder))

        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "Đã xác minh và nạp bản số 1.\n"
        data = tmp_path / "data"
        eventually(lambda: FIRST.file.sha256 in files_shown(process, data))


def test_a_stick_is_taken_in_before_the_player_runs(
    config_file, repository, web, tmp_path
):
    repository.add(clip(0))
    repository.publish(always(1, led=FIRST))
    web.faults["/"] = "error"

    done = run(config_file, "usb", str(repository.folder))

    assert (done.returncode, done.stderr) == (0, "")
    with player(config_file) as process:
        data = tmp_path / "data"
        eventually(lambda: FIRST.file.sha256 in files_shown(process, data))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda stick: stick.publish(attack="forged"), "không được xác minh"),
        (
            lambda stick: (stick.folder / f"files/{FIRST.file.sha256}.mp4").unlink(),
            "thiếu tệp",
        ),
        (
            lambda stick: (stick.folder / f"files/{FIRST.file.sha256}.mp4").write_bytes(
                bytes(len(clip(0)))
            ),
            "không đúng mã băm",
        ),
        (
            lambda stick: stick.publish(always(1, cluster="ha-khau", led=FIRST)),
            "không được xác minh",
        ),
    ],
    ids=["forged", "missing", "wrong bytes", "another cluster's"],
)
def test_a_stick_that_does_not_verify_is_refused_with_the_way_out(
    config_file, repository, tmp_path, spoil, words
):
    repository.add(clip(0))
    repository.publish(always(1, led=FIRST))
    spoil(repository)

    done = run(config_file, "usb", str(repository.folder))

    assert done.returncode == 2
    assert words in done.stderr
    assert "→" in done.stderr
    assert not (tmp_path / "data/files" / file_of(clip(0)).sha256).exists()


def test_a_stick_for_several_gates_has_a_folder_for_each(
    config_file, repository, tmp_path
):
    repository.add(clip(0))
    repository.publish(always(1, led=FIRST))
    (tmp_path / "stick").mkdir()
    repository.folder.rename(tmp_path / "stick/kim-thanh")

    done = run(config_file, "usb", str(tmp_path / "stick"))

    assert (done.returncode, done.stderr) == (0, "")


def test_a_machine_without_mpv_is_told_to_get_it(config_file):
    config_file.write_text(
        config_file.read_text().replace("[video]", '[video]\nprogram = "no-mpv"')
    )

    done = run(config_file, "check")

    assert done.returncode == 2
    assert "máy chưa có no-mpv → cài mpv" in done.stderr


def test_a_good_configuration_is_said_to_be_good(config_file):
    done = run(config_file, "check")

    assert (done.returncode, done.stdout) == (0, f"{config_file}: dùng được\n")


def test_a_missing_root_key_is_refused_with_the_way_out(config_file, tmp_path):
    (tmp_path / "root.json").unlink()

    done = run(config_file, "check")

    assert done.returncode == 2
    assert "chép tệp root.json" in done.stderr
