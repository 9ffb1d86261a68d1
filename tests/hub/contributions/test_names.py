"""Names that people give to files."""

import pytest

from hub.contributions.names import ending_of, safe_name


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Chợ phiên Bắc Hà.mp4", "Chợ phiên Bắc Hà.mp4"),
        ("../../etc/passwd.mp4", "passwd.mp4"),
        ("C:\\Phim\\a.mov", "a.mov"),
        ("a\x00b\n.mp4", "ab.mp4"),
        ("..", "tep"),
        ("", "tep"),
        ('x<>:"|?*.jpg', "x.jpg"),
        ("anh\u202egpj.exe", "anhgpj.exe"),
        ("Cho\u031b\u0323.mp4", "Chợ.mp4"),
    ],
)
def test_a_name_is_made_safe(given: str, expected: str) -> None:
    assert safe_name(given) == expected


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("a" * 300 + ".mp4")

    assert len(name) == 150
    assert ending_of(name) == "mp4"


def test_the_ending_is_read_whatever_its_case() -> None:
    assert (ending_of("A.MP4"), ending_of("README")) == ("mp4", "")
