"""What runs below, subtitles and codes are in the names of the segments that show them."""

from dataclasses import replace
from typing import Any

from renderer.planning import (
    Encoding,
    FaceShot,
    Level,
    LoopPlan,
    SceneShot,
    plan_loop,
    plan_sound,
)
from renderer.programme import parse_programme
from renderer.timeline import DEFAULT_PACE, Pace, build_timeline
from tests.fakes.programmes import (
    a_canvas,
    a_clip,
    a_face,
    a_file,
    a_programme,
    a_slot,
    an_item,
)

ITEMS = [an_item(key, title=key) for key in ("one", "two", "three", "four")]
TICKER = {"vi": "Xin chào", "en": "Welcome", "zh-hans": "您好"}
TALL = a_canvas(a_face(place=(0, 0, 320, 240)), size=(320, 240))


def plan_of(
    *items: dict[str, Any],
    canvas: dict[str, Any] = TALL,
    pace: Pace = DEFAULT_PACE,
    **changes: Any,
) -> LoopPlan:
    slots = [
        a_slot(item, slot_id=str(n), seconds=item.get("seconds", 8))
        for n, item in enumerate(items)
    ]
    programme = parse_programme(a_programme(*slots, canvases=(canvas,), **changes))
    timeline = build_timeline(programme, programme.cluster.canvases[0], pace)
    return plan_loop(
        timeline,
        theme="any",
        variant="day",
        theme_digest="t",
        encoding=Encoding(),
        sounds=plan_sound(timeline, Level()),
    )


def keys_of(plan: LoopPlan) -> list[str]:
    return [action.key for action in plan.pictures]


def scenes_of(plan: LoopPlan) -> list[SceneShot]:
    return [action.after for action in plan.pictures[::2]]  # type: ignore[union-attr]


def first_face(plan: LoopPlan) -> FaceShot:
    return scenes_of(plan)[0].faces[0]


def test_a_face_runs_the_line_in_each_of_its_languages():
    canvas = a_canvas(
        a_face("a", languages=("vi", "zh-hans"), place=(0, 0, 320, 240)),
        a_face("b", languages=("en",), place=(320, 0, 320, 240)),
        size=(640, 240),
    )

    faces = scenes_of(plan_of(ITEMS[0], canvas=canvas, ticker=TICKER))[1].faces

    lines = [
        [(line.language, line.text) for line in face.ticker.lines]
        for face in faces
        if face.ticker
    ]
    assert lines == [[("vi", "Xin chào"), ("zh-hans", "您好")], [("en", "Welcome")]]


def test_a_low_face_and_the_filler_have_no_line():
    low = a_canvas(a_face(place=(0, 0, 1024, 128)), size=(1024, 128))

    assert first_face(plan_of(ITEMS[0], canvas=low, ticker=TICKER)).ticker is None
    assert first_face(plan_of(ticker=TICKER)).ticker is None
    assert first_face(plan_of(ITEMS[0], ticker={"en": "Welcome"})).ticker is None
    assert keys_of(plan_of(ITEMS[0], canvas=low, ticker=TICKER)) == keys_of(
        plan_of(ITEMS[0], canvas=low)
    )


def test_beside_a_tall_face_a_low_one_still_has_no_line():
    canvas = a_canvas(
        a_face("tall", place=(0, 0, 320, 240)),
        a_face("low", place=(320, 0, 320, 160)),
        a_face("turned", place=(640, 0, 160, 320), rotation=90),
        size=(800, 320),
    )

    faces = scenes_of(plan_of(ITEMS[0], canvas=canvas, ticker=TICKER))[0].faces

    assert [face.ticker is not None for face in faces] == [True, False, False]


def test_the_line_goes_on_from_scene_to_scene():
    tickers = [s.faces[0].ticker for s in scenes_of(plan_of(*ITEMS, ticker=TICKER))]

    assert [ticker.at_frame for ticker in tickers if ticker] == [0, 200, 400, 600]
    assert {ticker.loop_frames for ticker in tickers if ticker} == {800}


def test_beside_the_line_a_changed_slot_still_renders_only_itself():
    changed = [*ITEMS[:2], an_item("three", title="ba"), ITEMS[3]]

    before = keys_of(plan_of(*ITEMS, ticker=TICKER))
    after = keys_of(plan_of(*changed, ticker=TICKER))

    assert [n for n in range(8) if before[n] != after[n]] == [4, 5, 6]


def test_a_changed_line_is_another_picture_everywhere():
    other = {**TICKER, "vi": "Tạm biệt"}

    same = set(keys_of(plan_of(*ITEMS, ticker=TICKER)))

    assert same.isdisjoint(keys_of(plan_of(*ITEMS, ticker=other)))
    assert same.isdisjoint(keys_of(plan_of(*ITEMS)))


def test_a_line_in_a_language_that_no_face_shows_changes_nothing():
    other = {**TICKER, "en": "Goodbye"}

    assert keys_of(plan_of(*ITEMS, ticker=TICKER)) == keys_of(
        plan_of(*ITEMS, ticker=other)
    )


SLOW = replace(DEFAULT_PACE, characters_per_second={"vi": 5})


def test_the_pace_at_which_a_line_runs_is_in_the_name_of_all_it_runs_below():
    usual, slow = (
        plan_of(*ITEMS, ticker=TICKER, pace=pace) for pace in (DEFAULT_PACE, SLOW)
    )

    assert usual.frame_count == slow.frame_count
    assert set(keys_of(usual)).isdisjoint(keys_of(slow))


def test_the_pace_at_which_a_clip_s_name_is_read_is_in_its_name():
    clip = an_item("c", kind="CLIP", clip=a_clip())

    usual, slow = (plan_of(ITEMS[0], clip, pace=p) for p in (DEFAULT_PACE, SLOW))

    same = [a == b for a, b in zip(keys_of(usual), keys_of(slow), strict=True)]
    assert same == [False, True, False, False]


def test_what_stands_as_long_as_before_keeps_its_name_at_another_pace():
    assert keys_of(plan_of(*ITEMS)) == keys_of(plan_of(*ITEMS, pace=SLOW))


def clip_of(**subtitles: str) -> dict[str, Any]:
    files = {code: a_file(letter * 64) for code, letter in subtitles.items()}
    return an_item("c", kind="CLIP", clip=a_clip(subtitles=files))


def test_a_face_shows_the_subtitles_of_its_own_language_and_no_others():
    assert first_face(plan_of(clip_of(vi="a", en="b"))).subtitles == "a" * 64
    assert first_face(plan_of(clip_of(en="b"))).subtitles is None


def test_only_the_shown_languages_subtitles_are_in_the_name():
    plain = keys_of(plan_of(clip_of(vi="a")))

    assert keys_of(plan_of(clip_of(vi="a", en="b"))) == plain
    assert set(keys_of(plan_of(clip_of(vi="b")))).isdisjoint(plain)


def test_an_address_is_in_the_name_of_what_shows_its_code():
    def url_of(kind: str, **more: Any) -> str | None:
        item = an_item("x", kind=kind, public_url="https://a.vn/1", **more)
        return first_face(plan_of(item)).public_url

    assert url_of("STORY") == url_of("NOTICE") == "https://a.vn/1"
    assert url_of("CLIP", clip=a_clip()) is None
