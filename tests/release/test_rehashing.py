"""What is signed is read again, where it was rendered or where it is kept."""

import hashlib
from pathlib import Path

import pytest

from release.errors import SigningError
from release.format import File
from release.signer.rehashing import rehash

PIXELS = b"loop"
FILE = File(sha256=hashlib.sha256(PIXELS).hexdigest(), size_bytes=len(PIXELS))


def folders(root: Path) -> tuple[Path, Path]:
    rendered, kept = root / "rendered", root / "kept"
    rendered.mkdir()
    kept.mkdir()
    return rendered, kept


def lay(folder: Path, content: bytes = PIXELS) -> None:
    (folder / f"{FILE.sha256}.mp4").write_bytes(content)


def test_what_the_renderer_swept_is_read_where_it_is_kept(tmp_path: Path) -> None:
    rendered, kept = folders(tmp_path)
    lay(kept)

    rehash([FILE], [rendered, kept])


def test_what_is_nowhere_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SigningError, match=FILE.sha256) as caught:
        rehash([FILE], folders(tmp_path))

    assert caught.value.code == "file_missing"


@pytest.mark.parametrize("place", [0, 1])
def test_other_bytes_are_refused_wherever_they_lie(tmp_path: Path, place: int) -> None:
    lay(folders(tmp_path)[place], b"fake")

    with pytest.raises(SigningError) as caught:
        rehash([FILE], [tmp_path / "rendered", tmp_path / "kept"])

    assert caught.value.code == "file_differs"
