"""What is heard in each scene of a loop, round its seam, and how loud."""

from typing import Any

import pytest

from renderer.planning import (
    Level,
    Loudness,
    SoundAction,
    gain_db,
    plan_silence,
    plan_sound,
)
from renderer.programme import parse_programme
from renderer.timeline import FADE_FRAMES, Timeline, build_timeline
from tests.fakes.programmes import a_clip, a_file, a_programme, a_slot, an_item

STORY = an_item("story")


def a_loud_clip(sha: str = "a" * 64) -> dict[str, Any]:
    clip = a_clip(a_file(sha256=sha), has_audio=True)
    return an_item(sha[:3], kind="CLIP", clip=clip)


def timeline_of(*items: dict[str, Any]) -> Timeline:
    slots = [a_slot(item, slot_id=str(n), seconds=8) for n, item in enumerate(items)]
    programme = parse_programme(a_programme(*slots))
    return build_timeline(programme, programme.cluster.canvases[0])


def sounds_of(*items: dict[str, Any], level: Level = Level()) -> list[SoundAction]:  # noqa: B008
    return list(plan_sound(timeline_of(*items), level))


def test_a_clip_is_heard_in_its_scene_and_beneath_the_fade_into_the_next():
    _, own, after = sounds_of(STORY, a_loud_clip(), STORY)

    (cue,) = own.cues
    assert (cue.at_frame, cue.frame_count) == (0, 200 + FADE_FRAMES)
    (rest,) = after.cues
    assert (rest.at_frame, rest.frame_count) == (-200, 200 + FADE_FRAMES)


def test_the_last_clip_is_heard_round_the_seam():
    first, last = sounds_of(STORY, a_loud_clip())

    assert [cue.at_frame for cue in last.cues] == [0]
    assert [cue.at_frame for cue in first.cues] == [-200, 200]


def test_a_piece_knows_what_begins_just_after_it():
    before, *_ = sounds_of(STORY, a_loud_clip(), STORY, STORY)

    assert [cue.at_frame for cue in before.cues] == [200]


def test_a_changed_clip_changes_its_own_sound_and_its_neighbours_only():
    before = sounds_of(STORY, STORY, a_loud_clip("a" * 64), STORY, STORY, STORY)
    after = sounds_of(STORY, STORY, a_loud_clip("b" * 64), STORY, STORY, STORY)

    differing = [
        n
        for n, (one, other) in enumerate(zip(before, after, strict=True))
        if one.key != other.key
    ]
    assert differing == [1, 2, 3]


def test_silence_has_one_name_wherever_it_is_and_however_loud_the_rest():
    one, other = sounds_of(STORY, STORY)
    (louder, _) = sounds_of(STORY, STORY, level=Level(target_lufs=-16))

    assert one.key == other.key == louder.key


def test_another_level_is_another_sound():
    (usual,) = sounds_of(a_loud_clip())
    (louder,) = sounds_of(a_loud_clip(), level=Level(target_lufs=-16))

    assert usual.key != louder.key


def test_in_quiet_hours_nothing_is_heard():
    timeline = timeline_of(STORY, a_loud_clip())

    assert [action.cues for action in plan_silence(timeline)] == [(), ()]
    assert [a.frame_count for a in plan_silence(timeline)] == [200, 200]


@pytest.mark.parametrize(
    ("integrated", "peak", "expected"),
    [
        (-30.0, -20.0, 7.0),  # too soft: raised to −23
        (-10.0, -1.0, -13.0),  # too loud: lowered
        (-30.0, -3.0, 2.0),  # raised no further than its peaks allow
        (-55.0, -50.0, 20.0),  # a whisper, not made a shout
        (-70.0, -70.0, 0.0),  # silence
    ],
)
def test_a_clip_is_brought_to_the_level_without_cutting_its_peaks(
    integrated: float, peak: float, expected: float
):
    assert gain_db(Loudness(integrated, peak), Level()) == pytest.approx(expected)
