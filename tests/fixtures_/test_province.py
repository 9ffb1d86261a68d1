"""The demo province hangs together: languages, references, files, rectangles."""

import datetime as dt

import pytest

from fixtures import province as rows

PROVINCE = rows.read_province()
LARGEST_PICTURE_BYTES = 400_000
LARGEST_CLIP_BYTES = 3_000_000
LARGEST_TOTAL_BYTES = 15_000_000


def test_the_agencies_of_the_regulation_are_there():
    codes = {agency.code for agency in PROVINCE.agencies}

    assert len(PROVINCE.agencies) == 17 + 11 + 4
    assert {"ubnd-tinh", "so-tttt", "bql-kkt", "to-chuc-ca-nhan"} <= codes


def test_everything_is_named_in_three_languages():
    named = [*PROVINCE.agencies, *PROVINCE.clusters, *PROVINCE.dayparts]
    named += PROVINCE.special_days

    assert all(tuple(row.names) == rows.LANGUAGES for row in named)


@pytest.mark.parametrize("item", PROVINCE.items, ids=lambda item: item.key)
def test_an_item_has_words_in_three_languages(item: rows.Item):
    texts = item.texts

    assert set(texts) == set(rows.LANGUAGES)
    assert all(text.title and text.body for text in texts.values())


@pytest.mark.parametrize("item", PROVINCE.items, ids=lambda item: item.key)
def test_an_item_has_the_media_of_its_kind(item: rows.Item):
    fewest_pictures = {"GALLERY": 3, "STORY": 1}.get(item.kind, 0)

    assert len(item.pictures) >= fewest_pictures
    assert bool(item.clip) == (item.kind == "CLIP")


def test_every_kind_of_item_is_shown():
    kinds = [item.kind for item in PROVINCE.items]

    assert len(kinds) == 14
    assert kinds.count("GALLERY") >= 2
    assert kinds.count("CLIP") >= 3
    assert kinds.count("NOTICE") == 2


def test_what_is_named_exists():
    for agency in PROVINCE.agencies:
        assert {agency.group, agency.successor} <= {None, *PROVINCE.agency_of}
    for item in PROVINCE.items:
        assert item.agency in PROVINCE.agency_of
        assert set(item.pictures) <= set(PROVINCE.picture_of)
        assert {item.clip} <= {None, *PROVINCE.clip_of}
    for programme in PROVINCE.programmes:
        assert programme.cluster in PROVINCE.cluster_of
        for slot in programme.slots:
            assert slot.item in PROVINCE.item_of
            assert set(slot.dayparts) <= set(PROVINCE.daypart_of)


def test_an_operator_runs_a_cluster_only_while_it_is_in_force():
    for cluster in PROVINCE.clusters:
        for row in cluster.operators:
            agency = PROVINCE.agency_of[row.agency]

            assert agency.valid_from is None or agency.valid_from <= row.valid_from
            if agency.valid_until:
                assert row.valid_until
                assert row.valid_until <= agency.valid_until


def test_every_cluster_has_a_programme():
    assert [one.cluster for one in PROVINCE.programmes] == list(PROVINCE.cluster_of)


def test_a_face_lies_within_its_canvas():
    for cluster in PROVINCE.clusters:
        for canvas in cluster.canvases:
            for face in canvas.faces:
                assert face.x_px + face.width_px <= canvas.width_px
                assert face.y_px + face.height_px <= canvas.height_px


def test_the_dayparts_fill_the_day():
    for hour in range(24):
        running = [part for part in PROVINCE.dayparts if part.contains(dt.time(hour))]

        assert len(running) == 1, hour


def test_a_successor_stands_for_an_agency_from_the_day_after_its_last():
    last_day = dt.date(2025, 3, 11)

    before = PROVINCE.agency_in_force("dai-ptth", on=last_day)
    after = PROVINCE.agency_in_force("dai-ptth", on=last_day + dt.timedelta(days=1))

    assert before.code == "dai-ptth"
    assert after.code == "bao-lao-cai-hop-nhat"


def test_media_are_small_enough_for_a_repository():
    pictures = [picture.path for picture in PROVINCE.pictures]
    clips = [clip.path for clip in PROVINCE.clips]

    assert all(path.stat().st_size <= LARGEST_PICTURE_BYTES for path in pictures)
    assert all(path.stat().st_size <= LARGEST_CLIP_BYTES for path in clips)
    total = sum(path.stat().st_size for path in pictures + clips)
    assert total < LARGEST_TOTAL_BYTES


def test_no_file_lies_beside_those_that_are_named():
    named = {row.path for row in (*PROVINCE.pictures, *PROVINCE.clips)}

    assert set(rows.MEDIA.iterdir()) == named
