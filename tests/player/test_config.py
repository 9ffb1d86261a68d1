"""The configuration is parsed strictly, and refused with the way out."""

from pathlib import Path

import pytest

from player.config import read_config
from player.errors import ConfigError
from player.hub import read_token

EXAMPLE = Path("player/player.example.toml")
GOOD = """
cluster = "kim-thanh"
repository = "https://trung-tam.example/kho/kim-thanh/"
root = "/etc/ttdn-player/root.json"
data = "/var/lib/ttdn-player"

[[canvas]]
code = "led"
width_px = 1920
height_px = 640
"""


def refused(tmp_path: Path, document: str) -> str:
    path = tmp_path / "player.toml"
    path.write_text(document)
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    return str(caught.value).removeprefix(f"{path}: ")


def test_the_example_is_good():
    config = read_config(EXAMPLE)

    assert config.hub is not None
    assert config.canvas[0].code == "led"


def test_an_address_loses_its_last_slash(tmp_path):
    path = tmp_path / "player.toml"
    path.write_text(GOOD)

    assert read_config(path).repository == "https://trung-tam.example/kho/kim-thanh"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('cluster = "kim-thanh"', "", "cluster: thiếu mục này"),
        ("[[canvas]]", "tên = 1\n[[canvas]]", "không phải TOML"),
        (
            "[[canvas]]",
            "colour = 1\n[[canvas]]",
            "colour: không có mục nào tên như vậy",
        ),
        ("kim-thanh", "Kim Thành", "cluster: chỉ dùng chữ thường không dấu"),
        ("https", "ftp", "repository: cần địa chỉ bắt đầu bằng https://"),
        ("https://", "https://a:b@", "repository: địa chỉ không được có"),
        ("/var/lib", "var/lib", "data: cần đường dẫn đầy đủ"),
        ("1920", "0", "canvas.0.width_px"),
        (
            "[[canvas]]",
            '[status]\nhost = "0.0.0.0"\n[[canvas]]',
            "status.host: trang trạng thái chỉ mở trên máy này",
        ),
        (
            "[[canvas]]",
            "[limits]\nspool_days = 7\n[[canvas]]",
            "limits.spool_days",
        ),
        (
            'code = "led"',
            'code = "led"\noptions = ["vo=x"]',
            "canvas.0.options: mỗi tùy chọn của mpv bắt đầu bằng --",
        ),
    ],
)
def test_a_mistake_is_refused_by_place_with_the_way_out(tmp_path, old, new, words):
    told = refused(tmp_path, GOOD.replace(old, new))

    assert words in told
    assert "→ sửa" in told


def test_two_canvases_of_one_name_are_refused(tmp_path):
    canvas = GOOD[GOOD.index("[[canvas]]") :]

    assert "hai khung hình trùng mã" in refused(tmp_path, GOOD + canvas)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match="kiểm tra --config"):
        read_config(tmp_path / "nothing.toml")


def test_a_token_that_others_can_read_is_refused(tmp_path):
    path = tmp_path / "token"
    path.write_text("secret\n")
    path.chmod(0o640)

    with pytest.raises(ConfigError, match=f"chmod 600 {path}"):
        read_token(path)


def test_a_token_is_read_without_its_end_of_line(tmp_path):
    path = tmp_path / "token"
    path.write_text("secret\n")
    path.chmod(0o600)

    assert read_token(path) == "secret"


@pytest.mark.parametrize("content", ["", "\n", "two words", "khóa"])
def test_what_is_no_token_is_refused(tmp_path, content):
    path = tmp_path / "token"
    path.write_text(content)
    path.chmod(0o600)

    with pytest.raises(ConfigError, match="không phải một khóa thiết bị"):
        read_token(path)
