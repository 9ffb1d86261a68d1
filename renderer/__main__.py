"""The renderer's command line. Exit codes: 0 done, 2 bad input, 1 anything else.

    python -m renderer render PROGRAMME.json --out DIR
    python -m renderer watch --hub URL --out DIR
    python -m renderer still PROGRAMME.json --out FILE.png

Only this file reads the environment and the clock.
"""

import argparse
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm
from waitress.server import create_server

from release.format import Timetable
from renderer.building import Builder, StillChoice
from renderer.errors import (
    ExecutionError,
    HubUnavailableError,
    RendererError,
    StoreError,
)
from renderer.executors.local import LocalExecutor
from renderer.hub_client import HubClient, SavedProgramme
from renderer.messages import told_in
from renderer.output import OutputFolder
from renderer.programme import Programme, parse_programme
from renderer.service.stills import StillService
from renderer.service.watch import Watch
from renderer.service.windows import extended
from renderer.store import Store
from renderer.timetable import within_agreements
from renderer.video.pictures import write_png

POLL_SECONDS = 10
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
        language = "vi" if os.environ.get("LANG", "").startswith("vi") else "en"
        print(told_in(language, error), file=sys.stderr)
        return 1 if isinstance(error, NOT_THE_INPUTS_FAULT) else 2


def _render(options: argparse.Namespace) -> int:
    builder = _builder(options)
    programme = _saved_programme(options, builder.store)
    with _bar(programme.cluster.code, options) as bar:
        built = builder.build(programme, lambda done, total: _show(bar, done, total))
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
    if options.listen:
        _serve_stills(StillService(hub, builder), options.listen)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    with _bar("loops", options) as bar:
        watch = Watch(
            hub,
            builder,
            OutputFolder(options.out, options.address or f"{hub.address}/loops"),
            on_status=lambda status: _show(bar, status.done, status.total),
            only=options.cluster,
        )
        while True:
            status = watch.look(_now(), _now)
            if options.once:
                return 1 if status.state == "failed" else 0
            time.sleep(POLL_SECONDS)


def _now() -> datetime:
    return datetime.now(UTC)


def _end(*_: object) -> None:
    """Leaves at once, wherever it is: nothing half-written is ever found."""
    raise SystemExit(0)


def _serve_stills(service: StillService, address: str) -> None:
    server = create_server(service, listen=address, threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    logging.getLogger(__name__).info("stills at http://%s/still", address)


def _bar(words: str, options: argparse.Namespace) -> "tqdm[Any]":
    is_unseen = options.quiet or not sys.stderr.isatty()
    return tqdm(desc=words, unit="segment", disable=is_unseen)


def _show(bar: "tqdm[Any]", done: int, total: int) -> None:
    bar.total = total
    bar.n = done
    bar.refresh()


def _builder(options: argparse.Namespace) -> Builder:
    store = Store(options.store)
    return Builder(store, options.themes, LocalExecutor(store.root, options.themes))


def _saved_programme(options: argparse.Namespace, store: Store) -> Programme:
    saved = SavedProgramme(options.programme)
    programme = within_agreements(parse_programme(saved.read()))
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

    for command in (render, watch, still):
        _add_folders(command)
        command.add_argument("--quiet", action="store_true", help="only warnings")
    return parser


def _add_programme(command: argparse.ArgumentParser) -> None:
    command.add_argument("programme", type=Path, help="what GraphQL answered, as JSON")
    command.add_argument("--hub", help="fetch media here, not beside the file")


def _add_folders(command: argparse.ArgumentParser) -> None:
    store = os.environ.get("STORE_DIR", "data/store")
    themes = os.environ.get("THEMES_DIR", str(Path(__file__).parents[1] / "themes"))
    command.add_argument("--store", type=Path, default=Path(store))
    command.add_argument("--themes", type=Path, default=Path(themes))


if __name__ == "__main__":
    sys.exit(main())
