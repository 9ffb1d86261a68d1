"""Subtitles are read to the frame, and a wrong file is refused by its line."""

from pathlib import Path

import pytest

from renderer.errors import MediaError
from renderer.video.subtitles import Cue, read_cues

GOOD = """WEBVTT - phụ đề

NOTE 00:01 -> no cue

00:00:01.000 --> 00:00:02.500 line:0
Xin chào <b>các bạn</b>

2
00:03.010 --> 00:04.000
<v Lan>Sa Pa &amp; Y Tý
hàng thứ hai
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "vi.vtt"
    path.write_text(text, "utf-8")
    return path


def test_a_cue_is_seen_in_the_frames_that_begin_within_its_time(tmp_path: Path):
    assert read_cues(written(tmp_path, GOOD), 25) == (
        Cue(25, 63, "Xin chào các bạn"),
        Cue(76, 100, "Sa Pa & Y Tý\nhàng thứ hai"),
    )


def test_windows_line_ends_and_a_byte_order_mark_are_no_fault(tmp_path: Path):
    path = tmp_path / "vi.vtt"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())

    assert [cue.start_frame for cue in read_cues(path, 25)] == [25, 76]


def test_cues_come_in_the_order_of_time(tmp_path: Path):
    text = "WEBVTT\n\n00:05.000 --> 00:06.000\nsau\n\n00:01.000 --> 00:02.000\ntrước\n"

    assert [cue.text for cue in read_cues(written(tmp_path, text), 25)] == [
        "trước",
        "sau",
    ]


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("1\n00:01.000 --> 00:02.000\nsrt\n", "vi.vtt: line 1", "begin with WEBVTT"),
        ("WEBVTT\n\n00:01.000 -> 00:02.000\na\n", "vi.vtt: line 3", "00:01.000 ->"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\na\n", "vi.vtt: line 3", "00:01,000"),
        ("WEBVTT\n\n1\n00:01.000 --> 00:61.000\na\n", "vi.vtt: line 4", "00:61.000"),
        ("WEBVTT\n\n00:03.000 --> 00:02.000\na\n", "vi.vtt: line 3", "ends before"),
    ],
)
def test_a_wrong_file_is_refused_by_its_line(
    tmp_path: Path, text: str, where: str, what: str
):
    with pytest.raises(MediaError) as refusal:
        read_cues(written(tmp_path, text), 25)

    assert refusal.value.where == where
    assert what in str(refusal.value)
    assert refusal.value.todo


def test_another_encoding_than_utf8_is_refused(tmp_path: Path):
    path = tmp_path / "vi.vtt"
    path.write_bytes("WEBVTT\n\n00:01.000 --> 00:02.000\nPhụ đề\n".encode("utf-16"))

    with pytest.raises(MediaError, match="not in UTF-8"):
        read_cues(path, 25)
