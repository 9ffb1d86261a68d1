"""What our own renderer takes, against the bare encoder and against itself."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, repeat
from pathlib import Path
from statistics import median

from bench.programme import THIRD, benchmark_programme, full_hd, only, retitled
from renderer.building import Builder, StillChoice
from renderer.executors import DaskExecutor
from renderer.planning import (
    BodyAction,
    Encoding,
    Level,
    LoopPlan,
    PictureAction,
    SceneShot,
    plan_loop,
    plan_sound,
)
from renderer.programme import Canvas, Programme
from renderer.rendering import stretches_of, workshop_for
from renderer.service.stills import QUALITY
from renderer.store import Address, Store
from renderer.themes import read_theme
from renderer.timeline import build_timeline
from renderer.video.encoding import Stretch, encode_segment
from renderer.video.pictures import write_jpeg
from renderer.video.planes import Frame, black_frame

THEMES = Path(__file__).parents[1] / "themes"
FRAMES_AT_A_TIME = 100


@dataclass(frozen=True)
class Bench:
    """A renderer with a store of its own, on all cores or on some."""

    builder: Builder

    @classmethod
    def of(cls, folder: Path, workers: int | None = None) -> "Bench":
        store = Store(folder)
        executor = DaskExecutor(store.address, THEMES, workers=workers)
        bench = cls(Builder(store, THEMES, executor))
        bench.warm_up()
        return bench

    def warm_up(self) -> None:
        """Lets the workers start: they stay from one programme to the next."""
        kinds = ("slide", "gallery", "clip")
        self.build(benchmark_programme(self.builder.store, kinds=kinds, seconds=3))

    def build(self, programme: Programme) -> float:
        """Seconds until every loop is there."""
        return seconds_of(lambda: self.builder.build(programme, lambda _: None))

    def rest(self) -> None:
        self.builder.executor.rest()


def measure_renderer(folder: Path) -> dict[str, float]:
    """The whole programme, on both canvases."""
    bench = Bench.of(folder / "store")
    programme = benchmark_programme(bench.builder.store)
    full = bench.build(programme)
    by_one = one_encoder(bench.builder, programme, folder / "bare.mp4")
    by_many = encoder_a_core(bench.builder, programme, folder)
    measured = {
        "wall_vs_encode": full / by_one,
        "wall_vs_encoder_a_core": full / by_many,
        "one_slot_changed": bench.build(with_another_title(programme)) / full,
        "second_run": bench.build(programme) / full,
        "second_cluster": bench.build(of_another_cluster(programme)) / full,
        "warm_still_ms": warm_still_ms(bench.builder, programme),
    }
    bench.rest()
    return measured


def measure_workers(folder: Path) -> dict[str, float]:
    """One worker's time for a third of the programme, against two workers'."""
    taken = []
    for workers in (1, 2):
        bench = Bench.of(folder / f"workers-{workers}", workers)
        programme = benchmark_programme(bench.builder.store, kinds=THIRD)
        taken.append(bench.build(programme))
        bench.rest()
    return {"two_workers_speedup": taken[0] / taken[1]}


def one_encoder(builder: Builder, programme: Programme, path: Path) -> float:
    """Seconds to encode the same frames with one encoder that uses the whole machine.

    Of each canvas one stream, and as many threads as x264 itself chooses.
    """
    return sum(
        encode_seconds(actions, builder.store.address, path, threads=0)
        for actions in _actions_by_canvas(builder, programme)
    )


def encoder_a_core(builder: Builder, programme: Programme, folder: Path) -> float:
    """Seconds to encode the same frames with an encoder of one thread on each core.

    That no single stream can have: each has segments of its own, and every other core
    is busy as well.
    """
    workers = os.cpu_count() or 1
    encode = partial(_encode_alone, builder.store.address, folder)
    actions = chain(*_actions_by_canvas(builder, programme))
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        return sum(pool.map(encode, actions)) / workers


def encode_seconds(
    actions: Sequence[PictureAction], store: Address, path: Path, *, threads: int
) -> float:
    """Seconds to encode the actions' frames as one stream; making them is not counted."""
    making = 0.0

    def made() -> Iterator[Stretch]:
        nonlocal making
        frames = _frames(actions, store)
        while True:
            start = time.perf_counter()
            batch = list(islice(frames, FRAMES_AT_A_TIME))
            making += time.perf_counter() - start
            if not batch:
                return
            yield from batch

    encode = partial(
        encode_segment,
        made(),
        path,
        size=_scene_of(actions[0]).canvas,
        encoding=actions[0].encoding,
        threads=threads,
    )
    return seconds_of(encode) - making


def _encode_alone(store: Address, folder: Path, action: PictureAction) -> float:
    path = folder / f"bare-{os.getpid()}.mp4"
    return encode_seconds([action], store, path, threads=1)


def _actions_by_canvas(
    builder: Builder, programme: Programme
) -> list[tuple[PictureAction, ...]]:
    canvases = programme.cluster.canvases
    return [plan_of(builder, programme, canvas).pictures for canvas in canvases]


def _frames(actions: Sequence[PictureAction], store: Address) -> Iterator[Stretch]:
    """Every frame by itself, what stands still too."""
    for action in actions:
        workshop = workshop_for(_scene_of(action), store, THEMES)
        for stretch in stretches_of(action, workshop):
            kept = Stretch(_kept(stretch))
            yield from repeat(kept, stretch.frame_count)


def _scene_of(action: PictureAction) -> SceneShot:
    return action.scene if isinstance(action, BodyAction) else action.after


def _kept(stretch: Stretch) -> Frame:
    copy = black_frame(stretch.frame.picture.size)
    copy.buffer[:] = stretch.frame.buffer
    return copy


def plan_of(builder: Builder, programme: Programme, canvas: Canvas) -> LoopPlan:
    timeline = build_timeline(programme, canvas)
    return plan_loop(
        timeline,
        theme=programme.theme,
        variant=programme.variant,
        theme_digest=read_theme(THEMES / programme.theme).digest,
        encoding=Encoding(),
        sounds=plan_sound(timeline, Level()),
    )


def warm_still_ms(builder: Builder, programme: Programme) -> float:
    """The middle of what each slot's first still takes, in a process that has drawn one."""
    hd = only(programme, full_hd())

    def draw(slot: str) -> None:
        still = builder.still(hd, StillChoice("full-hd", slot))
        write_jpeg(still.picture, quality=QUALITY)

    first, *others = [slot.id for slot in hd.slots]
    draw(first)
    return 1000 * median(seconds_of(partial(draw, slot)) for slot in others)


def with_another_title(programme: Programme) -> Programme:
    """The first slot says something else."""
    first, *others = programme.slots
    changed = first.model_copy(update={"item": retitled(first.item, "!")})
    return programme.model_copy(update={"slots": (changed, *others)})


def of_another_cluster(programme: Programme) -> Programme:
    cluster = programme.cluster.model_copy(update={"code": "another"})
    return programme.model_copy(update={"cluster": cluster})


def seconds_of(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
