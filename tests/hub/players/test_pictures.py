"""Pictures of canvases: what is taken from a player, and to whom it is shown."""

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from hub.players.actions import issue_token, revoke_token
from hub.players.models import Player
from hub.players.pictures import find_picture
from hub.players.queries import demo_picture
from hub.players.tokens import Token
from release.pictures import MOST_PICTURE_BYTES, MOST_PICTURE_PX
from release.reports import CanvasNow, Rung
from tests.hub.builders import make_agency, make_cluster
from tests.hub.players.reports import fresh, heartbeat, post
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db


def jpeg(width: int = 64, height: int = 32, kind: str = "JPEG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(file, kind)
    return file.getvalue()


PICTURE = jpeg()


@pytest.fixture
def manager(db: None) -> Any:
    return make_holder("admin", make_agency("so-tttt", "Sở TT&TT"))


@pytest.fixture
def issued(manager: Any) -> tuple[Player, Token]:
    return issue_token(make_cluster("sapa"), "may-1", by=manager)


def tell(token: Token, content: bytes = PICTURE, canvas: str = "khung-1") -> None:
    """A heartbeat that tells of this picture."""
    now = CanvasNow(
        canvas=canvas,
        rung=Rung.SCHEDULED,
        loop=None,
        frame=0,
        screenshot=hashlib.sha256(content).hexdigest(),
    )
    assert post("heartbeat", heartbeat(canvases=(now,)), token).status_code == 204


def send(
    token: Token | None,
    content: bytes = PICTURE,
    canvas: str = "khung-1",
    content_type: str = "image/jpeg",
) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Client(enforce_csrf_checks=True).post(
        f"/devices/picture?canvas={canvas}",
        content,
        content_type=content_type,
        headers=headers,
    )


def kept() -> list[Path]:
    folder = Path(settings.PRIVATE_DIR) / "players"
    return [path for path in folder.rglob("*") if path.is_file()]


def look(person: Any, player: Player, canvas: str = "khung-1", **headers: str) -> Any:
    client = Client()
    if person:
        client.force_login(person)
    return client.get(
        f"/cms/players/{player.pk}/pictures/{canvas}.jpg", headers=headers
    )


def test_the_last_picture_is_kept_and_shown(
    issued: tuple[Player, Token], manager: Any
) -> None:
    player, token = issued
    for content in (jpeg(8, 8), PICTURE):
        tell(token, content)
        assert send(token, content).status_code == 204

    answer = look(manager, player)

    assert (answer.content, answer["Content-Type"]) == (PICTURE, "image/jpeg")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-cache" in answer["Cache-Control"]
    assert [path.name for path in kept()] == ["khung-1.jpg"]
    again = look(manager, player, **{"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("content", "canvas", "content_type", "status", "field"),
    [
        (PICTURE, "khung-2", "image/jpeg", 422, "canvas"),
        (PICTURE, "..%2Fkhung-1", "image/jpeg", 422, "canvas"),
        (PICTURE, "", "image/jpeg", 422, "canvas"),
        (jpeg(8, 8), "khung-1", "image/jpeg", 422, "body"),
        (PICTURE, "khung-1", "text/html", 415, "content-type"),
        (bytes(MOST_PICTURE_BYTES + 1), "khung-1", "image/jpeg", 413, "body"),
    ],
)
def test_what_is_not_the_picture_it_told_of_is_refused(
    content: bytes,
    canvas: str,
    content_type: str,
    status: int,
    field: str,
    issued: tuple[Player, Token],
) -> None:
    tell(issued[1])

    answer = send(issued[1], content, canvas, content_type)

    assert (answer.status_code, answer.json()["field"]) == (status, field)
    assert kept() == []


@pytest.mark.parametrize(
    "content",
    [
        jpeg(8, 8, "PNG"),
        b"<script>alert(1)</script>",
        PICTURE + b"<script>",
        PICTURE[:-2],
        jpeg(MOST_PICTURE_PX + 1, 8),
    ],
)
def test_what_is_no_small_jpeg_is_refused_though_it_was_told_of(
    content: bytes, issued: tuple[Player, Token]
) -> None:
    tell(issued[1], content)

    assert send(issued[1], content).status_code == 422
    assert kept() == []


def test_without_a_token_in_force_nothing_is_kept(
    issued: tuple[Player, Token], manager: Any
) -> None:
    player, token = issued
    tell(token)

    assert send(None).status_code == 401
    revoke_token(player, by=manager)
    assert send(token).status_code == 401
    assert kept() == []


def test_before_a_heartbeat_no_picture_is_taken(issued: tuple[Player, Token]) -> None:
    assert send(issued[1]).status_code == 422
    assert kept() == []


def test_it_is_shown_to_those_who_may_look_at_its_cluster(
    issued: tuple[Player, Token],
) -> None:
    player, token = issued
    tell(token)
    send(token)
    other = make_cluster("ck-lao-cai")
    other.assignments.all().delete()
    own = make_holder("operator_approver", player.cluster.assignments.get().operator)
    stranger = make_holder("operator_approver", make_agency("khac", "Khác"))
    writer = make_holder("contributor", make_agency("bao", "Báo"))

    assert look(own, player).status_code == 200
    assert look(stranger, player).status_code == 404
    assert look(writer, player).status_code == 404
    assert look(None, player).status_code == 302
    assert look(own, player, "khung-2").status_code == 404


def test_everybody_sees_it_in_the_demo_alone(
    issued: tuple[Player, Token], settings: Any
) -> None:
    tell(issued[1])
    send(issued[1])

    settings.DEMO = False
    hidden = demo_picture("sapa", "khung-1")
    settings.DEMO = True
    shown = demo_picture("sapa", "khung-1")

    assert hidden is None
    assert shown is not None
    assert shown.content == PICTURE
    assert demo_picture("sapa", "khung-2") is None
    assert demo_picture("ck-lao-cai", "khung-1") is None


def test_of_a_canvas_that_it_tells_of_no_more_nothing_is_shown(
    issued: tuple[Player, Token],
) -> None:
    player, token = issued
    tell(token)
    send(token)
    tell(token, canvas="khung-2")

    assert find_picture(fresh(player), "khung-1") is None


def test_a_name_that_leads_elsewhere_reaches_no_file(
    issued: tuple[Player, Token],
) -> None:
    player, token = issued
    folder = Path(settings.PRIVATE_DIR) / "players"
    (folder / str(player.pk)).mkdir(parents=True)
    (folder / "secret.jpg").write_bytes(PICTURE)
    tell(token, canvas="../secret")

    assert find_picture(fresh(player), "../secret") is None


def test_a_canvas_with_an_impossible_name_breaks_no_page(
    issued: tuple[Player, Token], manager: Any
) -> None:
    tell(issued[1], canvas="../../x<b>")
    client = Client()
    client.force_login(manager)

    page = client.get("/cms/players/")

    assert page.status_code == 200
    assert "x<b>" not in page.content.decode()
