"""Slots that lack a language: left out where it is shown, or said in another."""

from typing import Any

import pytest

from renderer.building import describe_scenes
from renderer.errors import ProgrammeError
from renderer.planning import FILLER_TEMPLATE, Level, plan_scenes, plan_sound
from renderer.programme import Programme, parse_programme
from renderer.timeline import DEFAULT_PACE, Timeline, build_timeline
from tests.fakes.programmes import (
    a_canvas,
    a_clip,
    a_face,
    a_programme,
    a_slot,
    an_item,
)

EAST = a_canvas(a_face("east", languages=("vi", "en", "zh-hans")), code="dong")
WEST = a_canvas(a_face("west", languages=("en",)), code="tay")


def a_slot_without(*left_out: str, **fields: Any) -> dict[str, Any]:
    languages = tuple(c for c in ("vi", "en", "zh-hans") if c not in left_out)
    item = an_item(languages=languages, **fields)
    return {**a_slot(item), "leftOut": list(left_out)}


def parsed(*slots: dict[str, Any]) -> Programme:
    return parse_programme(a_programme(*slots, canvases=(EAST, WEST)))


def timelines(programme: Programme) -> list[Timeline]:
    return [build_timeline(programme, one) for one in programme.cluster.canvases]


def shots(timeline: Timeline) -> list[tuple[str, str]]:
    planned = plan_scenes(timeline, theme="t", variant="day", theme_digest="d")
    return [(s.faces[0].template, s.faces[0].words.language) for s in planned]


def test_a_slot_is_left_out_in_the_step_of_a_language_that_it_lacks():
    east, west = timelines(parsed(a_slot_without("en")))

    assert shots(east) == [("story", "vi"), ("story", "zh-hans")]
    assert [template for template, _ in shots(west)] == [FILLER_TEMPLATE] * 2


@pytest.mark.parametrize("left_out", [(), ("en",), ("zh-hans",), ("vi", "zh-hans")])
def test_all_canvases_stay_equally_long_whatever_is_left_out(
    left_out: tuple[str, ...],
):
    whole = a_slot(slot_id="2")

    lengths = {
        (timeline.frame_count, timeline.starts)
        for timeline in timelines(parsed(a_slot_without(*left_out), whole))
    }

    assert len(lengths) == 1


def test_a_face_that_leaves_a_slot_out_is_not_told_of_in_the_timetable():
    _, west = timelines(parsed(a_slot_without("en")))

    assert [scene.faces for scene in describe_scenes(west)] == [(), ()]


def test_nothing_is_heard_where_nobody_sees_the_clip():
    clip = a_slot_without("en", kind="CLIP", clip=a_clip(has_audio=True))

    east, west = timelines(parsed(clip))

    assert any(action.cues for action in plan_sound(east, Level()))
    assert not any(action.cues for action in plan_sound(west, Level()))


def test_a_language_that_is_neither_there_nor_left_out_is_refused():
    document = a_slot(an_item(languages=("vi", "zh-hans")))

    with pytest.raises(ProgrammeError, match="not published in en"):
        parsed(document)


def test_a_slot_left_out_in_every_language_is_refused():
    slot = {**a_slot(), "leftOut": ["vi", "en", "zh-hans"]}

    with pytest.raises(ProgrammeError, match="no face shows a language"):
        parsed(slot)


def in_vietnamese(title: str, body: str = "") -> dict[str, Any]:
    """A slot whose English is Vietnamese, with a note."""
    slot = a_slot(an_item(title=title, body=body))
    for text in slot["item"]["texts"]:
        if text["language"] == "en":
            text |= {"writtenIn": "vi", "note": "(in Vietnamese)"}
    return slot


def test_words_that_stand_in_are_set_as_what_they_are_with_their_note():
    _, west = timelines(parsed(in_vietnamese("Chợ phiên")))

    (shot, *_) = plan_scenes(west, theme="t", variant="day", theme_digest="d")

    words = shot.faces[0].words
    assert (words.language, words.title) == ("vi", "Chợ phiên")
    assert words.signature == "(in Vietnamese) · Sở Du lịch"
    assert [face.language for face in describe_scenes(west)[0].faces] == ["vi"]


def test_words_that_stand_in_are_read_at_the_pace_of_their_own_language():
    slot = in_vietnamese("Chợ", "Dài. " * 60)
    for text in slot["item"]["texts"]:
        if text["language"] == "zh-hans":
            text |= {"body": "", "writtenIn": "vi", "note": "（越南语）"}

    east, _ = timelines(parsed(slot))

    lengths = [scene.frame_count for scene in east.scenes]
    read_in = len("Chợ" + "Dài. " * 60) / DEFAULT_PACE.speed_in("vi") + 2
    assert lengths[0] == lengths[1]
    assert 0 <= lengths[1] / 25 - read_in < 0.5
