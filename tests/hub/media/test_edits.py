"""Trims, crops, mutes and fades: the upload stays, the edited version is played."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from django.core.files.base import ContentFile
from django.test import Client

from hub.media.actions import add_media, edit_media, probe_media, request_edits
from hub.media.checks import FileRefusedError, edited
from hub.media.enums import EditState, ProbeState
from hub.media.models import HubMedia
from hub.media.queries import clip_facts, clip_trouble
from hub.media.sandbox.answers import Crop, Edits
from hub.media.subtitling import save_subtitles
from tests.fakes.odd_videos import (
    Picture,
    flashing,
    flat,
    pattern,
    tone,
    write_pictures,
)
from tests.hub.builders import locale

SIZE = (320, 180)


def master(path: Path, seconds: int = 4) -> Path:
    """The number of the second is the level of the left half; the right half is red."""
    pictures = []
    for number in range(seconds * 25):
        picture = flat(60 + 40 * (number // 25), SIZE)
        picture[:, 160:] = (200, 40, 40)
        left = number % 25 * 4
        picture[20:60, left : left + 30] += 20  # something moves
        pictures.append(picture)
    return write_pictures(path, pictures, sound=tone(seconds, level=0.2))


def made_with(path: Path, edits: Edits) -> tuple[list[Picture], list[float]]:
    """The frames, and how loud each tenth of a second is, of the edited version."""
    with edited(path, edits) as found:
        assert found.master is not None
        with av.open(str(found.master)) as container:
            frames = [
                one.to_ndarray(format="rgb24") for one in container.decode(video=0)
            ]
        with av.open(str(found.master)) as container:
            if not container.streams.audio:
                return frames, []
            heard = [one.to_ndarray()[0] for one in container.decode(audio=0)]
    wave = np.concatenate(heard)
    return frames, [
        float(np.sqrt((wave[at : at + 4800] ** 2).mean()))
        for at in range(0, len(wave) - 4799, 4800)
    ]


def test_a_trim_is_exact_to_the_frame_in_picture_and_sound(tmp_path: Path) -> None:
    frames, heard = made_with(
        master(tmp_path / "a.mp4"), Edits(start_ms=1000, end_ms=3000)
    )

    assert len(frames) == 50
    assert frames[0][90, 100, 0] == pytest.approx(100, abs=3)
    assert frames[24][90, 100, 0] == pytest.approx(100, abs=3)
    assert frames[25][90, 100, 0] == pytest.approx(140, abs=3)
    assert len(heard) == pytest.approx(20, abs=1)


def test_a_crop_keeps_just_its_part(tmp_path: Path) -> None:
    crop = Crop(x=150, y=20, width=100, height=80)

    frames, _heard = made_with(master(tmp_path / "a.mp4", 2), Edits(crop=crop))

    assert frames[0].shape == (80, 100, 3)
    assert frames[0][40, 3, 1] == pytest.approx(60, abs=8)
    assert frames[0][40, 20, 1] == pytest.approx(40, abs=8)


def test_colours_are_those_of_the_master(tmp_path: Path) -> None:
    """moviepy by itself writes another matrix without saying so: red would turn."""
    frames, _heard = made_with(master(tmp_path / "a.mp4", 2), Edits(end_ms=1000))

    assert np.abs(frames[5][90, 240].astype(int) - (200, 40, 40)).max() <= 5


def test_a_muted_clip_has_no_sound(tmp_path: Path) -> None:
    frames, heard = made_with(master(tmp_path / "a.mp4", 2), Edits(is_muted=True))

    assert len(frames) == 50
    assert heard == []


def test_fades_go_from_and_to_black_and_silence(tmp_path: Path) -> None:
    frames, heard = made_with(
        master(tmp_path / "a.mp4"), Edits(fade_in_ms=1000, fade_out_ms=1000)
    )

    levels = [int(frame[90, 240, 0]) for frame in (frames[0], frames[12], frames[50])]
    assert levels[0] < 10
    assert 60 < levels[1] < 140
    assert levels[2] == pytest.approx(200, abs=5)
    assert frames[-1][90, 240, 0] < 20
    assert heard[0] < heard[5] < heard[15]
    assert heard[-1] < heard[15] / 3


def test_a_part_of_no_length_is_refused(tmp_path: Path) -> None:
    path = master(tmp_path / "a.mp4", 2)

    with (
        pytest.raises(FileRefusedError, match="không còn gì của clip"),
        edited(path, Edits(start_ms=1500, end_ms=1520)),
    ):
        pass


def test_a_crop_that_makes_a_flash_fill_the_screen_is_refused(tmp_path: Path) -> None:
    """The whole may be shown: a tenth of it flashes. The part may not."""
    pictures = []
    for number in range(75):
        picture = pattern(0)
        picture[:, :64] = 220 if number % 5 < 2 else 40
        pictures.append(picture)
    path = write_pictures(tmp_path / "a.mp4", pictures)

    with (
        pytest.raises(FileRefusedError, match="chớp sáng hơn ba lần"),
        edited(path, Edits(crop=Crop(x=0, y=0, width=64, height=64))),
    ):
        pass


@pytest.mark.django_db
class TestOnTheRecord:
    @pytest.fixture
    def media(self, tmp_path: Path) -> HubMedia:
        content = master(tmp_path / "a.mp4").read_bytes()
        media = add_media("Chợ phiên", ContentFile(content, name="a.mp4"))
        probe_media.call(media.pk)
        media.refresh_from_db()
        assert media.is_good
        return media

    def post(self, client: Client, media: HubMedia, **fields: Any) -> str:
        form = {"title": media.title, "rights": "OWN", "collection": "1", **fields}
        answer = client.post(f"/cms/media/edit/{media.pk}/", form)
        return "" if answer.status_code == 302 else answer.content.decode()

    def test_what_is_asked_in_the_form_is_what_is_played(
        self,
        admin_client: Client,
        media: HubMedia,
        django_capture_on_commit_callbacks: Callable[..., Any],
    ) -> None:
        original = (media.file.name, media.sha256)

        with django_capture_on_commit_callbacks(execute=True):
            self.post(
                admin_client,
                media,
                trim_in_ms="0:01",
                trim_out_ms="0:03,4",
                is_muted="on",
            )

        media.refresh_from_db()
        assert media.edit_state == EditState.DONE
        assert (media.file.name, media.sha256) == original
        facts = clip_facts(media)
        assert facts.duration_ms == 2400
        assert not facts.has_audio
        assert facts.file.sha256 == media.edited_sha256
        assert facts.file.url == media.edited.url

    def test_until_it_is_made_the_one_before_is_played(
        self,
        admin_client: Client,
        media: HubMedia,
        django_capture_on_commit_callbacks: Callable[..., Any],
    ) -> None:
        with django_capture_on_commit_callbacks():
            self.post(admin_client, media, trim_in_ms="0:01")

        media.refresh_from_db()
        assert media.edit_state == EditState.WAITING
        assert clip_facts(media).file.sha256 == media.sha256
        page = admin_client.get(f"/cms/media/edit/{media.pk}/").content.decode()
        assert "Đang dựng bản cắt sửa" in page

    def test_edits_taken_back_bring_the_whole_clip_back(
        self,
        admin_client: Client,
        media: HubMedia,
        django_capture_on_commit_callbacks: Callable[..., Any],
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            self.post(admin_client, media, trim_in_ms="0:01")
        media.refresh_from_db()
        made = media.edited.name

        with django_capture_on_commit_callbacks(execute=True):
            self.post(admin_client, media, trim_in_ms="")

        media.refresh_from_db()
        assert media.edit_state == EditState.NONE
        assert clip_facts(media).duration_ms == 4000
        assert clip_facts(media).file.sha256 == media.sha256
        assert not media.file.storage.exists(made)

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"trim_in_ms": "0:03", "trim_out_ms": "0:02"}, "ít nhất một giây"),
            ({"trim_out_ms": "0:09"}, "Clip kết thúc lúc 0:04"),
            ({"trim_in_ms": "một giây"}, "không phải là thời điểm"),
            ({"crop_width": "100"}, "cả chiều rộng và chiều cao"),
            ({"crop_width": "101", "crop_height": "100"}, "theo số chẵn"),
            ({"crop_width": "32", "crop_height": "32"}, "ít nhất 64×64"),
            (
                {"crop_x": "300", "crop_width": "100", "crop_height": "100"},
                "vùng cắt vượt ra ngoài khung",
            ),
            ({"fade_in_ms": "0:03", "fade_out_ms": "0:02"}, "dài hơn đoạn clip"),
        ],
    )
    def test_what_cannot_be_made_is_refused_and_nothing_entered_is_lost(
        self,
        admin_client: Client,
        media: HubMedia,
        fields: dict[str, str],
        reason: str,
    ) -> None:
        page = self.post(admin_client, media, **fields, credit="Báo Lào Cai")

        assert reason in page
        assert "Báo Lào Cai" in page
        assert all(f'value="{value}"' in page for value in fields.values())
        media.refresh_from_db()
        assert not media.has_edits
        assert media.edit_state == EditState.NONE

    def test_edits_that_changed_meanwhile_do_not_replace_the_newer(
        self, media: HubMedia, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        media.trim_in_ms = 1000
        with django_capture_on_commit_callbacks() as asked:
            request_edits(media)
        HubMedia.objects.update(trim_in_ms=2000)

        for callback in asked:
            callback()

        media.refresh_from_db()
        assert media.duration_ms == 2000
        assert media.edit_state == EditState.DONE

    def test_what_was_written_meanwhile_is_kept(
        self, media: HubMedia, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        media.trim_in_ms = 1000
        request_edits(media)
        HubMedia.objects.update(title="Tên mới")

        edit_media.call(media.pk)

        media.refresh_from_db()
        assert media.title == "Tên mới"
        assert media.duration_ms == 3000

    def test_subtitles_follow_the_trim(self, media: HubMedia) -> None:
        text = "WEBVTT\n\n00:01.500 --> 00:02.500\nChợ\n"
        save_subtitles(media, locale("vi"), text.encode())
        media.trim_in_ms = 1000
        request_edits(media)

        edit_media.call(media.pk)

        (row,) = HubMedia.objects.get().subtitles.all()
        played, kept = Path(row.file.path), Path(row.source.path)
        assert "00:00:00.500 --> 00:00:01.500" in played.read_text()
        assert kept.read_text() == text

    def test_a_new_file_has_no_edits_left_from_the_old(
        self,
        media: HubMedia,
        tmp_path: Path,
        admin_client: Client,
        django_capture_on_commit_callbacks: Callable[..., Any],
    ) -> None:
        media.trim_in_ms = 1000
        request_edits(media)
        edit_media.call(media.pk)
        media.refresh_from_db()
        old = media.edited.name
        other = master(tmp_path / "b.mp4", 2).read_bytes()

        with django_capture_on_commit_callbacks(execute=True):
            self.post(
                admin_client,
                media,
                file=ContentFile(other, name="b.mp4"),
                trim_in_ms="0:01",
            )

        media.refresh_from_db()
        assert media.is_good
        assert not media.has_edits
        assert media.duration_ms == 2000
        assert not media.file.storage.exists(old)

    def test_nothing_made_of_it_outlives_a_deleted_clip(
        self, media: HubMedia, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        media.trim_in_ms = 1000
        request_edits(media)
        edit_media.call(media.pk)
        media.refresh_from_db()
        names, storage = media.made_names, media.file.storage
        assert len(names) == 2

        with django_capture_on_commit_callbacks(execute=True):
            media.delete()

        assert not any(storage.exists(name) for name in names)


def calm(count: int) -> list[Picture]:
    return [pattern(number) for number in range(count)]


@pytest.mark.django_db
class TestOfARefusedClip:
    """Two calm seconds, two with flashes, two calm ones."""

    @pytest.fixture
    def media(self, tmp_path: Path) -> HubMedia:
        pictures = [*calm(50), *flashing(6, seconds=2)(), *calm(50)]
        return self.uploaded(write_pictures(tmp_path / "a.mp4", pictures))

    def uploaded(self, path: Path) -> HubMedia:
        media = add_media("Pháo hoa", ContentFile(path.read_bytes(), name="a.mp4"))
        probe_media.call(media.pk)
        media.refresh_from_db()
        assert media.probe_state == ProbeState.REFUSED
        return media

    def edit(self, media: HubMedia, **fields: Any) -> None:
        for name, value in fields.items():
            setattr(media, name, value)
        request_edits(media)
        edit_media.call(media.pk)
        media.refresh_from_db()

    def test_it_says_where_and_that_it_can_be_trimmed(self, media: HubMedia) -> None:
        assert "Hãy cắt bỏ đoạn này ở phần “Cắt sửa”" in media.refused_reason
        assert media.can_be_edited
        assert clip_trouble(media) is not None

    def test_without_its_flashes_it_can_be_used(self, media: HubMedia) -> None:
        self.edit(media, trim_out_ms=1800)

        assert (media.probe_state, media.edit_state) == (
            ProbeState.GOOD,
            EditState.DONE,
        )
        assert clip_trouble(media) is None
        facts = clip_facts(media)
        assert (facts.file.sha256, facts.duration_ms) == (media.edited_sha256, 1800)

    def test_with_flashes_left_it_stays_refused_and_says_when(
        self, media: HubMedia
    ) -> None:
        self.edit(media, trim_in_ms=1000, trim_out_ms=5000)

        assert (media.probe_state, media.edit_state) == (
            ProbeState.REFUSED,
            EditState.REFUSED,
        )
        assert not media.edited
        # On the clock of the clip as it came, where the editor looks for it.
        said = re.search(r"từ 0:0(\d)\S* đến 0:0(\d)", media.edit_refused_reason)
        assert said is not None
        assert said.groups() == ("1", "4")
        assert clip_trouble(media) is not None

    def test_edits_taken_back_bring_the_refusal_back(self, media: HubMedia) -> None:
        reason = media.refused_reason
        self.edit(media, trim_out_ms=1800)

        self.edit(media, trim_out_ms=None)

        assert media.probe_state == ProbeState.REFUSED
        assert media.refused_reason == reason
        assert not media.edited
        assert clip_trouble(media) is not None

    def test_a_worse_edit_leaves_the_good_one_playing(self, media: HubMedia) -> None:
        self.edit(media, trim_out_ms=1800)
        good = media.edited_sha256

        self.edit(media, trim_out_ms=4000)

        assert media.edit_state == EditState.REFUSED
        assert clip_facts(media).file.sha256 == good

    def test_the_edit_reads_a_master_of_our_own_never_the_upload(
        self, media: HubMedia
    ) -> None:
        assert media.master
        assert media.unedited.sha256 == media.master_sha256 != media.sha256

    def test_the_form_offers_the_edits_and_the_clip_to_look_at(
        self, admin_client: Client, media: HubMedia
    ) -> None:
        page = admin_client.get(f"/cms/media/edit/{media.pk}/").content.decode()

        assert 'name="trim_out_ms"' in page
        assert media.master.url in page
        assert "clip này có chớp sáng" in page

    def test_a_clip_that_flashes_throughout_cannot_be_mended(
        self, admin_client: Client, tmp_path: Path
    ) -> None:
        path = write_pictures(tmp_path / "b.mp4", flashing(6, seconds=3)())
        media = self.uploaded(path)

        page = admin_client.get(f"/cms/media/edit/{media.pk}/").content.decode()
        self.edit(media, trim_out_ms=1500)

        assert "Hãy bỏ hoặc làm chậm" in media.refused_reason
        assert "Cắt sửa" not in media.refused_reason
        assert 'name="trim_out_ms"' not in page
        assert not media.edited
        assert media.probe_state == ProbeState.REFUSED

    def test_a_damaged_clip_has_nothing_to_be_trimmed(
        self, admin_client: Client, tmp_path: Path
    ) -> None:
        whole = write_pictures(tmp_path / "c.mp4", calm(75)).read_bytes()
        path = tmp_path / "half.mp4"
        path.write_bytes(whole[: len(whole) // 2])

        media = self.uploaded(path)

        assert not media.can_be_edited
        page = admin_client.get(f"/cms/media/edit/{media.pk}/").content.decode()
        assert 'name="trim_out_ms"' not in page
