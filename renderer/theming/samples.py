"""The words and pictures that a theme is tried with."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image
from pydantic import BaseModel, ConfigDict

from renderer.layouts import Size
from renderer.typesetting import PreparedPicture, SlideWords

SAMPLES = Path(__file__).with_name("samples.toml")
PICTURE_ENDINGS = frozenset({".jpg", ".jpeg", ".png"})

type Shape = Literal["wide", "tall", "panorama"]

# The part of a picture that a shape is cut to, before the theme cuts it to its region.
_SIZES: dict[Shape, Size] = {
    "wide": Size(1600, 900),
    "tall": Size(600, 1200),
    "panorama": Size(1600, 320),
}
_SKY, _LAND = np.array((122, 170, 206)), np.array((38, 84, 58))


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Texts(_Data):
    title: str = ""
    body: str = ""
    agency: str = ""
    captions: tuple[str, ...] = ()


class Sample(_Data):
    """One item in the languages it is written in."""

    name: str
    template: str
    picture: Shape | None = None
    words: Mapping[str, Texts]

    def words_in(self, language: str) -> SlideWords:
        said = self.words[language]
        return SlideWords(
            language, said.title, said.body, said.agency, captions=said.captions
        )


class _Samples(_Data):
    samples: tuple[Sample, ...]


@cache
def samples() -> tuple[Sample, ...]:
    document = tomllib.loads(SAMPLES.read_text("utf-8"))
    return _Samples.model_validate(document).samples


def picture_of(shape: Shape, number: int, folder: Path | None) -> PreparedPicture:
    """A picture of the folder cut to a shape; without any, a plain landscape."""
    files = sorted(folder.iterdir()) if folder and folder.is_dir() else []
    files = [path for path in files if path.suffix.lower() in PICTURE_ENDINGS]
    size = _SIZES[shape]
    if not files:
        return PreparedPicture(_landscape(size))
    with Image.open(files[number % len(files)]) as image:
        return PreparedPicture(_cut(image.convert("RGB"), size))


def _cut(
    image: Image.Image, size: Size
) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    scale = min(image.width / size.width, image.height / size.height)
    width, height = size.width * scale, size.height * scale
    left, top = (image.width - width) / 2, (image.height - height) / 2
    box = (left, top, left + width, top + height)
    return np.asarray(image.resize((size.width, size.height), box=box), np.uint8)


@cache
def _landscape(size: Size) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """Bright above, dark below: what words over pictures have to stand."""
    shares = np.linspace(0, 1, size.height)[:, None]
    rows = _SKY * (1 - shares) + _LAND * shares
    return np.repeat(rows[:, None, :], size.width, axis=1).astype(np.uint8)
