"""What our own renderer takes, against the bare encoder and against itself."""

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from bench.programme import benchmark_programme, full_hd, only, retitled
from renderer.building import Builder, StillChoice
from renderer.executors import DaskExecutor
from renderer.planning import (
    BodyAction,
    Encoding,
    Level,
    LoopPlan,
    PictureAction,
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
    encoded = bare_encode(bench.builder, programme, folder)
    threaded = threaded_encode(bench.builder, programme, folder)
    full = bench.build(programme)
    measured = {
        "wall_vs_encode": full / encoded,
        "wall_vs_threaded_encode": full / threaded,
        "one_slot_changed": bench.build(with_another_title(programme)) / full,
        "second_run": bench.build(programme) / full,
        "second_cluster": bench.build(of_another_cluster(programme)) / full,
        "warm_still_ms": warm_still_ms(bench.builder, programme),
    }
    bench.rest()
    return measured


def two_workers_speedup(folder: Path, kinds: tuple[str, ...]) -> float:
    """One worker's time against two workers'."""
    taken = []
    for workers in (1, 2):
        bench = Bench.of(folder / f"workers-{workers}", workers)
        programme = benchmark_programme(bench.builder.store, kinds=kinds)
        taken.append(bench.build(programme))
        bench.rest()
    return taken[0] / taken[1]


def bare_encode(builder: Builder, programme: Programme, folder: Path) -> float:
    """Seconds to encode the same frames with an encoder of one thread on each core.

    Frames lie ready in memory, one segment's at a time; only encoding is counted, and
    each encoder has a share of the segments and every other core busy as well.
    """
    workers = os.cpu_count() or 1
    encode = partial(_encode_bare, builder.store.address, folder, 1)
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        return sum(pool.map(encode, _actions(builder, programme))) / workers


def threaded_encode(builder: Builder, programme: Programme, folder: Path) -> float:
    """Seconds to encode the same frames with one encoder that has a thread a core."""
    threads = os.cpu_count() or 1
    encode = partial(_encode_bare, builder.store.address, folder, threads)
    return sum(map(encode, _actions(builder, programme)))


def _actions(builder: Builder, programme: Programme) -> list[PictureAction]:
    plans = [plan_of(builder, programme, c) for c in programme.cluster.canvases]
    return [action for plan in plans for action in plan.pictures]


def _encode_bare(
    store: Address, folder: Path, threads: int, action: PictureAction
) -> float:
    scene = action.scene if isinstance(action, BodyAction) else action.after
    frames = [
        Stretch(frame)
        for stretch in stretches_of(action, workshop_for(scene, store, THEMES))
        for frame in [_kept(stretch)] * stretch.frame_count
    ]
    encode = partial(
        encode_segment,
        frames,
        folder / f"bare-{os.getpid()}.mp4",
        size=scene.canvas,
        encoding=action.encoding,
        threads=threads,
    )
    return seconds_of(encode)


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
