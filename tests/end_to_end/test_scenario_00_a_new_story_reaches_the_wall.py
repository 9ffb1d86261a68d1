"""Scenario 0: an editor's trilingual story is approved and plays on the right face."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import av
import numpy as np
import pytest
import requests
from django.core.management import call_command
from PIL import Image

from hub.content.models import AgencyPage
from hub.displays.models import Cluster
from tests.end_to_end.desk import (
    Person,
    pass_on,
    put_in_programme,
    translate,
    write_story,
)

ROOT = Path(__file__).parents[2]
WORDS = {
    "vi": ("Lễ hội Gầu Tào", "Mùa xuân, người Mông mở hội Gầu Tào trên đồi cao."),
    "en": ("Gầu Tào festival", "In spring the Mông hold Gầu Tào on the hills."),
    "zh-hans": ("花山节", "春天，蒙族群众在山坡上举办花山节。"),
}
SECONDS = 6


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_scenario_00_a_new_story_reaches_the_wall(
    live_server: Any, settings: Any, tmp_path: Path
):
    settings.DEMO = True
    call_command("load_demo")
    author, editor = Person("demo-cong-tac-vien"), Person("demo-bien-tap")
    receiver, appraiser = Person("demo-tiep-nhan"), Person("demo-tham-dinh")
    approver = Person("demo-duyet")

    story = write_story(author, _folder(), *WORDS["vi"])
    pages = [story] + [
        translate(author, story, language, *WORDS[language])
        for language in ("en", "zh-hans")
    ]
    for page in pages:
        for person in (receiver, receiver, appraiser, editor, approver):
            pass_on(person, page)
    sapa = Cluster.objects.get(code="sapa")
    # The still is drawn some minutes after the loop; not by night then.
    Cluster.objects.update(night_from=None, night_until=None)
    put_in_programme(approver, sapa, "Lễ hội mùa xuân", story, SECONDS)
    _render(live_server.url, settings.LOOPS_DIR, tmp_path / "store", cluster="sapa")

    loop = _fetched(live_server.url, tmp_path / "loop.mp4")
    frames = _decoded(loop)
    assert len(frames) == SECONDS * 25 + 2  # 19 grains of 8 frames
    assert frames[0].shape == (600, 2880, 3)
    _check_each_face_shows_its_language(live_server.url, tmp_path, frames[75])


def _folder() -> AgencyPage:
    return AgencyPage.objects.get(agency__code="so-du-lich", locale__language_code="vi")


def _render(hub: str, out: Path, store: Path, *, cluster: str) -> None:
    command = f"-m renderer watch --once --quiet --hub {hub} --cluster {cluster}"
    folders = ["--out", str(out), "--store", str(store)]
    subprocess.run([sys.executable, *command.split(), *folders], check=True, cwd=ROOT)


def _fetched(hub: str, path: Path) -> Path:
    """The loop that a plain player would fetch."""
    playlist = requests.get(f"{hub}/loops/sapa/led/loop.m3u", timeout=10)
    address = urljoin(playlist.url, playlist.text.splitlines()[-1])
    path.write_bytes(requests.get(address, timeout=30).content)
    return path


def _decoded(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def _check_each_face_shows_its_language(
    hub: str, folder: Path, shown: np.ndarray
) -> None:
    """Each third of the canvas is the still of its own language, and of no other."""
    document = _saved_programme(hub, folder / "programme.json")
    stills = {
        language: _still(hub, document, f"mat-{number}", folder)
        for number, language in enumerate(WORDS, start=1)
    }
    for number, language in enumerate(WORDS):
        part = shown[:, number * 960 : (number + 1) * 960].astype(int)
        distances = {
            other: float(np.abs(part - still).mean()) for other, still in stills.items()
        }
        assert min(distances, key=lambda other: distances[other]) == language
        assert distances[language] < 2


def _saved_programme(hub: str, path: Path) -> Path:
    """What GraphQL answers, asked for as anybody may."""
    query = (ROOT / "renderer/hub_client/queries/programme.graphql").read_text()
    variables = {"cluster": "sapa", "at": datetime.now(UTC).isoformat()}
    body = {"query": query, "variables": variables}
    path.write_bytes(requests.post(f"{hub}/graphql", json=body, timeout=10).content)
    (slot,) = json.loads(path.read_bytes())["data"]["programme"]["slots"]
    texts = {text["language"]: text["title"] for text in slot["item"]["texts"]}
    assert texts == {language: title for language, (title, _) in WORDS.items()}
    return path


def _still(hub: str, document: Path, face: str, folder: Path) -> np.ndarray:
    (slot,) = json.loads(document.read_bytes())["data"]["programme"]["slots"]
    out = folder / f"{face}.png"
    command = (
        f"-m renderer still {document} --hub {hub} --slot {slot['id']} --face {face}"
    )
    folders = ["--out", str(out), "--store", str(folder / "store")]
    subprocess.run([sys.executable, *command.split(), *folders], check=True, cwd=ROOT)
    return np.asarray(Image.open(out).convert("RGB"), int)
