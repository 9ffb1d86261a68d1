"""Times the renderer on the golden programme of Kim Thành: one face, three languages."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from renderer.building import Builder, StillChoice
from renderer.executors import DaskExecutor
from renderer.hub_client import SavedProgramme
from renderer.planning import BodyAction, plan_loop
from renderer.programme import Programme, parse_programme
from renderer.progress import Progress
from renderer.rendering import frames_of, workshop_for
from renderer.store import Store
from renderer.themes import read_theme
from renderer.timeline import FPS, build_timeline
from renderer.video.encoding import encode_segment
from renderer.video.planes import Frame, black_frame

ROOT = Path(__file__).parents[1]
PROGRAMME = ROOT / "fixtures/programmes/ck-kim-thanh.json"
THEMES = ROOT / "themes"


def measure(folder: Path) -> dict[str, float]:
    """Every figure, in the order in which they are taken."""
    builder = _builder(folder / "store")
    programme = _fetched(builder)
    changed = _with_another_title(programme)
    neighbour = _of_another_cluster(programme)
    full = _seconds(builder.build, programme, _unheard)
    (loop,) = builder.build(programme, _unheard).loops.values()
    return {
        "wall_vs_encode": _wall_vs_encode(builder, programme, folder),
        "one_slot_changed": _seconds(builder.build, changed, _unheard) / full,
        "second_run": _seconds(builder.build, programme, _unheard) / full,
        "second_cluster": _seconds(builder.build, neighbour, _unheard) / full,
        "full_render_vs_realtime": full / (loop.frame_count / FPS),
        "warm_still_ms": _warm_still_ms(builder, programme),
    }


def _wall_vs_encode(builder: Builder, programme: Programme, folder: Path) -> float:
    """The first body of each kind of item: composed and encoded, then encoded alone."""
    canvas = programme.cluster.canvases[0]
    theme = read_theme(THEMES / programme.theme)
    plan = plan_loop(
        build_timeline(programme, canvas),
        theme=programme.theme,
        theme_digest=theme.digest,
        encoding=builder.encoding,
    )
    bodies = {
        a.scene.faces[0].template: a for a in plan.actions if isinstance(a, BodyAction)
    }
    both = alone = 0.0
    for body in bodies.values():
        kept = _composed(body, builder)
        path = folder / "sample.mp4"
        alone += _seconds(_encode, kept, path, body)
        both += _seconds(_compose_and_encode, body, builder, path)
    return both / alone


def _composed(body: BodyAction, builder: Builder) -> list[Frame]:
    workshop = workshop_for(body.scene, builder.store.address, THEMES)
    kept = []
    for frame in frames_of(body, workshop):
        copy = black_frame(body.scene.canvas)
        copy.buffer[:] = frame.buffer
        kept.append(copy)
    return kept


def _encode(frames: list[Frame], path: Path, body: BodyAction) -> None:
    encode_segment(frames, path, size=body.scene.canvas, encoding=body.encoding)


def _compose_and_encode(body: BodyAction, builder: Builder, path: Path) -> None:
    workshop = workshop_for(body.scene, builder.store.address, THEMES)
    frames = frames_of(body, workshop)
    encode_segment(frames, path, size=body.scene.canvas, encoding=body.encoding)


def _warm_still_ms(builder: Builder, programme: Programme) -> float:
    canvas = programme.cluster.canvases[0].code
    choices = [
        StillChoice(canvas, slot.id, step)
        for slot in programme.slots[:3]
        for step in range(3)
    ]
    times = [_seconds(builder.still, programme, choice) for choice in choices]
    return 1000 * median(times)


def _builder(folder: Path) -> Builder:
    store = Store(folder)
    return Builder(store, THEMES, DaskExecutor(store.address, THEMES))


def _fetched(builder: Builder) -> Programme:
    saved = SavedProgramme(PROGRAMME)
    programme = parse_programme(saved.read())
    for file in programme.media_files:
        saved.fetch_media(file, builder.store)
    return programme


def _with_another_title(programme: Programme) -> Programme:
    slot = programme.slots[0]
    texts = tuple(
        text.model_copy(update={"title": f"{text.title} 2"}) for text in slot.item.texts
    )
    item = slot.item.model_copy(update={"texts": texts})
    changed = slot.model_copy(update={"item": item})
    return programme.model_copy(update={"slots": (changed, *programme.slots[1:])})


def _of_another_cluster(programme: Programme) -> Programme:
    cluster = programme.cluster.model_copy(update={"code": "another"})
    return programme.model_copy(update={"cluster": cluster})


def _seconds[**Given](
    work: Callable[Given, object], *given: Given.args, **named: Given.kwargs
) -> float:
    start = time.perf_counter()
    work(*given, **named)
    return time.perf_counter() - start


def _unheard(progress: Progress) -> None:
    """Nobody looks at progress here."""
