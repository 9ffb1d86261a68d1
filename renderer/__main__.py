"""The renderer's command line. Exit codes: 0 done, 2 bad input, 1 anything else.

    python -m renderer render PROGRAMME.json --out DIR
    python -m renderer watch --hub URL --out DIR
    python -m renderer still PROGRAMME.json --out FILE.png
    python -m renderer worker --scheduler tcp://HOST:8786 --store S3-ADDRESS
    python -m renderer collect --out DIR
    python -m renderer theme check | sheet FOLDER

Only this file reads the environment and the clock.
"""

import argparse
import logging
import math
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tqdm import tqdm
from waitress.server import create_server

from release.format import Timetable
from renderer.building import Builder, StillChoice
from renderer.collecting import RECENT_DAYS, Collector
from renderer.errors import (
    ExecutionError,
    HubUnavailableError,
    RendererError,
    StoreError,
)
from renderer.executors import DaskExecutor, PromptExecutor
from renderer.executors.worker import work_for
from renderer.executors.workplace import Workplace
from renderer.hub_client import HubClient, SavedProgramme
from renderer.messages import told_in
from renderer.output import OutputFolder
from renderer.planning import Level
from renderer.programme import Programme, parse_programme
from renderer.progress import Progress
from renderer.service.stills import StillService
from renderer.service.tidying import Tidying
from renderer.service.urgent import MessageService
from renderer.service.watch import Watch
from renderer.service.windows import extended
from renderer.store import Store, open_store
from renderer.theming.commands import add_theme_commands
from renderer.timeline import DEFAULT_PACE, Pace
from renderer.timetable import within_agreements
from renderer.video.pictures import write_png

POLL_SECONDS = 10
# Beyond these nothing is heard, or everything is cut.
QUIETEST_LUFS, LOUDEST_LUFS = -40.0, -10.0
NOT_THE_INPUTS_FAULT = (StoreError, HubUnavailableError, ExecutionError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; every error that a person can mend is one line on stderr."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(
        format="%(asctime)s %(levelname)s %(message)s",
        level="WARNING" if options.quiet else "INFO",
    )
    try:
        return int(options.run(options))
    except RendererError as error:
        print(told_in(_language(), error), file=sys.stderr)
        return 1 if isinstance(error, NOT_THE_INPUTS_FAULT) else 2


def _language() -> str:
    return "vi" if os.environ.get("LANG", "").startswith("vi") else "en"


def _render(options: argparse.Namespace) -> int:
    builder = _builder(options)
    programme = _saved_programme(options, builder.store)
    with _bar(programme.cluster.code, options) as bar:
        built = builder.build(programme, lambda progress: _show_work(bar, progress))
    builder.executor.rest()
    for problem in built.problems:
        logging.getLogger(__name__).warning("%s", problem)
    empty = Timetable(
        cluster=programme.cluster.code, created=programme.at, windows=(), loops={}
    )
    timetable = extended(empty, programme, built.loops)
    OutputFolder(options.out).publish(timetable, builder.store)
    print(f"rendered {built.rendered} segments, reused {built.reused}")
    for canvas in built.loops:
        print(options.out / programme.cluster.code / canvas / "loop.m3u")
    return 0


def _still(options: argparse.Namespace) -> int:
    builder = _builder(options)
    programme = _saved_programme(options, builder.store)
    canvas = options.canvas or programme.cluster.canvases[0].code
    choice = StillChoice(canvas, options.slot, options.step, options.face, options.page)
    still = builder.still(programme, choice)
    options.out.write_bytes(write_png(still.picture))
    print(f"{options.out}: page {options.page + 1} of {still.page_count}")
    return 0


def _watch(options: argparse.Namespace) -> int:
    hub, builder = HubClient(options.hub), _builder(options)
    output = OutputFolder(options.out, options.address or f"{hub.address}/loops")
    if options.listen:
        messages = MessageService(hub, builder, output, _now)
        _serve_stills(StillService(hub, builder, messages), options.listen)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    with _bar("loops", options) as bar:
        watch = Watch(
            hub,
            builder,
            output,
            on_status=lambda status: _show(
                bar, status.done, status.total, status.seconds_left
            ),
            only=options.cluster,
            stopwatch=time.monotonic,
        )
        tidying = Tidying(_collector(options, builder.store, [options.out]))
        try:
            return _look_again_and_again(watch, tidying, options)
        finally:
            builder.executor.rest()


