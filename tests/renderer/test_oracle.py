"""moviepy, told the same timeline, sees the same pictures: an oracle with no code of ours."""

from pathlib import Path

import av
import numpy as np
from moviepy import CompositeVideoClip, ImageClip, vfx

from renderer.building import Builder, StillChoice
from renderer.executors import LocalExecutor
from renderer.programme import parse_programme
from renderer.store import Store
from renderer.timeline import FADE_FRAMES, FPS
from tests.fakes.programmes import a_programme, a_slot, an_item

THEMES = Path(__file__).parents[2] / "themes"
LENGTH = 80  # frames of each scene
SAMPLED = (4, 12, 20, 30, 60, 79, 84, 92, 100, 110, 150)


def test_slides_and_fades_are_where_moviepy_puts_them(tmp_path: Path):
    store = Store(tmp_path)
    builder = Builder(store, THEMES, LocalExecutor(store.root, THEMES))
    programme = parse_programme(
        a_programme(
            a_slot(an_item("a", title="Sa Pa"), slot_id="a", seconds=3),
            a_slot(an_item("b", title="Y Tý", kind="NOTICE"), slot_id="b", seconds=3),
        )
    )

    (loop,) = builder.build(programme, lambda _: None).loops.values()
    stills = [builder.still(programme, StillChoice("led", slot)) for slot in "ab"]
    expected = _as_moviepy_sees_it(stills[0].picture, stills[1].picture)

    shown = _decoded(store.path_of(loop.file.sha256))
    assert len(shown) == 2 * LENGTH
    for number in SAMPLED:
        oracle = expected.get_frame((number + 0.5) / FPS)
        difference = np.abs(shown[number].astype(int) - oracle.astype(int))
        # In a fade the two may be a frame apart in weight: a 24th of the contrast.
        assert difference.mean() < 5, f"frame {number}"


def _as_moviepy_sees_it(first: np.ndarray, second: np.ndarray) -> CompositeVideoClip:
    """The second fading into the first, and back into the second."""
    fade, length = FADE_FRAMES / FPS, LENGTH / FPS
    layers = [
        ImageClip(second).with_duration(length),
        _faded_in(first, fade, length + fade),
        _faded_in(second, fade, length).with_start(length),
    ]
    return CompositeVideoClip(layers, size=first.shape[1::-1])


def _faded_in(picture: np.ndarray, fade: float, seconds: float) -> ImageClip:
    clip = ImageClip(picture).with_duration(seconds)
    return clip.with_effects([vfx.CrossFadeIn(fade)])


def _decoded(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
