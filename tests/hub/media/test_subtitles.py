"""Subtitles are read strictly, kept in our own writing, and follow a clip's trims."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from hub.media.models import HubMedia, Subtitles
from hub.media.queries import clip_facts
from hub.media.subtitles import (
    Cue,
    SubtitlesError,
    hurried_cues,
    played_cues,
    read_subtitles,
    write_cues,
)
from tests.hub.builders import make_clip

GOOD = """WEBVTT

00:00.200 --> 00:01.000
Chợ phiên Bắc Hà

00:01.000 --> 00:01.800
họp vào sáng <b>Chủ nhật</b>
hằng tuần
"""


def refused(text: str | bytes, duration_ms: int | None = 2000) -> str:
    content = text.encode() if isinstance(text, str) else text
    with translation.override("en"), pytest.raises(SubtitlesError) as error:
        read_subtitles(content, duration_ms)
    return str(error.value)


def test_good_subtitles_are_read_as_plain_words() -> None:
    assert read_subtitles(GOOD.encode(), 2000) == (
        Cue(200, 1000, ("Chợ phiên Bắc Hà",)),
        Cue(1000, 1800, ("họp vào sáng Chủ nhật", "hằng tuần")),
    )


def test_what_we_write_is_read_as_the_same() -> None:
    cues = read_subtitles(GOOD.encode(), 2000)

    assert read_subtitles(write_cues(cues), 2000) == cues


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1\n00:00:00,000 --> 00:00:01,000\nA\n", "first line must be WEBVTT"),
        ("WEBVTT\n", "no subtitles in this file"),
        ("WEBVTT\n\n00:05.000 --> later\nA\n", "times of a subtitle are not written"),
        ("WEBVTT\n\n00:01.000 --> 00:00.500\nA\n", "at 0:01 ends before it begins"),
        (
            "WEBVTT\n\n00:00.500 --> 00:01.500\nA\n\n00:01.000 --> 00:01.800\nB\n",
            "at 0:01 begins before the one above it has ended",
        ),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.500\nA\n",
            "goes on after the clip's end, 0:02",
        ),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\nA\nB\nC\n", "at 0:00 has more than two"),
        (
            "WEBVTT\n\n00:00.000 --> 00:01.000\n" + "a" * 61 + "\n",
            "has 61 signs; at most 60",
        ),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\nChợ\n".encode("utf-16"), "not written in"),
        (b"WEBVTT" + b" " * 600_000, "larger than subtitles are"),
    ],
)
def test_bad_subtitles_are_refused_with_the_place(
    text: str | bytes, reason: str
) -> None:
    assert reason in refused(text)


def test_subtitles_too_fast_to_read_are_named() -> None:
    cues = (Cue(0, 1000, ("a" * 40,)), Cue(1000, 4000, ("a" * 40,)))

    assert hurried_cues(cues, "vi") == cues[:1]


def test_chinese_is_read_sign_by_sign() -> None:
    cues = (Cue(0, 1000, ("北河集市每逢星期日早晨",)),)

    assert hurried_cues(cues, "zh-hans") == cues
    assert hurried_cues(cues, "vi") == ()


def test_a_trim_shifts_cuts_and_drops_cues() -> None:
    cues = (
        Cue(0, 1000, ("gone",)),
        Cue(900, 2000, ("cut",)),
        Cue(3000, 4000, ("whole",)),
        Cue(5000, 6000, ("past",)),
    )

    assert played_cues(cues, 1000, 4500) == (
        Cue(0, 1000, ("cut",)),
        Cue(2000, 3000, ("whole",)),
    )


@pytest.mark.django_db
class TestInTheAdmin:
    def post(self, client: Client, media: HubMedia, **fields: Any) -> Any:
        form = {"title": media.title, "rights": "OWN", "collection": "1", **fields}
        return client.post(f"/cms/media/edit/{media.pk}/", form)

    def upload(self, text: str) -> SimpleUploadedFile:
        return SimpleUploadedFile("a.vtt", text.encode(), content_type="text/vtt")

    def test_a_good_file_is_kept_and_goes_to_the_walls(
        self, admin_client: Client
    ) -> None:
        media = make_clip()

        self.post(admin_client, media, **{"subtitles_zh-hans": self.upload(GOOD)})

        (row,) = Subtitles.objects.all()
        assert row.language == "zh-hans"
        (facts,) = clip_facts(HubMedia.objects.get()).subtitles
        assert facts.language == "zh-hans"
        assert facts.file.sha256 == row.sha256
        written = write_cues(read_subtitles(GOOD.encode(), 2000))
        assert Path(row.file.path).read_bytes() == written

    def test_a_bad_file_is_refused_at_its_field_and_nothing_is_kept(
        self, admin_client: Client
    ) -> None:
        media = make_clip()
        late = "WEBVTT\n\n00:01.000 --> 00:09.000\nA\n"

        answer = self.post(
            admin_client, media, subtitles_vi=self.upload(late), credit="Báo Lào Cai"
        )

        page = answer.content.decode()
        assert "kéo dài quá điểm kết thúc của clip (0:02)" in page
        assert "Báo Lào Cai" in page
        assert not Subtitles.objects.exists()

    def test_another_file_takes_its_place_and_a_ticked_box_takes_it_away(
        self,
        admin_client: Client,
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        media = make_clip()
        self.post(admin_client, media, subtitles_vi=self.upload(GOOD))
        old = Subtitles.objects.get()

        with django_capture_on_commit_callbacks(execute=True):
            other = GOOD.replace("Bắc Hà", "Cốc Ly")
            self.post(admin_client, media, subtitles_vi=self.upload(other))

        assert "Cốc Ly" in Path(Subtitles.objects.get().file.path).read_text()
        assert not old.file.storage.exists(old.file.name)
        self.post(admin_client, media, **{"subtitles_vi-clear": "on"})
        assert not Subtitles.objects.exists()
