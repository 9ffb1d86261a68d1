"""One bad slot is left out and told; the others are shown."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from renderer.checking import Checked, check_programme
from renderer.messages import told_in
from renderer.programme import parse_programme
from renderer.store import Store
from renderer.themes import Theme, read_theme
from renderer.timeline import DEFAULT_PACE
from tests.fakes.programmes import a_canvas, a_face, a_programme, a_slot, an_item
from tests.renderer.themes_on_disk import HOUSE_THEME

LONG = "Thông báo tạm dừng thông quan tại hai cửa khẩu của tỉnh " * 8
WIDE = a_canvas(
    a_face("mat-1", place=(0, 0, 960, 480)),
    a_face("mat-2", place=(960, 0, 960, 480), languages=("en", "vi")),
    size=(1920, 480),
)


@pytest.fixture(scope="module")
def theme() -> Theme:
    return read_theme(HOUSE_THEME)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def checked(
    theme: Theme, store: Store, *items: dict[str, Any], canvas: dict[str, Any] = WIDE
) -> Checked:
    slots = [a_slot(item, slot_id=str(n)) for n, item in enumerate(items, 1)]
    programme = parse_programme(a_programme(*slots, canvases=(canvas,)))
    return check_programme(programme, theme, store, DEFAULT_PACE)


def ids_of(result: Checked) -> list[str]:
    return [slot.id for slot in result.programme.slots]


def test_what_can_be_shown_is_shown_without_a_word(theme: Theme, store: Store):
    result = checked(theme, store, an_item("a"), an_item("b"))

    assert ids_of(result) == ["1", "2"]
    assert result.problems == ()


def test_a_slot_with_too_long_a_title_is_left_out_and_named(theme: Theme, store: Store):
    result = checked(theme, store, an_item("a"), an_item("b", title=LONG.strip()))

    assert ids_of(result) == ["1"]
    told = [str(problem) for problem in result.problems]
    assert len(told) == 3  # mat-1 in Vietnamese, mat-2 in English and in Vietnamese
    where = f"slot 2 “{LONG[:39]}…”, face mat-1 of led: title of story_plain in vi on "
    assert told[0].startswith(where + "960×480: “Thông báo")
    assert "shorten it to about" in told[0]
    assert "face mat-2 of led: title of story_plain in en" in told[1]


def test_a_letter_without_a_font_leaves_its_slot_out(theme: Theme, store: Store):
    result = checked(theme, store, an_item("a", body="Vui 🎉"), an_item("b"))

    assert ids_of(result) == ["2"]
    assert "U+1F389" in str(result.problems[0])
    assert "face mat-1 of led: body (vi)" in str(result.problems[0])


def test_a_face_too_small_for_its_distance_is_named(theme: Theme, store: Store):
    far = a_canvas(
        a_face(place=(0, 0, 480, 240), viewing_distance_m=900), size=(480, 240)
    )

    result = checked(theme, store, an_item("a"), canvas=far)

    assert ids_of(result) == []
    assert "too small for its viewing distance" in str(result.problems[0])
    assert "mặt hiển thị quá nhỏ" in str(told_in("vi", result.problems[0]))


def test_a_cut_name_of_an_agency_is_told_and_its_slot_is_shown(
    theme: Theme, store: Store
):
    result = checked(theme, store, an_item("a", agency="Ban Chỉ đạo Công tác " * 30))

    assert ids_of(result) == ["1"]
    assert "is cut short there → give the agency a shorter name" in str(
        result.problems[0]
    )


def test_what_was_found_good_is_not_looked_at_again(theme: Theme, store: Store):
    checked(theme, store, an_item("a"), an_item("b", title="Chợ phiên"))
    without_a_font = replace(theme, font_folders={})

    again = checked(without_a_font, store, an_item("a"))

    assert ids_of(again) == ["1"]
    with pytest.raises(KeyError):  # something else is looked at
        checked(without_a_font, store, an_item("a", title="Tên mới"))
