"""Decodes a stranger's picture to its end and writes it anew: what comes out is ours.

Upright, sRGB, without the words and places that cameras write into pictures.
"""

import io
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from hub.media.sandbox.answers import Answer, Job, RefusedError

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
QUALITY = 95


def answer(job: Job) -> Answer:
    """Raises RefusedError."""
    name = write_picture(
        Path(job.source), Path(job.folder), most_pixels=job.largest_picture_pixels
    )
    return Answer(fences=(), master=name)


def write_picture(source: Path, folder: Path, *, most_pixels: int) -> str:
    """The name of the new file in `folder`. Raises RefusedError."""
    # Counted below, before anything is decoded, so that the reason can name the size.
    Image.MAX_IMAGE_PIXELS = None
    try:
        # Of these formats only: no vector graphics, no camera raw, no documents.
        with Image.open(source, formats=list(FORMATS)) as picture:
            _check(picture, most_pixels)
            picture.load()
            return _write(picture, folder)
    except MemoryError as error:
        raise RefusedError("memory") from error
    except UnidentifiedImageError as error:
        raise RefusedError("picture_unknown") from error
    except (OSError, SyntaxError, ValueError, EOFError, TypeError) as error:
        raise RefusedError("picture_damaged") from error


def _check(picture: Image.Image, most_pixels: int) -> None:
    width, height = picture.size
    if width * height > most_pixels:
        raise RefusedError(
            "picture_pixels", width=width, height=height, limit=most_pixels // 1_000_000
        )
    if getattr(picture, "n_frames", 1) > 1:
        raise RefusedError("picture_moves")


def _write(picture: Image.Image, folder: Path) -> str:
    kind = str(picture.format)
    name = f"picture.{FORMATS[kind]}"
    clean = _in_srgb(ImageOps.exif_transpose(picture))
    if clean is picture and kind == "JPEG":
        # Its own tables: nothing to speak of is lost.
        picture.save(folder / name, kind, quality="keep", exif=b"", icc_profile=None)
    else:
        clean.info.clear()
        clean.save(folder / name, kind, quality=QUALITY)
    return name


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            ours = ImageCms.createProfile("sRGB")
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            changed = ImageCms.profileToProfile(picture, theirs, ours, outputMode="RGB")
            return changed or picture
        except ImageCms.PyCMSError:
            pass  # a broken profile says nothing of the picture
    if picture.mode in {"I;16", "I;16B", "I;16L", "I"}:
        return picture.point(lambda value: value / 256).convert("L")
    if picture.mode in {"RGB", "L"}:
        return picture
    has_alpha = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    return picture.convert("RGBA" if has_alpha else "RGB")
