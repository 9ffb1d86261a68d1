"""What is shown when nothing else may be."""

from renderer.layouts import Size
from renderer.themes import Theme, read_theme
from renderer.typesetting.faces import Face
from renderer.typesetting.filler import filler_page
from tests.renderer.themes_on_disk import copy_of_house_theme, edit
from tests.renderer.typesetting.measuring import measure_evenly


def test_the_face_s_own_language_is_large_and_the_others_are_below(theme: Theme):
    face = Face(theme, "filler", Size(960, 480), "vi")

    page = filler_page(face, measure_evenly)

    own, *others = page.lines
    assert (own.role, own.language) == ("name", "vi")
    assert [(line.role, line.language) for line in others] == [
        ("names", "en"),
        ("names", "zh-hans"),
    ]
    assert all(line.size < own.size for line in others)
    assert all(line.baseline > own.baseline for line in others)


def test_names_stand_side_by_side_or_one_below_the_other(theme: Theme):
    wide = filler_page(Face(theme, "filler", Size(960, 480), "vi"), measure_evenly)
    tall = filler_page(Face(theme, "filler", Size(480, 960), "zh-hans"), measure_evenly)

    assert wide.lines[1].baseline == wide.lines[2].baseline
    assert wide.lines[1].left < wide.lines[2].left
    assert tall.lines[1].baseline < tall.lines[2].baseline
    assert tall.lines[1].left == tall.lines[2].left


def test_a_name_that_does_not_fit_is_left_out(tmp_path):
    folder = copy_of_house_theme(tmp_path)
    edit(folder / "theme.toml", "Tỉnh Lào Cai", "Tỉnh Lào Cai " * 9)
    face = Face(read_theme(folder), "filler", Size(960, 480), "vi")

    page = filler_page(face, measure_evenly)

    assert [line.language for line in page.lines] == ["en", "zh-hans"]


def test_the_other_names_are_never_larger_than_the_face_s_own(tmp_path):
    folder = copy_of_house_theme(tmp_path)
    edit(folder / "theme.toml", "Lào Cai Province", "Province of Lào Cai")
    face = Face(read_theme(folder), "filler", Size(480, 1440), "en")

    own, *others = filler_page(face, measure_evenly).lines

    assert others
    assert all(line.size <= own.size for line in others)
