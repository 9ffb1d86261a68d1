"""Where a theme's regions come to stand on faces of many sizes."""

from itertools import combinations

import pytest

from renderer.errors import LayoutError, ThemeError
from renderer.layouts import Rect, Size
from renderer.themes import Theme, read_theme
from renderer.themes.words import TEMPLATES
from tests.renderer.themes_on_disk import ALL_THEMES, HOUSE_THEME

FACES = [
    Size(768, 384),
    Size(960, 480),
    Size(960, 600),
    Size(480, 960),
    Size(1024, 128),
    Size(640, 640),
    Size(1920, 1080),
    Size(256, 64),
    Size(1280, 288),
    Size(3840, 1080),
    Size(640, 1920),
    Size(768, 336),
    Size(320, 160),
    Size(160, 80),
    Size(200, 200),
    Size(160, 320),
    Size(960, 320),
    Size(320, 112),
    Size(512, 64),
    Size(256, 768),
]
OVERLAYS = {"lower_third"}  # lies over the clip, for a while


@pytest.fixture(
    scope="module", params=ALL_THEMES, ids=[path.name for path in ALL_THEMES]
)
def theme(request: pytest.FixtureRequest) -> Theme:
    return read_theme(request.param)


@pytest.mark.parametrize(
    ("size", "name"),
    [
        (Size(1024, 128), "strip"),
        (Size(256, 64), "banner"),
        (Size(1280, 288), "banner_large"),
        (Size(3840, 1080), "panorama"),
        (Size(1280, 360), "panorama"),
        (Size(960, 320), "panorama_small"),
        (Size(320, 112), "panorama_mini"),
        (Size(512, 64), "strip_small"),
        (Size(256, 768), "tower_small"),
        (Size(960, 480), "wide"),
        (Size(1920, 1080), "wide"),
        (Size(768, 384), "wide"),
        (Size(768, 336), "wide_low"),
        (Size(1745, 1000), "standard"),
        (Size(960, 600), "standard"),
        (Size(640, 640), "square"),
        (Size(480, 960), "portrait"),
        (Size(1080, 1920), "portrait"),
        (Size(640, 1920), "tower"),
        (Size(320, 160), "wide_small"),
        (Size(128, 64), "wide_mini"),
        (Size(320, 200), "standard_small"),
        (Size(128, 128), "square_small"),
        (Size(96, 192), "portrait_small"),
    ],
)
def test_a_face_has_the_layout_of_its_aspect(theme: Theme, size: Size, name: str):
    assert theme.layout_for(size).name == name


@pytest.mark.parametrize(
    ("size", "least"),
    [
        (Size(90, 40), "96×48"),
        (Size(2, 8192), "192×480"),
        (Size(64, 64), "96×96"),
        (Size(400, 40), "336×56"),
    ],
)
def test_a_face_too_small_for_words_is_refused_with_the_least_that_is_not(
    size: Size, least: str
):
    with pytest.raises(LayoutError) as refusal:
        read_theme(HOUSE_THEME).layout_for(size)

    assert f"{size.width}×{size.height}" in refusal.value.where
    assert least in str(refusal.value)
    assert "enlarge the face" in refusal.value.todo


@pytest.mark.parametrize("size", FACES, ids=str)
@pytest.mark.parametrize("template", TEMPLATES)
def test_regions_are_on_even_pixels_inside_the_face(
    theme: Theme, size: Size, template: str
):
    face = Rect(0, 0, size.width, size.height)

    for rect in theme.regions(template, size).values():
        assert face.contains(rect)
        assert rect.width > 0
        assert rect.height > 0
        assert not any(n % 2 for n in (rect.x, rect.y, rect.width, rect.height))


@pytest.mark.parametrize("size", FACES, ids=str)
def test_what_stands_on_a_ground_does_not_overlap(theme: Theme, size: Size):
    for template in theme.layout_for(size).templates:
        regions = theme.regions(template, size)
        loose = {*theme.file.grounds, *OVERLAYS}
        standing = [rect for name, rect in regions.items() if name not in loose]

        for one, other in combinations(standing, 2):
            assert not one.overlaps(other)


@pytest.mark.parametrize("size", FACES[:6], ids=str)
def test_a_clip_of_16_to_9_keeps_most_of_its_picture(theme: Theme, size: Size):
    media = theme.region("clip", size, "media")

    aspect = media.width / media.height
    is_whole_face = theme.has_region("clip", size, "lower_third")
    shown = min(aspect, 16 / 9) / max(aspect, 16 / 9)
    assert shown > (0.85 if is_whole_face else 0.98)


@pytest.mark.parametrize("size", FACES, ids=str)
def test_a_name_over_a_clip_lies_within_it(theme: Theme, size: Size):
    if not theme.has_region("clip", size, "lower_third"):
        return
    media = theme.region("clip", size, "media")

    assert media.contains(theme.region("clip", size, "lower_third"))
    assert not theme.has_region("clip", size, "title")


def test_regions_that_touch_on_the_sheet_touch_on_the_face():
    theme, size = read_theme(HOUSE_THEME), Size(1366, 768)

    hem = theme.region("story", size, "hem")
    media = theme.region("story", size, "media")

    assert hem.bottom == media.y


@pytest.mark.parametrize("size", FACES[1:4], ids=str)
def test_letters_keep_their_least_size(theme: Theme, size: Size):
    assert theme.type_scale("story", size, "title").sizes[-1] >= 46
    assert theme.type_scale("story", size, "body").sizes[-1] >= 32


@pytest.mark.parametrize("size", [Size(768, 384), Size(1024, 128)], ids=str)
def test_on_low_faces_letters_are_not_scaled_out_of_sight(theme: Theme, size: Size):
    for role, least in (("title", 28), ("body", 28), ("long_title", 24)):
        assert theme.type_scale("story", size, role).sizes[-1] >= least


def test_a_region_that_a_template_lacks_is_named(theme: Theme):
    with pytest.raises(ThemeError, match=r"portrait.templates.story.regions.moon"):
        theme.region("story", Size(480, 960), "moon")


def test_an_unknown_template_is_named(theme: Theme):
    with pytest.raises(ThemeError, match=r"wide.templates.poem"):
        theme.region("poem", Size(960, 480), "media")


def test_an_unknown_language_is_named(theme: Theme):
    with pytest.raises(ThemeError, match=r"languages.lo"):
        theme.language("lo")
