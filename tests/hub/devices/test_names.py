import pytest

from hub.devices.names import ASK_AGAIN, IMMUTABLE, parse_loop_name, parse_media_name

SHA256 = "ab" * 32


@pytest.mark.parametrize(
    ("path", "content_type", "cache_control"),
    [
        (f"files/{SHA256}.mp4", "video/mp4", IMMUTABLE),
        (f"files/{SHA256}.jpg", "image/jpeg", IMMUTABLE),
        ("sapa/ba-mat/loop.m3u", "audio/x-mpegurl", ASK_AGAIN),
        ("ck-lao-cai/timetable.json", "application/json", ASK_AGAIN),
        ("status.json", "application/json", ASK_AGAIN),
    ],
)
def test_every_finished_file_has_its_type_and_its_time_to_live(
    path: str, content_type: str, cache_control: str
):
    name = parse_loop_name(path)

    assert name is not None
    assert (name.content_type, name.cache_control) == (content_type, cache_control)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "files",
        "files/",
        "files/short.mp4",
        f"files/{SHA256}.mp4.part",
        f"files/.{SHA256}.mp4",
        f"files/{SHA256.upper()}.mp4",
        f"files/{SHA256}.exe",
        f"files/{SHA256}.mp4\n",
        "sapa/",
        "sapa/secret.txt",
        "sapa/.timetable.json",
        "sapa/timetable.json.part",
        "../settings.py",
        "sapa/../status.json",
        "/status.json",
        "segments/x.mp4",
    ],
)
def test_no_other_name_is_known_among_the_loops(path: str):
    assert parse_loop_name(path) is None


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("original_images/ruong-bac-thang.jpg", "image/jpeg"),
        ("images/ruong.2e16d0ba.fill-165x165.PNG", "image/png"),
        ("media/chợ-phiên.mp4", "video/mp4"),
        ("media/rain.mp3", "audio/mpeg"),
        ("subtitles/0f3a-vi.vtt", "text/vtt"),
    ],
)
def test_uploads_and_renditions_are_served_by_their_kind(path: str, content_type: str):
    name = parse_media_name(path)

    assert name is not None
    assert (name.content_type, name.cache_control) == (content_type, ASK_AGAIN)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "original_images/",
        "original_images/.upload.jpg",
        ".hidden/a.jpg",
        "original_images/a.jpg.part",
        "original_images/a.svg",
        "original_images/a.html",
        "original_images/a",
        "../db.sqlite3",
        "../a.jpg",
        "a/../../b.jpg",
        "a//b.jpg",
        "a\\..\\b.jpg",
        "a\0.jpg",
    ],
)
def test_no_other_name_is_known_among_the_uploads(path: str):
    assert parse_media_name(path) is None
