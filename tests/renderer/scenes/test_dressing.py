"""What a clip's face lays over it: legible over any picture, each in its frames."""

from pathlib import Path

import numpy as np
import pytest

from renderer.errors import RendererError
from renderer.layouts import Rect, Size
from renderer.legibility import letter_heights
from renderer.planning import ClipShot, FaceShot, Words
from renderer.scenes.dressing import showing_of
from renderer.scenes.making import make_face_scene
from renderer.scenes.overlaid import Showing
from renderer.scenes.plates import WordsOverClip, lower_third, words_over_clip
from renderer.scenes.reels import Reels
from renderer.scenes.workshop import Workshop
from renderer.store import Store
from renderer.themes import read_theme
from renderer.themes.contrast import contrast_of
from renderer.timeline import FADE_FRAMES
from renderer.typesetting.faces import Face
from renderer.typesetting.metrics import least_size
from renderer.video.overlays import paint_over
from renderer.video.pictures import as_rgb
from renderer.video.planes import black_frame
from tests.fakes.videos import write_video

THEME = read_theme(Path(__file__).parents[3] / "themes" / "lao-cai")
FACE = Face(THEME, "clip", Size(960, 480), "vi")
REGION = Rect(0, 0, 960, 400)
LONG = "Một câu phụ đề rất dài mà hai dòng không chứa hết " * 3
VTT = f"""WEBVTT

00:00:01.000 --> 00:00:02.000
Đường lên Ô Quy Hồ, Ự trên Ễ

00:00:04.000 --> 00:00:08.000
{LONG}
"""


def over(
    tmp_path: Path,
    text: str = VTT,
    *,
    start: int = 0,
    frame_count: int = 200,
    title: str = "",
    face: Face = FACE,
    region: Rect = REGION,
) -> WordsOverClip:
    """What lies over a clip with these subtitles, from its frame `start` on."""
    path = tmp_path / "vi.vtt"
    path.write_text(text, "utf-8")
    return words_over_clip(
        a_shot(words=Words(face.language, title, "", "Sở Du lịch")),
        ClipShot("a" * 64, start),
        face,
        region=region,
        place=region,
        frame_count=frame_count,
        subtitles=path,
    )


def cues_of(tmp_path: Path, text: str = VTT, *, start: int = 0) -> list[Showing]:
    plates = over(tmp_path, text, start=start).plates
    return [showing_of(placed, THEME) for placed in plates]


def a_shot(**changes: object) -> FaceShot:
    words = Words("vi", "Đỉnh Fansipan", "", "Sở Du lịch")
    values = {
        "rect": Rect(0, 0, 960, 480),
        "rotation_deg": 0,
        "template": "clip",
        "words": words,
        "pictures": (),
        "clip": None,
    }
    return FaceShot(**{**values, **changes})  # type: ignore[arg-type]


def test_a_cue_is_seen_exactly_in_its_frames_of_the_clip(tmp_path: Path):
    first = cues_of(tmp_path)[0]

    assert (first.start, first.end, first.moving) == (25, 50, 0)


def test_a_scene_that_joins_the_clip_later_sees_its_cues_earlier(tmp_path: Path):
    joined = cues_of(tmp_path, start=40)

    assert (joined[0].start, joined[0].end) == (-15, 10)
    assert len(cues_of(tmp_path, start=60)) == len(joined) - 1


def test_a_cue_too_long_for_two_lines_is_shown_in_parts_one_after_the_other(
    tmp_path: Path,
):
    parts = cues_of(tmp_path)[1:]

    assert len(parts) > 1
    assert (parts[0].start, parts[-1].end) == (100, 200)
    assert [p.end for p in parts[:-1]] == [p.start for p in parts[1:]]
    assert all(p.end - p.start >= 15 for p in parts)


def test_cues_stand_within_their_region(tmp_path: Path):
    for showing in cues_of(tmp_path):
        place = showing.place
        assert REGION.contains(place)
        assert place.bottom <= REGION.bottom - 8
        assert abs(2 * place.x + place.width - REGION.width) <= 2
        assert not any(n % 2 for n in (place.x, place.y, place.width, place.height))
        assert place.size == showing.overlay.size


