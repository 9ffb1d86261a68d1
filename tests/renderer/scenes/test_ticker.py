"""The line that runs below: whole pixels, a legible speed, and no seam at the loop's end."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.errors import TypesettingError
from renderer.layouts import Rect, Size
from renderer.legibility import UNKNOWN_DISTANCE, letter_heights
from renderer.planning import FaceShot, TickerLine, TickerShot, Words, plan_scenes
from renderer.programme import parse_programme
from renderer.scenes.making import content_of, make_ticker
from renderer.scenes.ticker import (
    Ticker,
    laid_out,
    legible_speed,
    read_ticker,
    ticker_look,
)
from renderer.themes import read_theme
from renderer.timeline import DEFAULT_PACE, FPS, build_timeline
from renderer.typesetting.ticker import typeset_ticker
from renderer.video.planes import Picture, black_frame
from tests.fakes.programmes import a_canvas, a_face, a_programme, a_slot

THEME = read_theme(Path(__file__).parents[3] / "themes" / "lao-cai")
WINDOW = Size(96, 8)


def a_strip(width: int) -> np.ndarray:
    """Each column has a colour of its own, but for the ground at both ends."""
    strip = np.full((WINDOW.height, width, 3), 30, np.uint8)
    strip[:, 4:-4] = (40 + np.arange(width - 8) * 7 % 200)[None, :, None]
    return strip


def a_ticker(*, width: int = 150, at_frame: int = 0, frames: int = 200, speed: int = 3):
    return Ticker([a_strip(width)], at_frame=at_frame, loop_frames=frames, speed=speed)


def shown(ticker: Ticker, frame: int) -> Picture:
    onto = black_frame(WINDOW).picture
    ticker.paint(frame, onto)
    return onto


def same(one: Picture, other: Picture) -> bool:
    pairs = zip(one.planes, other.planes, strict=True)
    return all(np.array_equal(a, b) for a, b in pairs)


@given(
    width=st.integers(20, 400), speed=st.integers(1, 9), frames=st.integers(100, 900)
)
def test_after_the_loops_last_frame_comes_its_first(
    width: int, speed: int, frames: int
):
    if width > frames * speed:
        return
    ticker = a_ticker(width=width, frames=frames, speed=speed)

    assert same(shown(ticker, frames), shown(ticker, 0))
    assert same(shown(ticker, frames + 24), shown(ticker, 24))


@given(st.lists(st.integers(1, 500), min_size=1, max_size=4), st.integers(1, 60_000))
def test_texts_follow_each_other_in_turn_and_never_touch(widths: list[int], belt: int):
    if sum(widths) > belt:
        return
    laid = laid_out(widths, belt)

    ends = [*(text.start for text in laid[1:]), belt]
    gaps = [
        end - text.start - widths[text.text]
        for text, end in zip(laid, ends, strict=True)
    ]
    assert laid[0].start == 0
    assert {text.text for text in laid} == set(range(len(widths)))
    turns = [text.text for text in laid]
    assert turns == [n % len(widths) for n in range(len(turns))]
    assert min(gaps) >= 0
    assert max(gaps) - min(gaps) <= 1
    # No room is left that another text could have had.
    assert sum(gaps) < widths[len(turns) % len(widths)]


@given(st.integers(0, 199), st.integers(1, 5))
def test_it_moves_by_the_same_whole_pixels_in_every_frame(frame: int, speed: int):
    ticker = a_ticker(speed=speed)

    before = shown(ticker, frame).planes[0]
    after = shown(ticker, frame + 1).planes[0]

    assert np.array_equal(before[:, speed:], after[:, :-speed])


def test_colours_move_with_the_letters_at_odd_places_too():
    strip = np.full((8, 60, 3), 30, np.uint8)
    strip[:, 20:40] = (250, 200, 60)
    ticker = Ticker([strip], at_frame=0, loop_frames=100, speed=1)

    for frame in range(8):
        picture = shown(ticker, frame)
        y, u = (
            plane[2 // n].astype(int) for n, plane in enumerate(picture.planes[:2], 1)
        )
        is_gold = y > 120
        inside = is_gold[::2] & is_gold[1::2]
        outside = ~is_gold[::2] & ~is_gold[1::2]
        assert u[inside].max() < 100
        assert u[outside].min() > 120


def test_a_scene_begins_where_the_one_before_ended():
    whole, later = a_ticker(), a_ticker(at_frame=120)

    for frame in range(0, 80, 7):
        assert same(shown(whole, 120 + frame), shown(later, frame))


def lines_in(*languages: str) -> list[TickerLine]:
    return [TickerLine(code, "", DEFAULT_PACE.speed_in(code)) for code in languages]


def test_the_speed_is_legible_in_the_slowest_of_its_languages():
    assert legible_speed(28, lines_in("vi")) == 4
    assert legible_speed(28, lines_in("vi", "zh-hans")) == 3
    assert legible_speed(59, lines_in("vi", "en")) == 9
    assert legible_speed(4, lines_in("zh-hans")) == 1
    for size_px in range(8, 120):
        speed = legible_speed(size_px, lines_in("vi"))
        # Half of 15 characters a second, each a little over half a letter's size wide.
        assert speed * FPS <= max(7.5 * 0.55 * size_px, FPS)


def test_the_strip_is_as_high_as_its_legible_letters_ask_for():
    look = ticker_look(THEME, Size(768, 384), ["vi"])

    assert (look.size_px, look.height, look.edge_px) == (28, 44, 2)
    assert ticker_look(THEME, Size(1920, 1080), ["vi"]).size_px == 59


def a_shot(*texts: tuple[str, str], frames: int = 3000) -> TickerShot:
    lines = tuple(
        TickerLine(code, text, DEFAULT_PACE.speed_in(code)) for code, text in texts
    )
    return TickerShot(lines, at_frame=0, loop_frames=frames)


def a_face_shot(size: Size) -> FaceShot:
    rect = Rect(0, 0, size.width, size.height)
    words = Words("vi", "Sa Pa", "Sương mù.", "Sở Du lịch")
    ticker = a_shot(("vi", "Xin chào"))
    return FaceShot(rect, 0, "story", words, pictures=(), clip=None, ticker=ticker)


def test_the_scene_is_set_above_the_line():
    shot = a_face_shot(Size(960, 480))

    assert content_of(shot, THEME) == Rect(0, 0, 960, 480 - 44)
    assert make_ticker(shot, THEME) is not None


def test_the_line_is_as_tall_as_people_far_away_need():
    size, far = Size(960, 480), letter_heights(150, pitch_mm=10)
    shot = replace(a_face_shot(size), letters=far)
    near = make_ticker(a_face_shot(size), THEME)
    ticker = make_ticker(shot, THEME)
    height = size.height - content_of(shot, THEME).height
    assert near
    assert ticker

    # Capitals of 42 px: 15,000 pixels away, by 360.
    assert ticker_look(THEME, size, ["vi"], far).size_px == 57
    assert height == 92
    onto = black_frame(Size(960, height)).picture
    ticker.paint(0, onto)
    is_letter = onto.planes[0] > 150
    assert is_letter[8:].any(axis=1).sum() >= 42
    close = black_frame(Size(960, 44)).picture
    near.paint(0, close)
    assert (close.planes[0] > 150)[8:].any(axis=1).sum() < 42


def test_a_face_too_small_for_a_scene_above_the_line_is_all_scene():
    wide = [layout for layout in THEME.file.layouts if layout.name == "wide"]
    theme = replace(THEME, file=THEME.file.model_copy(update={"layouts": wide}))
    shot = a_face_shot(Size(768, 384))

    assert content_of(shot, theme) == Rect(0, 0, 768, 384)
    assert make_ticker(shot, theme) is None


def test_each_language_is_a_picture_of_its_own():
    look = ticker_look(THEME, Size(320, 240), ["vi", "zh-hans"])
    lines = [("vi", "Xin chào"), ("zh-hans", "您好")]

    greeting, chinese = typeset_ticker(THEME, lines, look)

    assert greeting.shape[0] == chinese.shape[0] == look.height
    assert greeting.shape[1] > chinese.shape[1] > 3 * look.size_px
    assert np.array_equal(greeting, typeset_ticker(THEME, lines[:1], look)[0])


def test_a_letter_that_no_font_has_is_refused_by_name():
    with pytest.raises(TypesettingError) as refusal:
        read_ticker(
            a_shot(("vi", "Xin chào 𓀀")), THEME, Size(320, 240), UNKNOWN_DISTANCE
        )

    assert refusal.value.where.startswith("ticker")
    assert "U+13000" in str(refusal.value)


def test_a_line_longer_than_its_loop_is_refused_with_the_way_out():
    with pytest.raises(TypesettingError) as refusal:
        read_ticker(
            a_shot(("vi", "dài " * 100), frames=96),
            THEME,
            Size(320, 240),
            UNKNOWN_DISTANCE,
        )

    assert refusal.value.where == "ticker"
    assert "the loop is 3 s long" in str(refusal.value)
    assert "shorten it" in str(refusal.value)


TEXTS = {
    "vi": "Cửa khẩu quốc tế mở cửa từ 7 giờ đến 22 giờ hằng ngày. Xin giữ sẵn giấy tờ.",
    "en": "The border gate is open daily from 7:00 to 22:00. Keep your papers at hand.",
    "zh-hans": "国际口岸每日开放时间为7:00至22:00，请旅客提前准备好证件。",
}


@pytest.mark.parametrize(
    "size", [Size(320, 240), Size(768, 384), Size(480, 960), Size(1920, 1080)], ids=str
)
@pytest.mark.parametrize("codes", [("vi",), ("vi", "zh-hans"), ("vi", "en", "zh-hans")])
def test_even_a_loop_of_one_scene_lasts_until_the_line_has_run_past(
    size: Size, codes: tuple[str, ...]
):
    face = a_face(languages=codes, place=(0, 0, size.width, size.height))
    canvas = a_canvas(face, size=(size.width, size.height))
    programme = parse_programme(
        a_programme(
            a_slot(seconds=4),
            canvases=(canvas,),
            ticker={code: TEXTS[code] for code in codes},
        )
    )
    timeline = build_timeline(programme, programme.cluster.canvases[0])
    (shot, *_) = plan_scenes(timeline, theme="lao-cai", variant="day", theme_digest="t")
    ticker = shot.faces[0].ticker
    assert ticker

    read_ticker(
        ticker, THEME, size, UNKNOWN_DISTANCE
    )  # it would refuse a loop too short
