"""A third of the programme on the 1920×1080 face: ours, and what others take for it."""

from collections.abc import Callable
from pathlib import Path

from bench.cut import Cut, cut_of
from bench.programme import THIRD, benchmark_programme, full_hd, only
from bench.rendering import THEMES, Bench, plan_of, seconds_of
from bench.rivals import with_ffmpeg, with_melt, with_moviepy
from renderer.planning import Encoding
from renderer.themes import read_theme

type Make = Callable[[Cut, Path, Encoding], None]


def measure_rivals(folder: Path) -> dict[str, float | None]:
    """How many times as long as ours each of them takes; None for one that is not here."""
    bench = Bench.of(folder / "compared")
    hd = full_hd()
    programme = only(benchmark_programme(bench.builder.store, kinds=THIRD), hd)
    ours = bench.build(programme)
    bench.rest()
    plan = plan_of(bench.builder, programme, hd)
    theme = read_theme(THEMES / programme.theme)
    cut = cut_of(plan, bench.builder, theme, folder / "cut")

    def against(make: Make, name: str) -> float:
        path = folder / f"{name}.mp4"
        return seconds_of(lambda: make(cut, path, plan.encoding)) / ours

    return {
        "moviepy_vs_ours": against(with_moviepy.make, "moviepy"),
        "melt_vs_ours": against(with_melt.make, "melt")
        if with_melt.is_there()
        else None,
        "ffmpeg_vs_ours": against(with_ffmpeg.make, "ffmpeg"),
    }