def _look_again_and_again(
    watch: Watch, tidying: Tidying, options: argparse.Namespace
) -> int:
    while True:
        status = watch.look(_now(), _now)
        if options.keep_days:
            tidying.look(_now())
        if options.once:
            return 1 if status.state == "failed" else 0
        time.sleep(POLL_SECONDS)


def _worker(options: argparse.Namespace) -> int:
    """Ended by a signal it has done its duty; so that is no failure."""
    work_for(
        options.scheduler,
        Workplace(options.store, options.themes),
        count=options.workers or os.cpu_count() or 1,
        host=options.host,
        clock=_now,
    )
    return 0


def _collect(options: argparse.Namespace) -> int:
    store = open_store(options.store)
    collector = _collector(options, store, options.out)
    found = collector.collect(_now(), is_dry=options.dry_run)
    done = "would remove" if options.dry_run else "removed"
    print(f"{done} {found.count} files, {found.size_bytes / 1e6:.1f} MB")
    return 0


def _collector(
    options: argparse.Namespace, store: Store, outputs: Sequence[Path]
) -> Collector:
    folders = tuple(OutputFolder(folder) for folder in outputs)
    return Collector(store, folders, timedelta(days=options.keep_days))


def _now() -> datetime:
    return datetime.now(UTC)


def _end(*_: object) -> None:
    """Leaves at once, wherever it is: nothing half-written is ever found."""
    raise SystemExit(0)


