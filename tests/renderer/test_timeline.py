"""Scenes in whole frames: lengths, languages, and how a clip runs through them."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from renderer.programme import Programme, parse_programme
from renderer.timeline import (
    FADE_FRAMES,
    GRAIN_FRAMES,
    Timeline,
    build_timeline,
    whole_grains,
)
from tests.fakes.programmes import (
    a_canvas,
    a_clip,
    a_face,
    a_picture,
    a_programme,
    a_slot,
    an_item,
)

ALL = ("vi", "zh-hans", "en")


def timeline_of(
    *slots: dict[str, object], languages: tuple[str, ...] = ("vi",)
) -> Timeline:
    canvas = a_canvas(a_face(languages=languages))
    programme = parse_programme(a_programme(*slots, canvases=(canvas,)))
    return build_timeline(programme, programme.cluster.canvases[0])


def test_a_slot_is_shown_once_for_each_language_of_its_face():
    timeline = timeline_of(a_slot(seconds=8), languages=ALL)

    assert [scene.step for scene in timeline.scenes] == [0, 1, 2]
    assert [scene.frame_count for scene in timeline.scenes] == [200, 200, 200]
    assert timeline.starts == (0, 200, 400)
    assert timeline.frame_count == 600


def test_faces_with_fewer_languages_begin_again():
    one, other = a_face("a", languages=ALL), a_face("b", languages=("vi",))
    canvas = a_canvas(one, other | {"xPx": 320}, size=(640, 160))
    programme: Programme = parse_programme(a_programme(a_slot(), canvases=(canvas,)))
    face = programme.cluster.canvases[0].faces[1]

    assert [face.language_at(step) for step in range(3)] == ["vi", "vi", "vi"]


def test_without_seconds_a_text_stays_as_long_as_reading_takes():
    short = timeline_of(a_slot(an_item(body="Ngắn.")))
    long = timeline_of(a_slot(an_item(body="Dài hơn nhiều. " * 20)))

    assert short.frame_count == whole_grains(Fraction(6))
    assert long.frame_count > 20 * 25


def test_an_empty_programme_shows_the_filler():
    timeline = timeline_of(languages=ALL)

    assert [scene.slot for scene in timeline.scenes] == [None, None, None]


def test_a_long_clip_plays_once_while_the_languages_change():
    clip = an_item(kind="CLIP", clip=a_clip(duration_ms=30_000))

    timeline = timeline_of(a_slot(clip), languages=ALL)

    assert [scene.clip_start_frame for scene in timeline.scenes] == [0, 248, 496]


def test_a_short_clip_plays_once_for_each_language():
    clip = an_item(kind="CLIP", clip=a_clip(duration_ms=9_000))

    timeline = timeline_of(a_slot(clip), languages=ALL)

    assert [scene.clip_start_frame for scene in timeline.scenes] == [0, 0, 0]
    assert timeline.scenes[0].frame_count == 224


def test_a_clip_is_never_stretched():
    clip = an_item(kind="CLIP", clip=a_clip(duration_ms=7_000))

    assert timeline_of(a_slot(clip, seconds=60)).frame_count == 168


def test_a_gallery_gives_every_picture_its_time():
    pictures = (a_picture(), a_picture(), a_picture())
    gallery = an_item(kind="GALLERY", pictures=pictures)

    assert timeline_of(a_slot(gallery)).frame_count == whole_grains(Fraction(15))


@given(st.fractions(min_value=0, max_value=3600))
def test_a_scene_is_whole_grains_and_longer_than_its_fades(seconds: Fraction):
    frame_count = whole_grains(seconds)

    assert frame_count % GRAIN_FRAMES == 0
    assert frame_count > 2 * FADE_FRAMES
    assert frame_count >= seconds * 25


def test_a_short_loop_is_shown_again_until_the_line_below_has_run_past():
    tall, low = a_face(place=(0, 0, 320, 240)), a_face(place=(0, 0, 320, 160))
    line = {"vi": "Cửa khẩu mở cửa từ 7 giờ đến 22 giờ hằng ngày."}

    def scenes_with(*faces: dict[str, object], ticker: dict[str, str]) -> list[int]:
        canvases = tuple(
            a_canvas(face, size=(320, 240), code=str(n)) for n, face in enumerate(faces)
        )
        programme = parse_programme(
            a_programme(a_slot(seconds=8), canvases=canvases, ticker=ticker)
        )
        timelines = [build_timeline(programme, c) for c in programme.cluster.canvases]
        return [len(timeline.scenes) for timeline in timelines]

    assert scenes_with(tall, ticker={}) == [1]
    assert scenes_with(low, ticker=line) == [1]
    # Its 46 characters at half the pace of reading, and more for safety.
    assert scenes_with(tall, ticker=line) == [2]
    # All canvases of a cluster have one length.
    assert scenes_with(tall, low, ticker=line) == [2, 2]


def test_the_filler_is_not_made_longer_for_a_line_that_it_does_not_show():
    canvas = a_canvas(a_face(place=(0, 0, 320, 240)), size=(320, 240))
    ticker = {"vi": "rất dài " * 100}
    programme = parse_programme(a_programme(canvases=(canvas,), ticker=ticker))

    timeline = build_timeline(programme, programme.cluster.canvases[0])

    assert len(timeline.scenes) == 1
