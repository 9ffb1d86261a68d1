"""The renderer's status file, as what the demo says of the loops."""

import json
from pathlib import Path
from typing import Any

from hub.demo.progress import RendererNews


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
    loops = RendererNews(tmp_path / "status.json")

    assert loops.look() == []


def test_a_half_written_file_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "status.json"
    path.write_text('{"state": "rend')

    assert RendererNews(path).look() == []


def test_each_cluster_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "status.json"
    loops = RendererNews(path)
    _write(path, "rendering", sapa=("idle", ""))

    first, again = loops.look(), loops.look()

    assert [news.split(":")[0] for news in first] == ["sapa"]
    assert again == []


def test_a_cluster_that_comes_later_is_told_too(tmp_path: Path) -> None:
    path = tmp_path / "status.json"
    loops = RendererNews(path)
    _write(path, "idle", sapa=("showing", ""))
    loops.look()
    _write(path, "idle", sapa=("showing", ""), thu=("showing", ""))

    assert loops.look() == ["thu: đang phát"]


def test_a_cluster_that_recovers_is_told_again(tmp_path: Path) -> None:
    path = tmp_path / "status.json"
    loops = RendererNews(path)
    said = []
    for message in ("", "Không dựng được.", ""):
        _write(path, "idle", sapa=("showing", message))
        said += loops.look()

    assert said == ["sapa: đang phát", "sapa: Không dựng được.", "sapa: đang phát"]


def test_what_went_wrong_with_a_cluster_is_said_in_its_words(tmp_path: Path) -> None:
    path = tmp_path / "status.json"
    _write(path, "failed", sapa=("failed", "Chủ đề “sapa” không có."))

    assert RendererNews(path).look() == ["sapa: Chủ đề “sapa” không có."]


def test_what_an_earlier_run_said_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "status.json"
    _write(path, "idle", sapa=("idle", ""))
    loops = RendererNews(path)

    loops.forget()

    assert loops.look() == []
