"""What is shown in a window: never beyond an agreement, as often as promised."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.errors import ProgrammeError
from renderer.programme import Programme, parse_programme
from renderer.timeline import FPS, build_timeline, cluster_scenes
from renderer.timetable import content_key, windows_from, within_agreements
from tests.fakes.programmes import (
    a_canvas,
    a_clip,
    a_face,
    a_picture,
    a_programme,
    a_slot,
    an_item,
)

NOON = datetime(2026, 4, 26, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
OPERATOR = "bql-kkt"


def of(agency: str, item: dict[str, Any]) -> dict[str, Any]:
    return item | {"agency": {"code": agency, "names": []}}


def slot(
    number: int, *, agency: str = OPERATOR, frequency: int = 1, **fields: Any
) -> dict[str, Any]:
    item = of(agency, an_item(f"tin-{number}", title=f"Tin {number}"))
    return a_slot(item, slot_id=str(number), **fields) | {"frequency": frequency}


def programme_of(
    *slots: dict[str, Any],
    agreed: int | None = None,
    canvases: tuple[dict[str, Any], ...] = (),
) -> Programme:
    document = a_programme(*slots, canvases=canvases)
    if agreed is not None:
        document["data"]["programme"]["airtime"] = [
            {"agency": OPERATOR, "secondsPerLoop": agreed, "reference": "BB 01"}
        ]
    return parse_programme(document)


def shown(programme: Programme) -> list[str]:
    return [slot.id for slot in within_agreements(programme).slots]


def frames_of(programme: Programme, agency: str = OPERATOR) -> int:
    return sum(
        scene.frame_count
        for scene in cluster_scenes(programme)
        if scene.slot and scene.slot.item.agency.code == agency
    )


def test_without_an_agreement_nothing_is_left_out():
    programme = programme_of(slot(1, seconds=600), slot(2, seconds=600))

    assert within_agreements(programme) is programme


def test_what_fits_exactly_is_shown():
    programme = programme_of(*(slot(n, seconds=15) for n in (1, 2, 3)), agreed=45)

    assert shown(programme) == ["1", "2", "3"]
    assert frames_of(programme) <= 45 * FPS


def test_what_goes_beyond_the_agreement_is_left_out_and_told_with_its_way_out():
    programme = programme_of(slot(1, seconds=30), slot(2, seconds=30), agreed=50)

    result = within_agreements(programme)

    assert [one.id for one in result.slots] == ["1"]
    (problem,) = result.problems
    assert (problem.slot_id, problem.title) == ("2", "Tin 2")
    assert problem.code == "AIRTIME_EXCEEDED"
    assert "cần 29,8 giây trong mỗi vòng phát, vượt 9,6 giây" in problem.message
    assert "50 giây đã thỏa thuận (Đ9.2, Đ14.3.a; BB 01)" in problem.message
    assert "thỏa thuận thêm thời lượng với cơ quan chủ trì" in problem.message


def test_a_smaller_slot_takes_the_room_that_a_larger_one_could_not():
    slots = slot(1, seconds=30), slot(2, seconds=30), slot(3, seconds=10)

    assert shown(programme_of(*slots, agreed=45)) == ["1", "3"]


def test_every_turn_and_every_language_counts():
    canvas = a_canvas(a_face(languages=("vi", "en", "zh-hans")))
    thrice = slot(1, seconds=10, frequency=2)

    assert shown(programme_of(thrice, agreed=59, canvases=(canvas,))) == []
    assert shown(programme_of(thrice, agreed=60, canvases=(canvas,))) == ["1"]


def test_an_agreement_binds_nobody_else():
    programme = programme_of(slot(1, agency="so-du-lich", seconds=600), agreed=10)

    assert shown(programme) == ["1"]


def test_when_everything_is_left_out_the_filler_is_shown():
    result = within_agreements(programme_of(slot(1, seconds=30), agreed=10))

    assert [scene.slot for scene in cluster_scenes(result)] == [None]


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """One to three canvases with one to three languages; every kind of item."""
    canvases = []
    for number in range(draw(st.integers(1, 3))):
        count = draw(st.integers(1, 3))
        face = a_face(languages=("vi", "zh-hans", "en")[:count])
        canvases.append(a_canvas(face, code=f"led-{number}"))
    slots = []
    for number in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(["STORY", "GALLERY", "CLIP"]))
        clip = a_clip(duration_ms=draw(st.integers(2_000, 60_000)))
        item = an_item(
            f"tin-{number}",
            kind=kind,
            body="Chữ. " * draw(st.integers(0, 60)),
            pictures=(a_picture(),) if kind == "GALLERY" else (),
            clip=clip if kind == "CLIP" else None,
        )
        agency = draw(st.sampled_from([OPERATOR, "so-du-lich"]))
        seconds = draw(st.none() | st.integers(3, 60))
        frequency = draw(st.integers(1, 6))
        slots.append(
            a_slot(of(agency, item), slot_id=str(number), seconds=seconds)
            | {"frequency": frequency}
        )
    agreed = draw(st.none() | st.integers(0, 400))
    return programme_of(*slots, agreed=agreed, canvases=tuple(canvases))


@given(programmes())
def test_no_loop_ever_goes_beyond_an_agreement(programme: Programme):
    result = within_agreements(programme)

    for agreement in result.airtime:
        assert frames_of(result, agreement.agency) <= agreement.seconds_per_loop * FPS


@given(programmes())
def test_every_slot_is_shown_as_often_as_promised_or_refused_whole(
    programme: Programme,
):
    result = within_agreements(programme)
    steps = programme.cluster.step_count

    scenes = Counter(s.slot.id for s in cluster_scenes(result) if s.slot)
    refused = {problem.slot_id for problem in result.problems}
    for one in programme.slots:
        expected = 0 if one.id in refused else one.frequency * steps
        assert scenes[one.id] == expected


@given(programmes())
def test_all_canvases_of_a_cluster_change_together(programme: Programme):
    timelines = [build_timeline(programme, c) for c in programme.cluster.canvases]

    assert len({timeline.starts for timeline in timelines}) == 1
    assert len({timeline.frame_count for timeline in timelines}) == 1


@given(programmes())
def test_every_face_shows_every_language_of_its_own_of_each_slot(
    programme: Programme,
):
    for face in programme.cluster.faces:
        told = {
            (scene.slot.id, face.language_at(scene.step))
            for scene in cluster_scenes(programme)
            if scene.slot
        }
        assert told == {
            (s.id, code) for s in programme.slots for code in face.languages
        }


@given(programmes())
def test_the_same_programme_gives_the_same_scenes(programme: Programme):
    again = Programme.model_validate(programme.model_dump())

    assert within_agreements(again) == within_agreements(programme)
    assert cluster_scenes(again) == cluster_scenes(programme)


def test_the_longest_text_of_any_canvas_sets_the_pace_of_all():
    languages = ("vi",), ("zh-hans",)
    canvases = tuple(
        a_canvas(a_face(languages=codes), code=codes[0]) for codes in languages
    )
    # Chinese is read by the character, more slowly.
    slots = [a_slot(an_item(body="字" * 200))]

    both = programme_of(*slots, canvases=canvases)
    alone = programme_of(*slots, canvases=canvases[1:])

    vietnamese = build_timeline(both, both.cluster.canvases[0])
    assert (
        vietnamese.frame_count
        == build_timeline(alone, alone.cluster.canvases[0]).frame_count
    )


def test_windows_that_are_over_are_passed_over():
    first, second = hours_of(2)

    assert windows_from([first, second], NOON + HOUR) == (second,)
    assert windows_from([first, second], NOON + HOUR / 2) == (first, second)


@pytest.mark.parametrize("hour", [-1, 2])
def test_a_schedule_that_says_nothing_of_now_is_refused(hour: int):
    with pytest.raises(ProgrammeError, match="no window is due"):
        windows_from(hours_of(2), NOON + hour * HOUR)


def test_windows_that_show_the_same_have_the_same_name():
    first, second = hours_of(2)
    night = second.model_copy(update={"variant": "night"})
    quiet = second.model_copy(update={"is_quiet": True})

    assert content_key(first) == content_key(second)
    assert len({content_key(one) for one in (second, night, quiet)}) == 3


def hours_of(count: int) -> list[Programme]:
    programmes = []
    for number in range(count):
        at, until = NOON + number * HOUR, NOON + (number + 1) * HOUR
        document = a_programme(a_slot(), at=at.isoformat(), until=until.isoformat())
        programmes.append(parse_programme(document))
    return programmes
