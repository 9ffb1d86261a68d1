"""What the wall says of a cluster, decided from facts alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hub.agencies.queries import AgencyFacts
from hub.content.queries import ItemFacts
from hub.displays.queries import CanvasFacts, ClusterFacts, FaceFacts
from hub.lib.localrows import LocalText
from hub.players.queries import Screen
from hub.programmes.enums import ProblemCode
from hub.programmes.queries import Problem, ResolvedProgramme, ResolvedSlot
from hub.screens.rendered import ClusterWork, Published, RefusedSlot, Work
from hub.screens.wall import (
    Addresses,
    ClusterOnWall,
    ClusterState,
    Facts,
    ScreenOnWall,
    build_wall,
    without_inner_matters,
)
from release.format import FaceScene, File, Loop, Scene, Timetable, Window

NOW = datetime(2026, 4, 26, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
SHA256 = "ab" * 32

FACE = FaceFacts("mat-a", (), 0, 0, 768, 384, 0, 10.0, ("vi", "en"))
CANVAS = CanvasFacts("led", 768, 384, (FACE,))
CLUSTER = ClusterFacts(
    "sapa", (LocalText("vi", "Sa Pa"),), "OPERATING", "lao-cai", (CANVAS,)
)
OWNER = AgencyFacts("so-du-lich", (LocalText("vi", "Sở Du lịch"),))
ITEM = ItemFacts("key-1", "STORY", "culture", OWNER, (), (), None)
PROBLEM = Problem("7", "Chợ phiên", ProblemCode.WITHDRAWN, "Đã gỡ.")
PROGRAMME = ResolvedProgramme(
    cluster=CLUSTER,
    at=NOW,
    until=NOW + HOUR,
    theme="lao-cai",
    slots=(ResolvedSlot("1", 15, ITEM),),
    problems=(PROBLEM,),
)
LOOP = Loop(
    file=File(sha256=SHA256, size_bytes=9),
    poster=File(sha256="cd" * 32, size_bytes=9),
    width_px=768,
    height_px=384,
    fps=25,
    frame_count=100,
    scenes=(
        Scene(
            start_frame=0,
            frame_count=100,
            slot_id="1",
            item_key="key-1",
            titles={"vi": "Chợ phiên Bắc Hà", "en": "Bắc Hà market"},
            faces=(FaceScene(face="mat-a", language="vi"),),
        ),
    ),
)
TIMETABLE = Timetable(
    cluster="sapa",
    created=NOW,
    windows=(Window(start=NOW - HOUR, end=NOW + HOUR, loops={"led": SHA256}),),
    loops={SHA256: LOOP},
)
FACTS = Facts(
    now=NOW,
    work=Work(state="idle"),
    programmes=[PROGRAMME],
    published={"sapa": Published(TIMETABLE)},
    can_play=lambda _: True,
    addresses=Addresses(
        video=lambda sha256: f"/v/{sha256}",
        poster=lambda sha256: f"/p/{sha256}",
        playlist=lambda cluster, canvas: f"/m/{cluster}/{canvas}",
    ),
)
FAILED = Work(
    state="failed", clusters={"sapa": ClusterWork(state="failed", message="x")}
)


def cluster_of(facts: Facts) -> ClusterOnWall:
    (cluster,) = build_wall(facts).clusters
    return cluster


def test_a_cluster_on_air_tells_loop_scenes_agency_and_end():
    cluster = cluster_of(FACTS)

    (canvas,) = cluster.canvases
    assert cluster.state == ClusterState.PLAYING
    assert cluster.until == NOW + HOUR
    assert cluster.agencies == {"key-1": OWNER.names}
    assert cluster.problems == (PROBLEM,)
    assert canvas.playlist == "/m/sapa/led"
    assert canvas.loop is not None
    assert canvas.loop.video == f"/v/{SHA256}"
    assert canvas.loop.poster == f"/p/{'cd' * 32}"
    (scene,) = canvas.loop.scenes
    assert scene.languages == {"mat-a": "vi"}
    assert scene.titles == (
        LocalText("vi", "Chợ phiên Bắc Hà"),
        LocalText("en", "Bắc Hà market"),
    )


@pytest.mark.parametrize(
    ("work", "fault", "state"),
    [
        (Work(), "", ClusterState.WAITING),
        (Work(state="idle"), "", ClusterState.WAITING),
        (Work(state="rendering", done=1, total=9), "", ClusterState.RENDERING),
        (Work(state="rendering"), "bad JSON", ClusterState.FAILED),
        (FAILED, "", ClusterState.FAILED),
    ],
)
def test_a_cluster_without_a_loop_says_what_it_waits_for(
    work: Work, fault: str, state: ClusterState
):
    facts = replace(FACTS, work=work, published={"sapa": Published(None, fault)})

    cluster = cluster_of(facts)

    assert cluster.state == state
    assert cluster.until is None
    assert [canvas.loop for canvas in cluster.canvases] == [None]


@pytest.mark.parametrize(
    ("work", "fault", "state", "note"),
    [
        (Work(state="rendering"), "", ClusterState.PLAYING, ""),
        (Work(), "", ClusterState.PLAYING, ""),
        (Work(), "bad JSON", ClusterState.HELD, "bad JSON"),
        (FAILED, "", ClusterState.HELD, "x"),
    ],
)
def test_bad_news_do_not_take_a_loop_off_the_wall(
    work: Work, fault: str, state: ClusterState, note: str
):
    facts = replace(FACTS, work=work, published={"sapa": Published(TIMETABLE, fault)})

    cluster = cluster_of(facts)

    assert (cluster.state, cluster.note) == (state, note)
    assert cluster.canvases[0].loop is not None


def test_after_the_last_window_the_last_loop_is_held():
    facts = replace(FACTS, now=NOW + HOUR)

    cluster = cluster_of(facts)

    assert cluster.state == ClusterState.HELD
    assert cluster.canvases[0].loop is not None


def test_a_loop_whose_files_are_not_all_there_is_not_offered():
    facts = replace(FACTS, can_play=lambda _: False)

    cluster = cluster_of(facts)

    assert cluster.state == ClusterState.WAITING
    assert cluster.canvases[0].loop is None


def test_a_cluster_plays_only_when_every_canvas_does():
    second = replace(CANVAS, code="led-2")
    cluster = replace(CLUSTER, canvases=(CANVAS, second))
    facts = replace(FACTS, programmes=[replace(PROGRAMME, cluster=cluster)])

    shown = cluster_of(facts)

    assert shown.state == ClusterState.WAITING
    assert [canvas.loop is not None for canvas in shown.canvases] == [True, False]


def test_only_insiders_are_told_where_the_work_can_be_watched():
    work = Work(state="rendering", seconds_left=170, dashboard="http://may:8787/status")

    wall = build_wall(replace(FACTS, work=work))

    assert (wall.seconds_left, wall.dashboard) == (170, "http://may:8787/status")
    assert without_inner_matters(wall).dashboard == ""


def test_a_passer_by_is_not_told_what_went_wrong():
    facts = replace(FACTS, work=FAILED)

    wall = without_inner_matters(build_wall(facts))

    (cluster,) = wall.clusters
    assert cluster.state == ClusterState.HELD
    assert (cluster.note, cluster.problems) == ("", ())
    assert cluster.canvases[0].loop is not None


def test_what_the_renderer_leaves_out_is_a_problem_beside_the_hubs_own():
    refused = RefusedSlot(slot_id="9", title="Tin dài", message="Vượt thỏa thuận.")
    work = ClusterWork(state="showing", refused=(refused,))

    cluster = cluster_of(replace(FACTS, work=Work(clusters={"sapa": work})))

    assert [problem.title for problem in cluster.problems] == ["Chợ phiên", "Tin dài"]
    assert cluster.problems[1].code == ProblemCode.AIRTIME_EXCEEDED
    assert cluster.state == ClusterState.PLAYING


def test_what_the_renderer_writes_of_a_refused_slot_is_read_whole():
    written = {
        "slot_id": "9",
        "title": "Tin",
        "code": "AIRTIME_EXCEEDED",
        "message": "x",
    }
    document = {"clusters": {"sapa": {"state": "showing", "refused": [written]}}}

    work = Work.model_validate(document)

    assert work.clusters["sapa"].refused[0].slot_id == "9"


def screen(**facts: object) -> Screen:
    usual = {
        "cluster": "sapa",
        "canvas": "led",
        "rung": "scheduled",
        "digest": "ef" * 32,
        "heard_at": NOW,
        "is_down": False,
    }
    return Screen(**{**usual, **facts})  # type: ignore[arg-type]


def test_a_canvas_tells_what_its_player_shows():
    addresses = replace(FACTS.addresses, picture=lambda one: f"/s/{one.digest[:2]}")
    facts = replace(FACTS, screens=(screen(),), addresses=addresses)

    (canvas,) = cluster_of(facts).canvases

    assert canvas.screen == ScreenOnWall("/s/ef", "scheduled", NOW, is_down=False)


def test_of_two_players_the_one_that_was_heard_last_is_believed():
    older = screen(rung="filler", heard_at=NOW - HOUR)

    (canvas,) = cluster_of(replace(FACTS, screens=(screen(), older))).canvases

    assert canvas.screen is not None
    assert canvas.screen.rung == "scheduled"


@pytest.mark.parametrize("other", [{"cluster": "bat-xat"}, {"canvas": "led-2"}])
def test_what_stands_elsewhere_is_not_shown_here(other):
    (canvas,) = cluster_of(replace(FACTS, screens=(screen(**other),))).canvases

    assert canvas.screen is None


def test_without_a_picture_there_is_no_address():
    (canvas,) = cluster_of(replace(FACTS, screens=(screen(digest=""),))).canvases

    assert canvas.screen is not None
    assert canvas.screen.picture == ""