@pytest.mark.parametrize("behind", [0, 64, 128, 190, 255])
def test_words_are_readable_over_any_picture(tmp_path: Path, behind: int):
    named = lower_third(a_shot(), FACE, 300)
    assert named

    for showing in (cues_of(tmp_path)[0], showing_of(named, THEME)):
        onto = black_frame(showing.overlay.size).picture
        onto.planes[0][:] = 16 + behind * 219 // 255
        paint_over(showing.overlay, onto)
        pixels = as_rgb(onto)[:, 12:].reshape(-1, 3)
        brightness = pixels.sum(axis=1)
        letters, plate = (
            "#" + bytes(pixels[int(i)]).hex()
            for i in (brightness.argmax(), np.argsort(brightness)[len(pixels) // 2])
        )
        assert contrast_of(letters, plate) >= 4.5


def test_the_name_comes_after_half_a_second_and_leaves_when_it_is_read():
    named = lower_third(a_shot(), FACE, 400)
    short = lower_third(a_shot(), FACE, 120)

    assert named
    assert short
    assert named.start == FADE_FRAMES + 12
    assert named.end < 400
    assert named.end - named.start - 2 * named.moving >= 125
    # In a scene too short for that it stays to the end.
    assert showing_of(short, THEME).width_at(120 + FADE_FRAMES - 1) == short.place.width


@pytest.mark.parametrize(
    ("size", "title"),
    [
        (Size(960, 480), "Đỉnh Fansipan"),
        (Size(840, 420), "Tàu qua thung lũng Mường Hoa giữa mùa lúa chín vàng"),
        (Size(960, 600), "Tàu qua thung lũng Mường Hoa giữa mùa lúa chín vàng"),
    ],
)
def test_the_name_stands_on_the_lower_edge_of_its_region(size: Size, title: str):
    face = Face(THEME, "clip", size, "vi")
    region = THEME.region("clip", size, "lower_third")
    shot = a_shot(words=Words("vi", title, "", "Sở Văn hóa, Thể thao và Du lịch"))

    named = lower_third(shot, face, 400)

    assert named
    place = named.place
    assert (place.x, place.bottom) == (region.x, region.bottom)
    assert place.right <= region.right
    assert place.y >= 0
    assert not any(n % 2 for n in (place.x, place.y, place.width, place.height))


def test_the_name_stands_beside_an_upright_clip_where_there_is_room():
    size = Size(768, 384)
    face = Face(THEME, "clip", size, "vi")
    upright, nearly = Rect(282, 0, 204, 372), Rect(60, 0, 648, 372)

    beside = lower_third(a_shot(), face, 400, upright)
    over = lower_third(a_shot(), face, 400, nearly)

    assert beside
    assert over
    assert beside.place.right < upright.x
    assert over.place.right > nearly.x


def test_a_title_that_no_letters_fit_is_refused():
    face = Face(THEME, "clip", Size(960, 480), "vi")
    shot = a_shot(words=Words("vi", "Một tiêu đề rất dài " * 30, "", "Sở Du lịch"))

    with pytest.raises(RendererError) as refusal:
        lower_third(shot, face, 400)

    where = "title in the lower third of clip in vi on 960×480"
    assert refusal.value.where == where
    assert "shorten it to about" in str(refusal.value)


def test_while_the_name_stands_a_cue_stands_above_it(tmp_path: Path):
    named, *cues = over(tmp_path, title="Đỉnh Fansipan", frame_count=400).plates

    for cue in cues:
        is_beside = cue.start < named.end and named.start < cue.end
        assert not (is_beside and cue.place.overlaps(named.place))
    assert cues[0].place.bottom < named.place.y


# Capitals of 56 px: 20,000 pixels away, by 360.
FAR = letter_heights(200, pitch_mm=10)


def test_words_over_a_clip_are_as_tall_as_people_far_away_need(tmp_path: Path):
    size = Size(1920, 1080)
    region = Rect(0, 0, 1920, 1080)
    for language in ("vi", "zh-hans"):
        face = Face(THEME, "clip", size, language, FAR)
        words = over(tmp_path, title="Sa Pa", face=face, region=region)

        named, *cues = words.plates
        title, agency = named.plate.lines[0], named.plate.lines[-1]
        assert title.size >= least_size(THEME, language, FAR.text_px)
        assert agency.size >= least_size(THEME, language, FAR.aside_px)
        least = least_size(THEME, language, FAR.text_px)
        assert {line.size for cue in cues for line in cue.plate.lines} == {
            max(least, round(1080 * 0.075))
        }
        assert words.problems == ()


def test_a_far_face_s_clip_is_painted_with_tall_words(tmp_path: Path):
    store = Store(tmp_path / "store")
    video = store.keep(write_video(tmp_path / "store" / "a.mp4", size=(960, 448)))
    vtt = "WEBVTT\n\n00:00:00.400 --> 00:00:00.800\nXin chào\n"
    subtitles = store.keep_bytes(vtt.encode())
    shot = a_shot(
        clip=ClipShot(video.sha256, 0), subtitles=subtitles.sha256, letters=FAR
    )
    scene = make_face_scene(shot, Workshop(store, THEME), 80, Reels())
    canvas = black_frame(Size(960, 480)).picture

    scene.paint(5, canvas)
    before = canvas.planes[0].copy()
    scene.paint(15, canvas)

    is_other = (canvas.planes[0].astype(int) - before > 60).any(axis=1)
    assert is_other.sum() >= FAR.text_px


def test_where_legible_subtitles_have_no_room_there_are_none_and_it_is_told_once(
    tmp_path: Path,
):
    face = Face(THEME, "clip", Size(960, 480), "vi", letter_heights(500, pitch_mm=10))

    words = over(tmp_path, face=face)

    assert words.plates == ()
    (problem,) = words.problems
    assert problem.where == "subtitles of clip in vi on 960×480"
    assert "no line of letters of 188 px fits in its region of 960×178" in str(problem)
    assert "correct its distance and pitch" in str(problem)


def test_where_a_line_holds_but_a_word_or_two_there_are_no_subtitles(tmp_path: Path):
    # Letters of 50 px and a line of eight of them: half a second for each word.
    face = Face(THEME, "clip", Size(768, 384), "vi", letter_heights(130, pitch_mm=10))

    narrow, wide = (
        over(tmp_path, face=face, region=Rect(0, 0, width, 204)) for width in (412, 520)
    )

    assert narrow.plates == ()
    (problem,) = narrow.problems
    assert "no line of letters of 50 px fits in its region of 412×91" in str(problem)
    assert wide.plates
    assert wide.problems == ()


def test_where_a_legible_name_has_no_room_there_is_none_and_it_is_told(tmp_path: Path):
    far = letter_heights(300, pitch_mm=10)
    face = Face(THEME, "clip", Size(960, 480), "vi", far)

    words = over(tmp_path, "WEBVTT\n", title="Đỉnh Fansipan " * 3, face=face)

    assert words.plates == ()
    (problem,) = words.problems
    assert problem.where == "title in the lower third of clip in vi on 960×480"
    assert "under 114 px they cannot be read there" in str(problem)
    assert "shorten it to about" in str(problem)


def test_where_name_and_subtitles_do_not_fit_together_the_subtitles_are_shown(
    tmp_path: Path,
):
    face = Face(THEME, "clip", Size(960, 480), "vi", letter_heights(250, pitch_mm=10))

    words = over(tmp_path, title="Đỉnh Fansipan mùa săn mây", face=face)

    assert [placed.moving for placed in words.plates] == [0] * len(words.plates)
    assert words.plates
    assert all(REGION.contains(placed.place) for placed in words.plates)
    (problem,) = words.problems
    assert problem.where == "lower third of clip in vi on 960×480"
    assert "shorten the title or the subtitles" in str(problem)


def test_the_name_stays_twice_as_long_as_people_need_to_read_it():
    quick, slow = (
        lower_third(a_shot(reading_frames=frames), FACE, 900) for frames in (20, 150)
    )

    assert quick
    assert slow
    assert quick.end - quick.start == 125 + 2 * quick.moving
    assert slow.end - slow.start == 300 + 2 * slow.moving


def test_a_letter_that_no_font_has_leaves_out_its_cue_and_names_the_second(
    tmp_path: Path,
):
    text = f"{VTT}\n00:00:02.000 --> 00:00:03.000\nchữ 𓀀\n"

    words = over(tmp_path, text)

    (problem,) = words.problems
    assert problem.where == "subtitles at 0:02: subtitles (vi)"
    assert "U+13000" in str(problem)
    assert words.plates == over(tmp_path).plates


def test_a_clips_face_shows_its_subtitles_and_then_the_bare_clip(tmp_path: Path):
    store = Store(tmp_path / "store")
    video = store.keep(write_video(tmp_path / "store" / "a.mp4", size=(960, 448)))
    subtitles = store.keep_bytes(
        "WEBVTT\n\n00:00:00.400 --> 00:00:00.800\nXin chào\n".encode()
    )
    shot = a_shot(clip=ClipShot(video.sha256, 0), subtitles=subtitles.sha256)
    workshop = Workshop(store, THEME)
    bare = a_shot(clip=shot.clip)

    scenes = [make_face_scene(s, workshop, 80, Reels()) for s in (shot, bare)]
    canvases = [black_frame(Size(960, 480)).picture for _ in scenes]

    seen = []
    for frame in range(30):
        for scene, canvas in zip(scenes, canvases, strict=True):
            scene.paint(frame, canvas)
        one, other = (canvas.planes[0] for canvas in canvases)
        seen.append(not np.array_equal(one, other))
    assert seen == [10 <= frame < 20 for frame in range(30)]
