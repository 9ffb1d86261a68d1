"""Words fill their face in letters that can be read."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renderer.errors import TypesettingError
from renderer.layouts import Size
from renderer.legibility import letter_heights
from renderer.themes import Theme, read_theme
from renderer.typesetting import SlideWords
from renderer.typesetting.binding import loosened
from renderer.typesetting.blocks import Line
from renderer.typesetting.compiler import Words
from renderer.typesetting.faces import Face
from renderer.typesetting.fitting import Page, fit
from renderer.typesetting.metrics import least_size
from renderer.typesetting.words import clean_text
from tests.renderer.themes_on_disk import HOUSE_THEME
from tests.renderer.typesetting.measuring import measure_evenly

WIDE = Size(960, 480)
PORTRAIT = Size(480, 960)
SENTENCE = "Du khách nên mang theo giấy tờ tùy thân khi đến đây. "
WORDS = SlideWords("vi", "Chợ phiên Bắc Hà", SENTENCE * 4, "Sở Du lịch")


@pytest.fixture
def story(theme: Theme) -> Face:
    return Face(theme, "story", WIDE, "vi")


def lines_of(page: Page, role: str) -> list[Line]:
    return [line for line in page.lines if line.role == role]


def text_of(page: Page, role: str) -> str:
    return " ".join(loosened(line.text) for line in lines_of(page, role))


def test_title_and_agency_are_on_every_page(story: Face):
    pages = fit(story, WORDS, measure_evenly)

    assert len(pages) > 1
    for page in pages:
        assert text_of(page, "title") == "Chợ phiên Bắc Hà"
        assert text_of(page, "agency") == "Sở Du lịch"


def test_pages_are_counted(story: Face):
    pages = fit(story, WORDS, measure_evenly)

    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert {page.count for page in pages} == {len(pages)}


def test_the_text_begins_at_the_same_height_on_every_page(story: Face):
    words = replace(WORDS, body=SENTENCE * 3 + "Xin mời.")

    pages = fit(story, words, measure_evenly)

    assert len({lines_of(page, "body")[0].baseline for page in pages}) == 1


def test_lines_stand_inside_their_regions(theme: Theme):
    for size in (WIDE, PORTRAIT, Size(1024, 128)):
        face = Face(theme, "story", size, "vi")
        region = face.region("body", "text")
        assert region is not None

        for page in fit(face, WORDS, measure_evenly):
            for line in lines_of(page, "body"):
                assert line.left >= region.x
                assert line.left + len(line.text) * line.size / 2 <= region.right
                assert region.y < line.baseline < region.bottom


def test_a_title_too_long_for_two_lines_is_set_smaller(story: Face):
    title = "Thông báo tạm dừng thông quan và điều chỉnh giờ làm việc tại hai cửa khẩu"

    page = fit(story, replace(WORDS, title=f"{title} trong tuần tới"), measure_evenly)[
        0
    ]

    lines = lines_of(page, "long_title")
    assert 1 < len(lines) <= 3
    assert lines[0].size >= 32


def test_a_title_that_cannot_be_read_is_refused(story: Face):
    with pytest.raises(TypesettingError) as refusal:
        fit(story, replace(WORDS, title="Thông báo khẩn " * 20), measure_evenly)

    assert refusal.value.where == "title of story in vi on 960×480"
    assert "would fit only in letters of 17 px" in str(refusal.value)
    assert "under 32 px they cannot be read" in str(refusal.value)


def test_a_title_shortened_as_was_advised_fits(story: Face):
    title = "Thông báo khẩn " * 20
    with pytest.raises(TypesettingError) as refusal:
        fit(story, replace(WORDS, title=title), measure_evenly)
    advised = refusal.value.values["fitting"]
    assert isinstance(advised, int)

    page = fit(story, replace(WORDS, title=title[:advised]), measure_evenly)[0]

    assert f"about {advised} characters" in str(refusal.value)
    assert {line.size for line in lines_of(page, "long_title")} == {32}


def test_a_face_that_is_too_small_for_its_distance_is_named_as_such(theme: Theme):
    far = letter_heights(400, pitch_mm=5)

    with pytest.raises(TypesettingError) as refusal:
        fit(Face(theme, "story", WIDE, "vi", far), WORDS, measure_evenly)

    assert "no line of letters of 302 px fits" in str(refusal.value)
    assert "too small for its viewing distance" in str(refusal.value)


def test_on_a_low_face_a_title_too_long_is_paged_with_its_text(theme: Theme):
    title = "Thông báo khẩn về việc tạm dừng thông quan " * 4
    face = Face(theme, "story", Size(1024, 128), "vi")

    pages = fit(face, replace(WORDS, title=title.strip()), measure_evenly)

    shown = [loosened(line.text) for page in pages for line in page.lines]
    assert " ".join(shown) == f"{title}{SENTENCE * 4}".strip()
    titled = " ".join(text_of(page, "title") for page in pages)
    assert titled.strip() == title.strip()


@pytest.mark.parametrize("language", ["vi", "en", "zh-hans"])
@pytest.mark.parametrize("template", ["story", "notice", "story_plain"])
@pytest.mark.parametrize("distance", [20, 60])
def test_from_far_away_every_letter_is_as_tall_as_it_must_be(
    theme: Theme, language: str, template: str, distance: int
):
    letters = letter_heights(distance, pitch_mm=5)
    for size in (WIDE, PORTRAIT, Size(960, 600)):
        face = Face(theme, template, size, language, letters)

        for page in fit(face, WORDS, measure_evenly):
            for line in page.lines:
                least = least_size(
                    theme,
                    language,
                    letters.aside_px if line.role == "agency" else letters.text_px,
                )
                assert line.size >= least


@given(
    st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyắặ ẫỗự.,;:–()0123456789", max_size=300),
    st.sampled_from([None, 15.0, 30.0, 60.0]),
)
@settings(deadline=None)
def test_the_pages_of_any_text_hold_all_of_it_and_nothing_too_small(
    text: str, distance: float | None
):
    letters = letter_heights(distance, pitch_mm=5)
    face = Face(read_theme(HOUSE_THEME), "story", PORTRAIT, "vi", letters)
    region = face.region("body", "text")
    assert region is not None
    words = replace(WORDS, body=clean_text(text))

    pages = fit(face, words, measure_evenly)

    shown = "".join(text_of(page, "body") for page in pages)
    assert shown.replace(" ", "") == loosened(words.body).replace(" ", "")
    for page in pages:
        for line in lines_of(page, "body"):
            assert line.size >= face.least_size("body")
            width = measure_evenly([Words(line.text, "vi", 500)])[0]
            assert line.left + width * line.size <= region.right


def test_an_address_wider_than_its_column_is_parted(story: Face):
    address = "https://doingoailaocai.vn/tin-tuc/" + "a" * 60

    pages = fit(story, replace(WORDS, body=f"Xem {address}"), measure_evenly)

    lines = [line.text for page in pages for line in lines_of(page, "body")]
    assert "".join(lines).replace(" ", "") == f"Xem{address}"


def test_a_gallery_has_a_page_for_each_picture(theme: Theme):
    captions = ("Mùa lúa chín", "", "Hoàng hôn trên ruộng nước Mường Hoa")
    words = replace(WORDS, captions=captions)

    pages = fit(Face(theme, "gallery", WIDE, "vi"), words, measure_evenly)

    assert [page.number for page in pages] == [1, 2, 3]
    sizes = {line.size for page in pages for line in lines_of(page, "body")}
    assert len(sizes) == 1
    assert lines_of(pages[1], "body") == []


def test_a_long_caption_has_pages_of_its_picture(theme: Theme):
    words = replace(WORDS, captions=("Mùa lúa", SENTENCE * 6))

    pages = fit(Face(theme, "gallery", WIDE, "vi"), words, measure_evenly)

    assert pages[0].number == 1
    assert len(pages) > 2
    assert {page.number for page in pages[1:]} == {2}


def test_a_clip_without_room_for_a_text_has_one_page(theme: Theme):
    pages = fit(Face(theme, "clip", Size(960, 600), "vi"), WORDS, measure_evenly)

    assert len(pages) == 1
    assert lines_of(pages[0], "body") == []
    assert pages[0].character_count == 0


def test_on_a_very_low_face_the_title_comes_before_the_text(theme: Theme):
    pages = fit(Face(theme, "story", Size(256, 64), "vi"), WORDS, measure_evenly)

    assert text_of(pages[0], "title") == "Chợ phiên Bắc Hà"
    assert {line.role for page in pages[1:] for line in page.lines} == {"body"}
    assert len(pages) > 2


def test_without_words_there_is_one_page_with_the_title(story: Face):
    pages = fit(story, SlideWords("vi", "Chợ phiên"), measure_evenly)

    assert len(pages) == 1
    assert {line.role for line in pages[0].lines} == {"title"}


AGENCY = "Ban Chỉ đạo Công tác Thông tin đối ngoại và Hội nhập quốc tế của tỉnh"


def test_an_agency_with_a_long_name_is_named_whole_in_smaller_letters(theme: Theme):
    face = Face(theme, "gallery", Size(768, 384), "vi")
    region = face.region("agency")
    assert region is not None

    page = fit(face, replace(WORDS, agency=AGENCY), measure_evenly)[0]

    assert text_of(page, "agency") == AGENCY
    assert page.is_agency_whole
    assert all(line.baseline < region.bottom for line in lines_of(page, "agency"))


def test_an_agency_s_name_is_cut_short_before_it_is_too_small(theme: Theme):
    face = Face(theme, "gallery", Size(768, 384), "vi")

    page = fit(face, replace(WORDS, agency=f"{AGENCY} " * 4), measure_evenly)[0]

    shown = text_of(page, "agency")
    assert shown.endswith("…")
    assert f"{AGENCY} {AGENCY}".startswith(shown.removesuffix("…"))
    assert {line.size for line in lines_of(page, "agency")} == {15}
    assert not page.is_agency_whole


def test_no_word_stands_alone_on_the_last_line_of_a_title(theme: Theme):
    for title in (
        "Lễ hội xuống đồng tại bản Cát Cát năm nay vui",
        "Tin mới " * 4 + "ạ",
    ):
        for size in (WIDE, PORTRAIT, Size(960, 600)):
            face = Face(theme, "story", size, "vi")

            page = fit(face, replace(WORDS, title=title), measure_evenly)[0]

            lines = [line for line in page.lines if "title" in line.role]
            assert len(lines) == 1 or " " in lines[-1].text


def test_a_title_is_set_a_little_smaller_rather_than_with_a_widow(theme: Theme):
    face = Face(theme, "story", PORTRAIT, "vi")
    title = "Cao nguyên và internationalisation vui"

    page = fit(face, replace(WORDS, title=title), measure_evenly)[0]

    lines = [loosened(line.text) for line in page.lines if "title" in line.role]
    assert lines == ["Cao nguyên và", "internationalisation vui"]


LONG_TITLE = (
    "Thông báo về việc tạm dừng tiếp nhận phương tiện chở hàng nông sản qua Cửa khẩu"
    " quốc tế đường bộ số II Kim Thành"
)
BODY_SIZES = (
    ("story", WIDE),
    ("notice", Size(960, 600)),
    ("story_plain", PORTRAIT),
    ("notice_plain", Size(640, 640)),
    ("story", Size(480, 1440)),
)


@pytest.mark.parametrize("title", ["Bắc Hà Sunday market", LONG_TITLE])
@pytest.mark.parametrize(("template", "size"), BODY_SIZES)
def test_a_text_is_never_larger_than_its_title(
    theme: Theme, title: str, template: str, size: Size
):
    words = replace(WORDS, title=title, body="Xin mời quý khách.")

    page = fit(Face(theme, template, size, "vi"), words, measure_evenly)[0]

    (title_px,) = {line.size for line in page.lines if "title" in line.role}
    (body_px,) = {line.size for line in lines_of(page, "body")}
    assert body_px <= title_px


def test_beside_a_tiny_title_a_text_keeps_its_smallest_letters(story: Face):
    body = story.style("body")

    assert body.no_larger_than(1).scale.sizes == body.scale.sizes[-1:]
    assert body.no_larger_than(None) == body


def test_in_a_run_a_page_of_few_lines_stands_in_the_middle(theme: Theme):
    face = Face(theme, "gallery", Size(320, 200), "vi")
    region = face.region("run")
    assert region is not None
    words = SlideWords("vi", "Chợ phiên", captions=(SENTENCE, "Xin mời."))

    pages = fit(face, words, measure_evenly)

    fullest = max(len(page.lines) for page in pages)
    sparse = [page for page in pages if len(page.lines) * 3 <= fullest * 2]
    assert sparse
    for page in sparse:
        middle = (page.lines[0].baseline + page.lines[-1].baseline) / 2
        middle -= 0.35 * page.lines[0].size
        assert abs(middle - (region.y + region.height / 2)) <= 2


def test_on_a_very_low_face_chinese_has_two_lines(theme: Theme):
    face = Face(theme, "story", Size(256, 64), "zh-hans")
    words = SlideWords(
        "zh-hans", "老街国际口岸", "请旅客在办理手续前备好护照或通行证。"
    )

    pages = fit(face, words, measure_evenly)

    assert max(len(lines_of(page, "body")) for page in pages) == 2
