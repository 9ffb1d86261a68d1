"""An urgent message as a programme: in which languages, with what sound, before what."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from renderer.building import Builder
from renderer.executors import LocalExecutor, OnDone, PromptExecutor, Urgency
from renderer.executors.prompt import shared_out
from renderer.planning import (
    SMALL,
    Action,
    BodyAction,
    Level,
    SceneShot,
    SoundAction,
    plan_scenes,
    plan_silence,
    plan_sound,
)
from renderer.programme import Programme, UrgentLevel, parse_programme
from renderer.stage import bare
from renderer.store import Store
from renderer.timeline import build_timeline
from renderer.urgent import UrgentMessage, UrgentText, urgent_programme
from tests.fakes.programmes import a_canvas, a_face, a_programme, a_slot
from tests.renderer.urgent_samples import LANGUAGES, SAMPLES, TWO_CANVASES

THEMES = Path(__file__).parents[2] / "themes"
CHIME = "c" * 64


def message(
    *languages: str, level: UrgentLevel = UrgentLevel.HIGH, is_drill: bool = False
) -> UrgentMessage:
    texts = {
        code: UrgentText(**SAMPLES["chay-rung"][code])
        for code in languages or LANGUAGES
    }
    return UrgentMessage(level, texts, is_drill)


def programme_of(
    urgent: UrgentMessage,
    *canvases: dict[str, Any],
    chime: str | None = None,
) -> Programme:
    stage = parse_programme(
        a_programme(
            a_slot(), canvases=canvases or TWO_CANVASES, ticker={"vi": "Chạy mãi"}
        )
    )
    return urgent_programme(bare(stage), urgent, chime)


def shown(programme: Programme) -> list[list[tuple[str, str]]]:
    """For each scene of the first canvas, each face's template and language."""
    scenes = scenes_of(programme)
    return [[(f.template, f.words.language) for f in s.faces] for s in scenes]


def scenes_of(programme: Programme) -> tuple[SceneShot, ...]:
    timeline = build_timeline(programme, programme.cluster.canvases[0])
    return plan_scenes(timeline, theme="", variant="day", theme_digest="0")


def one_face(*languages: str) -> dict[str, Any]:
    return a_canvas(a_face(languages=languages))


def test_a_face_shows_it_in_each_of_its_languages_in_turn():
    programme = programme_of(message(), one_face("vi", "zh-hans", "en"))

    assert shown(programme) == [
        [("high:urgent", "vi")],
        [("high:urgent", "zh-hans")],
        [("high:urgent", "en")],
    ]


def test_faces_of_one_language_each_show_it_side_by_side():
    faces = [
        a_face(code, languages=(code,), place=(320 * number, 0, 320, 160))
        for number, code in enumerate(LANGUAGES)
    ]

    programme = programme_of(message(), a_canvas(*faces, size=(960, 160)))

    assert shown(programme) == [[("high:urgent", code) for code in LANGUAGES]]


def test_a_face_whose_only_language_is_missing_shows_vietnamese():
    programme = programme_of(message("vi", "en"), one_face("zh-hans"))

    (scene,) = scenes_of(programme)
    words = scene.faces[0].words
    assert words.language == "vi"
    assert words.title == SAMPLES["chay-rung"]["vi"]["title"]


def test_a_face_with_another_language_leaves_the_missing_one_out():
    programme = programme_of(message("vi", "en"), one_face("vi", "zh-hans", "en"))

    assert shown(programme) == [[("high:urgent", "vi")], [("high:urgent", "en")]]


def test_nothing_of_anybodys_runs_below_it():
    assert all(
        face.ticker is None
        for scene in scenes_of(programme_of(message()))
        for face in scene.faces
    )


def test_a_drill_is_another_template_at_every_level():
    for level in UrgentLevel:
        programme = programme_of(message(level=level, is_drill=True), one_face("vi"))

        assert shown(programme) == [[(f"{level}:urgent_drill", "vi")]]


def sounds_of(programme: Programme) -> list[list[tuple[int, str]]]:
    """What begins to be heard in each scene of the first canvas."""
    timeline = build_timeline(programme, programme.cluster.canvases[0])
    return [
        [(c.at_frame, c.clip.sha256) for c in one.cues if c.at_frame < one.frame_count]
        for one in plan_sound(timeline, Level())
    ]


def test_the_chime_is_heard_once_in_each_loop_as_it_begins():
    programme = programme_of(message(), one_face("vi", "zh-hans", "en"), chime=CHIME)

    first, *others = sounds_of(programme)
    assert first == [(0, CHIME)]
    assert others == [[], []]
    assert not programme.is_quiet


def test_without_a_chime_it_is_silent():
    programme = programme_of(message(), one_face("vi"))

    assert programme.is_quiet
    assert sounds_of(programme) == [[]]


class Blocked:
    """Workers that are busy with something long."""

    dashboard = ""

    def execute(
        self, actions: Sequence[Action], on_done: OnDone, *, urgency: Urgency
    ) -> None:
        raise AssertionError("an interrupt was put into the queue")

    def rest(self) -> None:
        """Nothing is kept."""


def test_an_interrupt_waits_for_no_queue(tmp_path: Path):
    store = Store(tmp_path / "store")
    executor = PromptExecutor(Blocked(), store.address, THEMES)
    builder = Builder(store, THEMES, executor, encoding=SMALL)
    done_in: set[int] = set()

    built = builder.build(
        programme_of(message()),
        lambda _: done_in.add(threading.get_ident()),
        urgency=Urgency.INTERRUPT,
    )

    assert set(built.loops) == {"led", "cot"}
    assert done_in == {threading.get_ident()}


@pytest.mark.parametrize("urgency", [u for u in Urgency if u < Urgency.INTERRUPT])
def test_all_else_is_for_the_workers(tmp_path: Path, urgency: Urgency):
    store = Store(tmp_path / "store")
    executor = PromptExecutor(Blocked(), store.address, THEMES)
    builder = Builder(store, THEMES, executor, encoding=SMALL)

    with pytest.raises(AssertionError, match="queue"):
        builder.build(programme_of(message()), lambda _: None, urgency=urgency)


def test_the_loops_are_the_same_whoever_makes_them(tmp_path: Path):
    built = []
    for name in ("prompt", "local"):
        store = Store(tmp_path / name)
        local = LocalExecutor(store.address, THEMES)
        prompt = PromptExecutor(Blocked(), store.address, THEMES)
        executor = prompt if name == "prompt" else local
        builder = Builder(store, THEMES, executor, encoding=SMALL)
        programme = programme_of(message(), one_face("vi", "en"))
        built.append(
            builder.build(programme, lambda _: None, urgency=Urgency.INTERRUPT).loops
        )

    assert built[0] == built[1]


def test_threads_are_given_neighbours_and_never_more_than_there_are_scenes():
    programme = programme_of(message(), one_face("vi", "zh-hans", "en"))
    scenes = scenes_of(programme)
    bodies: list[Action] = [BodyAction(scene, SMALL, "") for scene in scenes]
    timeline = build_timeline(programme, programme.cluster.canvases[0])
    sounds: list[SoundAction] = list(plan_silence(timeline))

    assert shared_out(bodies, 2) == [bodies[:1], bodies[1:]]
    assert shared_out([bodies[0], *sounds], 8) == [[bodies[0], *sounds]]
    assert shared_out(sounds, 8) == [sounds]
