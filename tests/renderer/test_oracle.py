"""moviepy, told the same timeline, sees the same pictures: an oracle with no code of ours."""

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from moviepy import CompositeVideoClip, ImageClip, vfx

from renderer.building import Builder, StillChoice
from renderer.executors import LocalExecutor
from renderer.layouts import Size
from renderer.planning import TickerLine
from renderer.programme import Programme, parse_programme
from renderer.scenes.ticker import legible_speed, ticker_look
from renderer.store import Store
from renderer.themes import read_theme
from renderer.timeline import FADE_FRAMES, FPS
from renderer.typesetting.ticker import typeset_ticker
from tests.fakes.programmes import a_canvas, a_face, a_programme, a_slot, an_item
from tests.renderer.similarity import ssim
from tests.renderer.themes_on_disk import copy_of_house_theme, edit

LENGTH = 80  # frames of each scene
SAMPLED = (0, 4, 12, 20, 30, 60, 79, 84, 92, 100, 110, 150, 159)
SECONDS, FADE_SECONDS = LENGTH / FPS, FADE_FRAMES / FPS
LINE = "Cửa khẩu"
LINE_FACE = Size(320, 240)

type Layers = list[ImageClip]


def a_loop(tmp_path: Path, transition: str, **programme: object) -> list[np.ndarray]:
    """The pictures of a loop of two slots, and the pictures of each slot's still."""
    folder = copy_of_house_theme(tmp_path)
    edit(
        folder / "theme.toml",
        'transition = "push-left"',
        f'transition = "{transition}"',
    )
    store = Store(tmp_path / "store")
    builder = Builder(store, tmp_path, LocalExecutor(store.address, tmp_path))
    parsed = a_pair(**programme)
    (loop,) = builder.build(parsed, lambda _: None).loops.values()
    stills = [builder.still(parsed, StillChoice("led", slot)).picture for slot in "ab"]
    return [*stills, *_decoded(store.path_of(loop.file.sha256))]


def a_pair(**programme: object) -> Programme:
    return parse_programme(
        a_programme(
            a_slot(an_item("a", title="Sa Pa"), slot_id="a", seconds=3),
            a_slot(an_item("b", title="Y Tý"), slot_id="b", seconds=3),
            theme="theme",
            **programme,  # type: ignore[arg-type]
        )
    )


def assert_alike(shown: list[np.ndarray], expected: CompositeVideoClip) -> None:
    assert len(shown) == 2 * LENGTH
    for number in SAMPLED:
        oracle = expected.get_frame((number + 0.5) / FPS)
        difference = np.abs(shown[number].astype(int) - oracle.astype(int)).mean()
        # In a fade the two may be a frame apart in weight: a 24th of the contrast.
        assert difference < 5, f"frame {number}"
        assert ssim(shown[number], oracle) > 0.96, f"frame {number}"


def crossfaded(before: np.ndarray, after: np.ndarray, start: float) -> Layers:
    clip = ImageClip(after).with_duration(SECONDS + FADE_SECONDS).with_start(start)
    return [clip.with_effects([vfx.CrossFadeIn(FADE_SECONDS)])]


def pushed(before: np.ndarray, after: np.ndarray, start: float) -> Layers:
    """Both move to the left by pairs of pixels, gently."""
    width = after.shape[1]

    def gone(seconds: float) -> int:
        share = min((int(seconds * FPS) + 1) / (FADE_FRAMES + 1), 1.0)
        way = width * (3 * share**2 - 2 * share**3) if seconds < FADE_SECONDS else width
        return 2 * round(way / 2)

    leaving = ImageClip(before).with_duration(FADE_SECONDS)
    coming = ImageClip(after).with_duration(SECONDS + FADE_SECONDS)
    return [
        leaving.with_position(lambda t: (-gone(t), 0)).with_start(start),
        coming.with_position(lambda t: (width - gone(t), 0)).with_start(start),
    ]


@pytest.mark.parametrize(
    ("transition", "told"), [("crossfade", crossfaded), ("push-left", pushed)]
)
def test_slides_and_transitions_are_where_moviepy_puts_them(
    tmp_path: Path, transition: str, told: Callable[..., Layers]
):
    first, second, *shown = a_loop(tmp_path, transition)
    layers = [
        ImageClip(second).with_duration(SECONDS),
        *told(second, first, 0),
        *told(first, second, SECONDS),
    ]

    assert_alike(shown, CompositeVideoClip(layers, size=first.shape[1::-1]))


def test_the_line_runs_where_moviepy_puts_it(tmp_path: Path):
    canvas = a_canvas(a_face(place=(0, 0, 320, 240)), size=(320, 240))
    told = {"canvases": (canvas,), "ticker": {"vi": LINE}}

    first, second, *shown = a_loop(tmp_path, "crossfade", **told)

    theme = read_theme(tmp_path / "theme")
    look = ticker_look(theme, LINE_FACE, ["vi"])
    speed = legible_speed(look.size_px, [TickerLine("vi", LINE, 15)])
    (strip,) = typeset_ticker(theme, [("vi", LINE)], look)
    belt, top = 2 * LENGTH * speed, first.shape[0] - look.height
    count = belt // strip.shape[1]

    def running(start: int) -> ImageClip:
        clip = ImageClip(strip).with_duration(2 * SECONDS)
        return clip.with_position(lambda t: (start - speed * int(t * FPS), top))

    ground = ImageClip(np.repeat(strip[:, -1:], 320, axis=1)).with_duration(2 * SECONDS)
    layers = [
        ImageClip(second).with_duration(SECONDS),
        *crossfaded(second, first, 0),
        *crossfaded(first, second, SECONDS),
        ground.with_position((0, top)),
        *(
            running(belt * n // count + turn)
            for n in range(count)
            for turn in (0, belt)
        ),
    ]
    assert_alike(shown, CompositeVideoClip(layers, size=first.shape[1::-1]))


def _decoded(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
