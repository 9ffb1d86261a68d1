"""What a programme must be, and how it is refused when it is not."""

import pytest

from renderer.errors import LayoutError, ProgrammeError
from renderer.programme import parse_programme
from tests.fakes.programmes import (
    a_canvas,
    a_clip,
    a_face,
    a_programme,
    a_slot,
    an_item,
)


def test_a_programme_knows_each_media_file_once():
    clip = an_item(kind="CLIP", clip=a_clip())
    document = a_programme(a_slot(clip, slot_id="1"), a_slot(clip, slot_id="2"))

    programme = parse_programme(document)

    assert len(programme.media_files) == 1


def test_fields_of_a_newer_hub_are_passed_over():
    document = a_programme()
    document["data"]["programme"]["brightness"] = 70

    assert parse_programme(document).slots == ()


def test_a_missing_language_names_the_item_the_language_and_the_face():
    canvas = a_canvas(a_face("bac", languages=("vi", "zh-hans")))
    document = a_programme(a_slot(an_item(languages=("vi",))), canvases=(canvas,))

    with pytest.raises(ProgrammeError) as refusal:
        parse_programme(document)

    assert refusal.value.where == "programme.slots[1].item[fansipan]"
    assert "not published in zh-hans" in str(refusal.value)
    assert "face bac of canvas led" in str(refusal.value)
    assert "publish the translation" in str(refusal.value)


def test_a_gallery_without_pictures_is_refused():
    with pytest.raises(ProgrammeError, match="gallery without pictures"):
        parse_programme(a_programme(a_slot(an_item(kind="GALLERY"))))


def test_a_clip_without_a_video_is_refused():
    with pytest.raises(ProgrammeError, match="clip without a video"):
        parse_programme(a_programme(a_slot(an_item(kind="CLIP"))))


def test_a_wrong_value_is_named_by_its_place():
    document = a_programme(a_slot(seconds=10), a_slot(slot_id="2", seconds=-3))

    with pytest.raises(ProgrammeError) as refusal:
        parse_programme(document)

    assert refusal.value.where == "programme.slots[1].seconds"


@pytest.mark.parametrize(
    "document",
    [None, [], "<html>", {"data": None}, {"data": {}}, {"clusters": []}],
    ids=str,
)
def test_nonsense_is_refused(document: object):
    with pytest.raises(ProgrammeError, match="not a programme"):
        parse_programme(document)


def test_an_unknown_cluster_is_named_as_such():
    with pytest.raises(ProgrammeError, match="no such cluster"):
        parse_programme({"data": {"programme": None}})


def test_what_the_hub_answered_as_an_error_is_told():
    with pytest.raises(ProgrammeError, match="too deep"):
        parse_programme({"errors": [{"message": "too deep"}]})


def test_a_programme_that_ends_before_it_begins_is_refused():
    document = a_programme(until="2026-04-26T02:00:00+00:00")

    with pytest.raises(ProgrammeError, match="not after"):
        parse_programme(document)


@pytest.mark.parametrize(
    ("canvas", "what"),
    [
        (a_canvas(size=(321, 160)), "321 px"),
        (a_canvas(size=(320, 0)), "0 px"),
        (a_canvas(a_face(place=(0, 0, 160, 79))), "even pixels"),
        (a_canvas(a_face(place=(200, 0, 160, 80))), "outside the canvas"),
        (a_canvas(a_face(place=(-2, 0, 160, 80))), "outside the canvas"),
        (
            a_canvas(
                a_face("a", place=(0, 0, 160, 80)), a_face("b", place=(80, 0, 160, 80))
            ),
            "a and b overlap",
        ),
    ],
    ids=["odd", "empty", "odd face", "beyond right", "beyond left", "overlap"],
)
def test_a_canvas_that_cannot_be_is_refused(canvas: dict[str, object], what: str):
    with pytest.raises(LayoutError, match=what) as refusal:
        parse_programme(a_programme(canvases=(canvas,)))

    assert refusal.value.where.startswith("programme.cluster.canvases[led]")