def _serve_stills(service: StillService, address: str) -> None:
    # A message under way leaves room for stills, and for the next message.
    server = create_server(service, listen=address, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    logging.getLogger(__name__).info("stills at http://%s/still", address)


def _bar(words: str, options: argparse.Namespace) -> "tqdm[Any]":
    is_unseen = options.quiet or not sys.stderr.isatty()
    shape = "{desc}: {n_fmt}/{total_fmt} |{bar:30}| {elapsed}, {rate_fmt}{postfix}"
    return tqdm(desc=words, unit="segment", bar_format=shape, disable=is_unseen)


def _show_work(bar: "tqdm[Any]", progress: Progress) -> None:
    if not progress.frames:
        bar.initial = progress.done  # what was there already says nothing of the pace
    spent = 0.0 if bar.disable else bar.format_dict["elapsed"]
    _show(bar, progress.done, progress.total, progress.seconds_left(spent))


def _show(bar: "tqdm[Any]", done: int, total: int, seconds_left: int | None) -> None:
    if bar.disable:
        return
    bar.total = total
    bar.n = done
    left = "" if seconds_left is None else f"{bar.format_interval(seconds_left)} left"
    bar.set_postfix_str(left, refresh=True)


def _builder(options: argparse.Namespace) -> Builder:
    store = open_store(options.store)
    queue = DaskExecutor(
        options.store,
        options.themes,
        workers=options.workers,
        scheduler=options.scheduler,
        dashboard_at=options.dashboard,
    )
    executor = PromptExecutor(queue, options.store, options.themes)
    return Builder(
        store,
        options.themes,
        executor,
        pace=options.reading_speed,
        level=options.loudness,
    )


def _saved_programme(options: argparse.Namespace, store: Store) -> Programme:
    saved = SavedProgramme(options.programme)
    programme = within_agreements(parse_programme(saved.read()), options.reading_speed)
    source = HubClient(options.hub) if options.hub else saved
    for file in programme.media_files:
        source.fetch_media(file, store)
    for problem in programme.problems:
        logging.getLogger(__name__).warning("%s: %s", problem.title, problem.message)
    return programme


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m renderer", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    render = commands.add_parser("render", help="make the loops of a saved programme")
    _add_programme(render)
    render.add_argument("--out", type=Path, required=True, help="folder of loops")
    render.set_defaults(run=_render)

    watch = commands.add_parser("watch", help="keep a hub's loops up to date")
    watch.add_argument("--hub", default=os.environ.get("HUB_URL"), help="its address")
    watch.add_argument("--out", type=Path, required=True, help="folder of loops")
    watch.add_argument("--listen", metavar="HOST:PORT", help="answer /still here")
    watch.add_argument("--cluster", action="append", default=[], help="only this one")
    watch.add_argument(
        "--address",
        default=os.environ.get("LOOPS_ADDRESS"),
        help="where OUT is served; HUB/loops when left out",
    )
    watch.add_argument("--once", action="store_true", help="look once, then end")
    watch.set_defaults(run=_watch)

    still = commands.add_parser("still", help="draw one picture of a saved programme")
    _add_programme(still)
    still.add_argument("--out", type=Path, required=True, help="a PNG file")
    still.add_argument("--slot", required=True)
    still.add_argument("--canvas", help="the first one when left out")
    still.add_argument("--face", help="the whole canvas when left out")
    still.add_argument("--step", type=int, default=0, help="language step, from 0")
    still.add_argument("--page", type=int, default=0, help="from 0")
    still.set_defaults(run=_still)

    worker = commands.add_parser("worker", help="work for a renderer elsewhere")
    worker.add_argument("--scheduler", required=True, metavar="TCP://HOST:PORT")
    worker.add_argument("--host", help="the address others reach this machine by")
    worker.set_defaults(run=_worker)

    collect = commands.add_parser("collect", help="remove what no release names")
    collect.add_argument(
        "--out",
        type=Path,
        required=True,
        action="append",
        help="every folder of loops that is filled from this store",
    )
    collect.add_argument("--dry-run", action="store_true", help="only say how much")
    collect.set_defaults(run=_collect)
    add_theme_commands(commands, _language())

    for command in (render, watch, still):
        _add_execution(command)
    for command in (render, watch, still, worker):
        command.add_argument(
            "--workers", type=int, help="processes; one for each core when left out"
        )
    for command in (watch, collect):
        command.add_argument(
            "--keep-days",
            type=int,
            default=RECENT_DAYS,
            help="how long what is no longer shown is kept; watch: 0 keeps all",
        )
    for command in (render, watch, still, worker, collect):
        _add_folders(command)
        command.add_argument("--quiet", action="store_true", help="only warnings")
    return parser


def _add_programme(command: argparse.ArgumentParser) -> None:
    command.add_argument("programme", type=Path, help="what GraphQL answered, as JSON")
    command.add_argument("--hub", help="fetch media here, not beside the file")


def _add_execution(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--scheduler",
        default=os.environ.get("SCHEDULER", ""),
        metavar="TCP://HOST:PORT",
        help="a Dask scheduler with workers; this machine's cores when left out",
    )
    command.add_argument(
        "--dashboard",
        default="",
        metavar="HOST:PORT",
        help="show this machine's work there, e.g. 127.0.0.1:8787",
    )
    command.add_argument(
        "--loudness",
        metavar="LUFS",
        type=_level,
        default=os.environ.get("LOUDNESS", ""),
        help="how loud clips are made by EBU R128, from -40 to -10; -23 when left out",
    )


def _level(text: str) -> Level:
    """`-23`: the loudness that every clip is brought to, in LUFS."""
    if not text:
        return Level()
    try:
        target = float(text)
    except ValueError:
        target = math.nan
    if not QUIETEST_LUFS <= target <= LOUDEST_LUFS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no loudness from {QUIETEST_LUFS:g} to {LOUDEST_LUFS:g} LUFS"
        )
    return Level(target)


def _pace(text: str) -> Pace:
    """`vi=15,zh-hans=6`: how many characters a second people read; others as usual."""
    speeds = dict(DEFAULT_PACE.characters_per_second)
    for part in filter(None, text.split(",")):
        language, _, speed = part.strip().partition("=")
        if not language or not speed.isdecimal() or int(speed) == 0:
            raise argparse.ArgumentTypeError(
                f"{part!r} is not LANGUAGE=CHARACTERS, a whole number from 1 on"
            )
        speeds[language] = int(speed)
    return replace(DEFAULT_PACE, characters_per_second=speeds)


def _add_folders(command: argparse.ArgumentParser) -> None:
    store = os.environ.get("STORE_DIR", "data/store")
    themes = os.environ.get("THEMES_DIR", str(Path(__file__).parents[1] / "themes"))
    command.add_argument(
        "--store", default=store, help="a folder, or s3://bucket/folder"
    )
    command.add_argument("--themes", type=Path, default=Path(themes))
    command.add_argument(
        "--reading-speed",
        metavar="LANGUAGE=N,…",
        type=_pace,
        default=os.environ.get("READING_SPEED", ""),
        help="characters a second that people read, such as vi=15,en=15,zh-hans=6",
    )


if __name__ == "__main__":
    sys.exit(main())
