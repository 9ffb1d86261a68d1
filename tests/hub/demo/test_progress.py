"""The renderer's status file, as what the demo says of the first loops."""

import json
from pathlib import Path
from typing import Any

from hub.demo.progress import FirstLoops


def _write(path: Path, state: str, **clusters: tuple[str, str]) -> None:
    status: dict[str, Any] = {
        "state": state,
        "cluster": "sapa",
        "done": 3,
        "total": 12,
        "clusters": {
            code: {"state": of, "message": message}
            for code, (of, message) in clusters.items()
        },
    }
    path.write_text(json.dumps(status), "utf-8")


def test_nothing_is_said_before_the_renderer_has_begun(tmp_path: Path) -> None:
    loops = FirstLoops(tmp_path / "status.json")

    assert loops.look() == []
    assert not loops.is_done


def test_a_half_written_file_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "status.json"
    path.write_text('{"state": "rend')

    assert FirstLoops(path).look() == []


def test_each_cluster_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "status.json"
    loops = FirstLoops(path)
    _write(path, "rendering", sapa=("idle", ""))

    first, again = loops.look(), loops.look()

    assert [news.split(":")[0] for news in first] == ["sapa"]
    assert again == []
    assert not loops.is_done


def test_it_is_done_when_the_renderer_rests(tmp_path: Path) -> None:
    path = tmp_path / "status.json"
    loops = FirstLoops(path)
    _write(path, "rendering", sapa=("idle", ""))
    loops.look()
    _write(path, "idle", sapa=("idle", ""))

    loops.look()

    assert loops.is_done


def test_what_went_wrong_with_a_cluster_is_said_in_its_words(tmp_path: Path) -> None:
    path = tmp_path / "status.json"
    _write(path, "failed", sapa=("failed", "Chủ đề “sapa” không có."))

    assert FirstLoops(path).look() == ["sapa: Chủ đề “sapa” không có."]


def test_what_an_earlier_run_said_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "status.json"
    _write(path, "idle", sapa=("idle", ""))
    loops = FirstLoops(path)

    loops.forget()

    assert loops.look() == []
