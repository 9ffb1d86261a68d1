"""Programme documents as the hub answers them, said in a line or two."""

from typing import Any

SHA_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def a_face(
    code: str = "east",
    *,
    languages: tuple[str, ...] = ("vi",),
    place: tuple[int, int, int, int] = (0, 0, 320, 160),
    rotation: int = 0,
    viewing_distance_m: float | None = None,
) -> dict[str, Any]:
    x, y, width, height = place
    return {
        "code": code,
        "names": [],
        "xPx": x,
        "yPx": y,
        "widthPx": width,
        "heightPx": height,
        "rotationDeg": rotation,
        "pitchMm": 10.0,
        "viewingDistanceM": viewing_distance_m,
        "languages": list(languages),
    }


def a_canvas(
    *faces: dict[str, Any], size: tuple[int, int] = (320, 160), code: str = "led"
) -> dict[str, Any]:
    return {
        "code": code,
        "widthPx": size[0],
        "heightPx": size[1],
        "faces": list(faces) or [a_face()],
    }


def a_file(sha256: str = SHA_OF_NOTHING, url: str = "nothing") -> dict[str, Any]:
    return {"url": url, "sha256": sha256, "sizeBytes": 0}


def a_picture(file: dict[str, Any] | None = None, caption: str = "") -> dict[str, Any]:
    return {
        "file": file or a_file(),
        "widthPx": 640,
        "heightPx": 400,
        "focusX": 0.5,
        "focusY": 0.5,
        "texts": [{"language": "vi", "alt": "", "caption": caption}],
    }


def a_clip(
    file: dict[str, Any] | None = None,
    *,
    duration_ms: int = 10_000,
    has_audio: bool = False,
    subtitles: dict[str, dict[str, Any]] | None = None,
) -> dict[str, Any]:
    return {
        "file": file or a_file(),
        "widthPx": 320,
        "heightPx": 180,
        "durationMs": duration_ms,
        "hasAudio": has_audio,
        "subtitles": [
            {"language": code, "file": file} for code, file in (subtitles or {}).items()
        ],
    }


def an_item(
    key: str = "fansipan",
    *,
    kind: str = "STORY",
    title: str = "Đỉnh Fansipan",
    body: str = "Nóc nhà Đông Dương.",
    languages: tuple[str, ...] = ("vi", "en", "zh-hans"),
    pictures: tuple[dict[str, Any], ...] = (),
    clip: dict[str, Any] | None = None,
    agency: str = "Sở Du lịch",
    public_url: str | None = None,
) -> dict[str, Any]:
    return {
        "key": key,
        "kind": kind,
        "topic": "culture",
        "agency": {
            "code": "so-du-lich",
            "names": [{"language": "vi", "text": agency}],
        },
        "texts": [
            {"language": code, "title": title, "body": body, "revision": "1"}
            for code in languages
        ],
        "pictures": list(pictures),
        "clip": clip,
        "publicUrl": public_url,
    }


def a_slot(
    item: dict[str, Any] | None = None,
    *,
    slot_id: str = "1",
    seconds: int | None = None,
) -> dict[str, Any]:
    return {"id": slot_id, "seconds": seconds, "item": item or an_item()}


def a_programme(
    *slots: dict[str, Any],
    canvases: tuple[dict[str, Any], ...] = (),
    cluster: str = "thu",
    theme: str = "lao-cai",
    at: str = "2026-04-26T02:00:00+00:00",
    until: str = "2026-04-26T03:00:00+00:00",
    ticker: dict[str, str] | None = None,
) -> dict[str, Any]:
    """The whole answer, with one 320×160 canvas unless others are given."""
    return {
        "data": {
            "programme": {
                "cluster": {
                    "code": cluster,
                    "names": [],
                    "canvases": list(canvases) or [a_canvas()],
                    "ticker": [
                        {"language": code, "text": text}
                        for code, text in (ticker or {}).items()
                    ],
                },
                "at": at,
                "until": until,
                "theme": theme,
                "slots": list(slots),
                "problems": [],
            }
        }
    }
