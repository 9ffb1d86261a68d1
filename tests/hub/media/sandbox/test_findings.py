"""What the report says of clips with one oddity each, and of the master made of them."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace, ColorTrc

from hub.media.checks import checked
from hub.media.sandbox.answers import FindingCode, Kind, Severity
from tests.fakes.odd_videos import (
    Picture,
    flat,
    pattern,
    tone,
    write_interlaced,
    write_pictures,
)
from tests.fakes.videos import write_video
from tests.hub.media.reading import codes_of, findings_of, report_of


def moving(count: int, size: tuple[int, int] = (320, 180)) -> list[Picture]:
    return [pattern(number, size) for number in range(count)]


def master_of(path: Path, look: Callable[[Path], Any]) -> Any:
    """What `look` sees in the master that is made of the clip."""
    with checked(path, Kind.CLIP) as found:
        assert found.master is not None, "none was made"
        return look(found.master)


def rgb_of(path: Path, at: int = 0) -> Picture:
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
    picture: Picture = frames[at].to_ndarray(format="rgb24")
    return picture


def test_black_is_told_with_its_place_and_warned_of_when_it_is_long(
    tmp_path: Path,
) -> None:
    clip = write_pictures(
        tmp_path / "a.mp4",
        [*moving(25), *[flat(2)] * 75, *moving(25), *[flat(2)] * 20, *moving(5)],
    )

    found = findings_of(clip, FindingCode.BLACK)

    assert [(one.severity, one.start_ms, one.end_ms) for one in found] == [
        (Severity.WARN, 1000, 4000),
        (Severity.NOTE, 5000, 5800),
    ]
    assert FindingCode.FREEZE not in codes_of(clip)


def test_a_picture_that_stands_still_is_told_with_its_place(tmp_path: Path) -> None:
    clip = write_pictures(
        tmp_path / "a.mp4", [*moving(25), *[pattern(25)] * 75, *moving(25)]
    )

    (found,) = findings_of(clip, FindingCode.FREEZE)

    assert found.severity is Severity.WARN
    assert found.start_ms == pytest.approx(1000, abs=80)
    assert found.end_ms == pytest.approx(4000, abs=80)


def test_a_slow_zoom_does_not_stand_still(tmp_path: Path) -> None:
    slow = [pattern(number // 8) for number in range(100)]

    clip = write_pictures(tmp_path / "a.mp4", slow)

    assert FindingCode.FREEZE not in codes_of(clip)


def test_silence_is_told_with_its_place(tmp_path: Path) -> None:
    sound = np.concatenate([tone(1), tone(3, level=0), tone(1)])
    clip = write_pictures(tmp_path / "a.mp4", moving(125), sound=sound)

    (found,) = findings_of(clip, FindingCode.SILENCE)

    assert found.start_ms == pytest.approx(1000, abs=50)
    assert found.end_ms == pytest.approx(4000, abs=50)


def test_silence_at_the_end_lasts_to_the_end(tmp_path: Path) -> None:
    sound = np.concatenate([tone(1), tone(3, level=0)])
    clip = write_pictures(tmp_path / "a.mp4", moving(100), sound=sound)

    (found,) = findings_of(clip, FindingCode.SILENCE)

    assert found.end_ms == 4000


def test_loudness_is_measured_as_ebu_r128_has_it(tmp_path: Path) -> None:
    """A tone of 1 kHz on both channels: its level in dBFS is its loudness."""
    clip = write_pictures(
        tmp_path / "a.mp4", moving(75), sound=tone(3, level=10 ** (-20 / 20))
    )

    loudness = report_of(clip).loudness

    assert loudness is not None
    assert loudness.integrated_lufs == pytest.approx(-20, abs=0.3)
    assert loudness.true_peak_dbtp == pytest.approx(-20, abs=1.2)
    assert FindingCode.LOUDNESS in codes_of(clip)


def test_a_clip_at_the_target_has_nothing_said_of_its_loudness(tmp_path: Path) -> None:
    clip = write_pictures(
        tmp_path / "a.mp4", moving(75), sound=tone(3, level=10 ** (-23 / 20))
    )

    assert FindingCode.LOUDNESS not in codes_of(clip)


def test_very_quiet_and_distorted_sound_are_warned_of(tmp_path: Path) -> None:
    quiet = write_pictures(tmp_path / "a.mp4", moving(75), sound=tone(3, level=0.005))
    loud = write_pictures(tmp_path / "b.mp4", moving(75), sound=tone(3, level=1.3))

    assert [one.severity for one in findings_of(quiet, FindingCode.VERY_QUIET)] == [
        Severity.WARN
    ]
    assert [one.severity for one in findings_of(loud, FindingCode.TRUE_PEAK)] == [
        Severity.WARN
    ]


def test_interlaced_pictures_are_found_and_made_progressive(tmp_path: Path) -> None:
    clip = write_interlaced(tmp_path / "a.mp4")

    assert FindingCode.INTERLACED in codes_of(clip)
    combing = master_of(clip, lambda master: _combing(rgb_of(master, 20)))
    assert combing < _combing(rgb_of(clip, 20)) / 3


def test_progressive_pictures_are_not_called_interlaced(tmp_path: Path) -> None:
    clip = write_pictures(tmp_path / "a.mp4", moving(50))

    assert FindingCode.INTERLACED not in codes_of(clip)


def test_a_clip_of_broad_pixels_is_made_square(tmp_path: Path) -> None:
    clip = write_pictures(tmp_path / "a.mp4", moving(25), pixel_aspect=Fraction(16, 11))

    (found,) = findings_of(clip, FindingCode.ASPECT)

    assert found.values == {"aspect": "16:11", "width": 464, "height": 180}
    assert master_of(clip, lambda master: rgb_of(master).shape) == (180, 464, 3)


@pytest.mark.parametrize(
    ("turn", "corner"),
    [(90, (-1, 0)), (180, (-1, -1)), (270, (0, -1))],
)
def test_a_turned_clip_is_set_upright(
    tmp_path: Path, turn: int, corner: tuple[int, int]
) -> None:
    """The tag says how far the picture is turned against the clock."""
    marked = moving(12)
    for picture in marked:
        picture[:60, :100] = (255, 0, 0)
    clip = write_pictures(tmp_path / "a.mp4", marked, rotation=turn)

    upright = master_of(clip, rgb_of)

    assert FindingCode.ROTATED in codes_of(clip)
    red, green, _blue = upright[corner]
    assert (red > 200, green < 60) == (True, True)


@pytest.mark.parametrize("curve", [ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67])
def test_hdr_is_found_and_made_sdr(tmp_path: Path, curve: ColorTrc) -> None:
    clip = write_pictures(
        tmp_path / "a.mp4", moving(12), curve=curve, pixels="yuv420p10le"
    )

    assert FindingCode.HDR in codes_of(clip)
    tags = master_of(clip, _tags)
    assert tags == ("yuv420p", int(Colorspace.ITU709), int(ColorTrc.BT709))


def test_diffuse_white_of_hdr_is_nearly_full_white(tmp_path: Path) -> None:
    """203 nits are 58 % of the PQ scale (ITU-R BT.2408)."""
    white = flat(round(0.58 * 255))
    clip = write_pictures(
        tmp_path / "a.mp4", [white] * 12, curve=ColorTrc.SMPTE2084,
        pixels="yuv420p10le",
    )  # fmt: skip

    shown = master_of(clip, lambda master: int(rgb_of(master).mean()))

    assert 205 <= shown <= 240


def test_an_uneven_rate_is_found_and_made_25(tmp_path: Path) -> None:
    moments, steps = [0], [17, 33, 40, 50, 90, 33]
    for number in range(59):
        moments.append(moments[-1] + steps[number % 6])
    clip = write_pictures(tmp_path / "a.mp4", moving(60), moments=moments)

    assert FindingCode.VARIABLE_RATE in codes_of(clip)
    assert _is_even_at_25(clip)


def test_another_constant_rate_is_only_told(tmp_path: Path) -> None:
    clip = write_pictures(tmp_path / "a.mp4", moving(60), rate=30)

    (found,) = findings_of(clip, FindingCode.OTHER_RATE)

    assert found.values == {"found": "30", "rate": 25}
    assert _is_even_at_25(clip)


def test_bars_are_found_with_the_crop_that_takes_them_off(tmp_path: Path) -> None:
    pictures = moving(25, (1280, 720))
    for picture in pictures:
        picture[:88], picture[-88:] = 0, 0
    clip = write_pictures(tmp_path / "a.mp4", pictures)

    (found,) = findings_of(clip, FindingCode.BARS)

    assert found.values == {"x": 0, "y": 88, "width": 1280, "height": 544}


def test_a_small_picture_is_warned_of(tmp_path: Path) -> None:
    small = write_pictures(tmp_path / "a.mp4", moving(12))
    fair = write_pictures(tmp_path / "b.mp4", moving(12, (640, 360)))

    assert FindingCode.LOW_RESOLUTION in codes_of(small)
    assert FindingCode.LOW_RESOLUTION not in codes_of(fair)


def test_an_odd_size_and_full_chroma_become_even_and_420(tmp_path: Path) -> None:
    clip = write_pictures(tmp_path / "a.mkv", moving(12, (641, 361)), pixels="yuv444p")

    assert master_of(clip, lambda master: rgb_of(master).shape) == (360, 640, 3)
    assert master_of(clip, _tags)[0] == "yuv420p"


def test_a_master_is_as_long_to_the_frame_and_its_sound_to_the_sample(
    tmp_path: Path,
) -> None:
    clip = write_pictures(
        tmp_path / "a.mkv", moving(60), rate=30, sound=tone(2.5), is_tagged=False
    )

    report = report_of(clip)

    assert report.master.frame_count == 50
    assert report.master.duration_ms == 2000
    assert master_of(clip, _sound_seconds) == pytest.approx(2.0, abs=0.022)


def test_a_master_has_a_key_frame_each_second(tmp_path: Path) -> None:
    clip = write_video(tmp_path / "a.mp4", seconds=3)

    assert master_of(clip, _key_frames) == [0, 25, 50]


def test_colours_come_through_whatever_matrix_the_clip_was_in(tmp_path: Path) -> None:
    """Small and untagged: read as BT.601, written as BT.709."""
    patches = flat(128)
    patches[:, :160], patches[:, 160:] = (200, 40, 40), (40, 160, 60)
    clip = tmp_path / "a.mp4"
    with av.open(str(clip), "w") as container:
        video = container.add_stream("libx264", rate=25, options={"crf": "1"})
        video.width, video.height, video.pix_fmt = 320, 180, "yuv420p"
        for number in range(5):
            frame = av.VideoFrame.from_ndarray(patches, "rgb24").reformat(
                format="yuv420p",
                dst_colorspace=Colorspace.ITU601,
                dst_color_range=ColorRange.MPEG,
            )
            frame.pts = number
            container.mux(video.encode(frame))
        container.mux(video.encode(None))

    made = master_of(clip, _rgb_as_709)

    assert np.abs(made[90, 80].astype(int) - (200, 40, 40)).max() <= 6
    assert np.abs(made[90, 240].astype(int) - (40, 160, 60)).max() <= 6


def test_a_file_that_is_a_master_already_is_left_as_it_is(tmp_path: Path) -> None:
    clip = write_pictures(
        tmp_path / "a.mp4", moving(25, (640, 360)), sound=tone(1, level=0.07)
    )

    with checked(clip, Kind.CLIP) as found:
        assert found.master is None
        assert found.report.findings == ()
        assert found.report.source == found.report.master


def _combing(picture: Picture) -> float:
    """How much neighbouring rows differ beyond what rows of one field do."""
    rows = picture.astype(np.int16).mean(axis=2)
    neighbours = np.abs(rows[1:-1] - rows[:-2]).mean()
    same_field = np.abs(rows[2:] - rows[:-2]).mean()
    return float(max(neighbours - same_field, 0))


def _tags(path: Path) -> tuple[str, int, int]:
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        pixels = str(context.pix_fmt)
        return pixels, int(context.colorspace), int(context.color_trc)


def _is_even_at_25(path: Path) -> bool:
    def moments(master: Path) -> list[Fraction]:
        with av.open(str(master)) as container:
            frames = container.decode(video=0)
            return [Fraction(frame.pts * frame.time_base) for frame in frames]

    found = master_of(path, moments)
    return bool(found == [Fraction(number, 25) for number in range(len(found))])


def _key_frames(path: Path) -> list[int]:
    with av.open(str(path)) as container:
        return [
            number
            for number, frame in enumerate(container.decode(video=0))
            if frame.key_frame
        ]


def _sound_seconds(path: Path) -> float:
    with av.open(str(path)) as container:
        return sum(frame.samples for frame in container.decode(audio=0)) / 48_000


def _rgb_as_709(path: Path) -> Picture:
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        shown = frame.reformat(format="rgb24", src_colorspace=Colorspace.ITU709)
        picture: Picture = shown.to_ndarray()
        return picture
