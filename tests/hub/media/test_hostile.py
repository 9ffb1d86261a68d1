"""What is sent by those who mean harm: refused with a reason, and nothing is reached."""

import http.server
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from hub.media import children
from hub.media.checks import FileRefusedError, clean_picture
from hub.media.sandbox.answers import Bounds, Job, Kind
from hub.media.words import refusal_words
from tests.fakes import hostile
from tests.fakes.odd_videos import pattern, tone, write_pictures
from tests.fakes.videos import write_video
from tests.hub.media.reading import reason_against, report_of

MIB = 1024 * 1024
ROOMY = Bounds(
    memory_bytes=3000 * MIB, cpu_seconds=300, file_bytes=500 * MIB, wall_seconds=300
)


@pytest.fixture
def visited() -> Iterator[tuple[str, list[str]]]:
    """An address of this machine, and what was asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *arguments: object) -> None:
            pass

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/secret.mp4", asked
        server.shutdown()
        thread.join()


def run_with(bounds: Bounds, path: Path, kind: Kind, folder: Path) -> str:
    """The reason, where a child is bound tighter than the settings would."""
    folder.mkdir()
    job = Job(kind=kind, source=str(path), folder=str(folder), bounds=bounds)
    answer = children.run(job)
    assert answer.refusal is not None
    return refusal_words(answer.refusal)


@pytest.mark.parametrize("kind", sorted(hostile.TEXTS))
def test_a_playlist_in_a_clips_clothes_is_refused_and_fetches_nothing(
    tmp_path: Path, kind: str, visited: tuple[str, list[str]]
) -> None:
    address, asked = visited
    playlist = hostile.write_playlist(tmp_path / "a.mp4", kind, address)

    assert "unknown format" in reason_against(playlist)
    assert asked == []


def test_a_playlist_of_files_on_this_machine_is_refused(tmp_path: Path) -> None:
    own = write_video(tmp_path / "own.mp4", seconds=1)
    playlist = hostile.write_playlist(tmp_path / "a.mp4", "concat", str(own))

    assert "unknown format" in reason_against(playlist)


def test_a_clip_whose_media_lie_in_another_file_is_refused(tmp_path: Path) -> None:
    other = write_video(tmp_path / "other.mp4", seconds=2)
    clip = write_video(tmp_path / "a.mp4", seconds=2)
    hostile.with_reference_outside(clip, other)

    assert "unknown format" in reason_against(clip)


def test_a_header_of_16000_pixels_is_refused_before_anything_is_decoded(
    tmp_path: Path,
) -> None:
    clip = write_video(tmp_path / "a.webm", codec="libvpx", size=(320, 256), seconds=1)
    hostile.with_size(clip, 16_000, 16_000)

    reason = reason_against(clip)

    assert "16000×16000 pixels; at most 3840×2160 fit" in reason


def test_four_hours_at_one_frame_a_second_are_refused_by_their_length(
    tmp_path: Path,
) -> None:
    small = (pattern(n, (64, 36)) for n in range(30))
    moments = range(0, 4 * 3600 * 1000, 480_000)
    clip = write_pictures(tmp_path / "a.mp4", small, moments=moments)

    assert "longer than 20 minutes" in reason_against(clip)


def test_a_clip_that_hides_its_length_is_refused_when_it_gets_too_long(
    tmp_path: Path,
) -> None:
    """A stream of MPEG-TS says nothing of its end."""
    small = [pattern(n, (64, 36)) for n in range(30)]
    clip = tmp_path / "a.ts"
    write_pictures(clip, small, moments=range(0, 30 * 60_000, 60_000))

    assert "longer than 20 minutes" in reason_against(clip)


def test_two_thousand_frames_a_second_are_refused(tmp_path: Path) -> None:
    small = (pattern(n, (64, 36)) for n in range(20))
    clip = write_pictures(tmp_path / "a.mp4", small, rate=2000)

    assert "at most 120 can be used" in reason_against(clip)


@pytest.mark.parametrize("content", [b"", b"\0" * 5000, b"MZ" + bytes(2000)])
def test_what_is_no_film_at_all_is_refused(tmp_path: Path, content: bytes) -> None:
    clip = tmp_path / "a.mp4"
    clip.write_bytes(content)

    assert "unknown format" in reason_against(clip)


def test_bombs_named_as_clips_are_refused(tmp_path: Path) -> None:
    assert "unknown format" in reason_against(
        hostile.write_zip_bomb(tmp_path / "a.mp4")
    )
    assert "unknown format" in reason_against(
        hostile.write_gif_bomb(tmp_path / "b.mp4")
    )


def test_a_song_with_a_cover_picture_is_no_clip(tmp_path: Path) -> None:
    song = _song_with_cover(tmp_path / "a.mp4")

    assert "no picture in this file" in reason_against(song)
    assert report_of(song, Kind.SOUND).source.has_audio


def test_words_in_a_file_do_not_reach_the_wall(tmp_path: Path) -> None:
    clip = write_pictures(
        tmp_path / "a.mp4",
        (pattern(n) for n in range(10)),
        metadata={"comment": "x" * 3_000_000},
    )
    folder = tmp_path / "made"
    folder.mkdir()

    answer = children.run(
        Job(kind=Kind.CLIP, source=str(clip), folder=str(folder), bounds=ROOMY)
    )

    assert answer.master == "master.mp4"
    assert (folder / "master.mp4").stat().st_size < 500_000


def test_a_child_without_enough_memory_says_so(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    Image.new("RGB", (9000, 5500)).save(picture)
    tight = ROOMY.model_copy(update={"memory_bytes": 300 * MIB})

    reason = run_with(tight, picture, Kind.PICTURE, tmp_path / "made")

    assert "nhiều bộ nhớ hơn mức cho phép" in reason


def test_a_child_that_computes_too_long_is_ended_and_it_says_so(
    tmp_path: Path,
) -> None:
    few = [pattern(n, (1920, 1080)) for n in range(5)]
    clip = write_pictures(tmp_path / "a.mp4", few * 20, is_tagged=False)
    tight = ROOMY.model_copy(update={"cpu_seconds": 1})

    reason = run_with(tight, clip, Kind.CLIP, tmp_path / "made")

    assert "nhiều thời gian tính toán hơn mức cho phép" in reason


def test_a_child_whose_time_is_over_is_ended_and_it_says_so(tmp_path: Path) -> None:
    clip = write_video(tmp_path / "a.mp4", seconds=1)
    tight = ROOMY.model_copy(update={"wall_seconds": 0})

    reason = run_with(tight, clip, Kind.CLIP, tmp_path / "made")

    assert "vẫn chưa kiểm tra xong nên đã dừng" in reason


def test_a_master_that_would_be_too_large_is_refused(tmp_path: Path) -> None:
    noise = np.random.default_rng(1)
    frames = (noise.integers(0, 255, (360, 640, 3), np.uint8) for _ in range(30))
    clip = write_pictures(tmp_path / "a.mkv", frames)
    tight = ROOMY.model_copy(update={"file_bytes": 200_000})

    reason = run_with(tight, clip, Kind.CLIP, tmp_path / "made")

    assert "sẽ quá lớn" in reason


def test_one_hostile_file_leaves_the_next_one_alone(tmp_path: Path) -> None:
    broken = tmp_path / "a.mp4"
    broken.write_bytes(b"\0" * 1000)
    good = write_video(tmp_path / "b.mp4", seconds=1)

    reason_against(broken)

    assert report_of(good).source.frame_count == 25


def test_nothing_is_left_behind(tmp_path: Path, settings: object) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "work")  # type: ignore[attr-defined]
    (tmp_path / "work").mkdir()

    report_of(write_video(tmp_path / "a.mp4", seconds=1))
    reason_against(hostile.write_zip_bomb(tmp_path / "b.mp4"))

    assert list((tmp_path / "work").iterdir()) == []


class TestPictures:
    @pytest.mark.parametrize("pixels", [100_000, 20_000])
    def test_a_bomb_of_pixels_is_refused(self, tmp_path: Path, pixels: int) -> None:
        bomb = hostile.write_huge_png(tmp_path / "a.png", pixels, pixels)

        assert f"{pixels}×{pixels} điểm ảnh; tối đa 50 triệu" in refused_picture(bomb)

    def test_a_strip_of_100000_pixels_is_refused(self, tmp_path: Path) -> None:
        bomb = hostile.write_huge_png(tmp_path / "a.png", 100_000, 600)

        assert "100000×600 điểm ảnh; tối đa 50 triệu" in refused_picture(bomb)

    def test_a_bomb_of_words_is_refused(self, tmp_path: Path) -> None:
        bomb = hostile.write_text_bomb_png(tmp_path / "a.png", megabytes=100)

        assert "Ảnh bị hỏng" in refused_picture(bomb)

    @pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
    def test_a_picture_cut_off_is_refused(self, tmp_path: Path, kind: str) -> None:
        picture = tmp_path / f"a.{kind}"
        Image.effect_noise((400, 300), 50).convert("RGB").save(picture)

        assert "Ảnh bị hỏng" in refused_picture(hostile.cut(picture, 0.7))

    def test_a_picture_that_moves_is_refused(self, tmp_path: Path) -> None:
        frames = [Image.new("RGB", (40, 30), (n * 60, 0, 0)) for n in range(4)]
        path = tmp_path / "a.webp"
        frames[0].save(path, save_all=True, append_images=frames[1:])

        assert "ảnh động" in refused_picture(path)

    @pytest.mark.parametrize("write", [hostile.write_svg, hostile.write_gif_bomb])
    def test_other_kinds_are_refused_whatever_they_are_called(
        self, tmp_path: Path, write: object
    ) -> None:
        picture = write(tmp_path / "a.png")  # type: ignore[operator]

        assert "không phải là ảnh dùng được" in refused_picture(picture)

    def test_a_good_one_comes_out_upright_and_without_what_the_camera_wrote(
        self, tmp_path: Path
    ) -> None:
        picture, exif = Image.new("RGB", (80, 40), "red"), Image.Exif()
        exif[0x0112] = 6  # to be turned by a quarter
        exif[0x010E] = "at home"
        path = tmp_path / "a.jpg"
        picture.save(path, exif=exif)

        with clean_picture(path) as clean, Image.open(clean) as made:
            assert made.size == (40, 80)
            assert dict(made.getexif()) == {}
            assert b"at home" not in clean.read_bytes()

    def test_a_real_photograph_comes_out_as_it_was(self, real_media: Path) -> None:
        path = real_media / "vacation_2017.jpg"

        with clean_picture(path) as clean, Image.open(clean) as made:
            ours = np.asarray(made.convert("RGB"), np.int16)
        with Image.open(path) as original:
            theirs = np.asarray(original.convert("RGB"), np.int16)

        assert np.abs(ours - theirs).mean() < 1


def refused_picture(path: Path) -> str:
    with pytest.raises(FileRefusedError) as refused, clean_picture(path):
        pass
    return str(refused.value)


def _song_with_cover(path: Path) -> Path:
    """As phones and shops write them: the cover is a stream of one picture."""
    with av.open(str(path), "w") as container:
        voice = container.add_stream("aac", rate=48_000, layout="stereo")
        cover = container.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 64, 64, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        frame = av.VideoFrame.from_ndarray(pattern(0, (64, 64)), "rgb24")
        frame.pts = 0
        container.mux(cover.encode(frame.reformat(format="yuvj420p")))
        container.mux(cover.encode(None))
        wave = tone(2)
        heard = av.AudioFrame.from_ndarray(np.stack([wave, wave]), "fltp", "stereo")
        heard.sample_rate, heard.pts = 48_000, 0
        container.mux(voice.encode(heard))
        container.mux(voice.encode(None))
    return path
