"""Makes this machine work for a scheduler elsewhere, until told to end or left alone."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

import dask
from distributed import Nanny
from distributed.comm.core import connect

from renderer.errors import ExecutionError
from renderer.executors.dask import SECONDS_TO_CONNECT, SETTINGS, WorkplacePlugin
from renderer.executors.workplace import Workplace
from renderer.store import open_store

SECONDS_BETWEEN_TIDYING = 600
UNUSED = timedelta(hours=1)
# A process and all that it imports, from a cold disk on a busy machine.
SECONDS_TO_START = 120


def work_for(
    scheduler: str,
    workplace: Workplace,
    *,
    count: int,
    host: str | None,
    clock: Callable[[], datetime],
) -> None:
    """Keeps `count` workers alive, each a process of one thread with its own watchman.

    Returns when it is told to end. Raises ExecutionError when no scheduler answers, or
    when it went away: whoever started this starts it again.
    """
    open_store(workplace.store)  # what is wrong with the address is told at once
    with dask.config.set(SETTINGS):
        asyncio.run(_work(scheduler, workplace, count=count, host=host, clock=clock))


async def _work(
    scheduler: str,
    workplace: Workplace,
    *,
    count: int,
    host: str | None,
    clock: Callable[[], datetime],
) -> None:
    told_to_end = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told_to_end.set)
    async with AsyncExitStack() as ended_with_us:
        nannies = [_nanny(scheduler, workplace, host) for _ in range(count)]
        try:
            await _knock(scheduler)
            for nanny in nannies:
                await ended_with_us.enter_async_context(nanny)
        except (OSError, TimeoutError, ValueError) as error:
            raise _no_scheduler(scheduler, error) from error
        tidying = asyncio.create_task(_tidy_now_and_then(workplace, clock))
        told = asyncio.create_task(told_to_end.wait())
        alone = [asyncio.create_task(nanny.finished()) for nanny in nannies]
        await asyncio.wait({told, *alone}, return_when=asyncio.FIRST_COMPLETED)
        for task in (tidying, told, *alone):
            task.cancel()
    if not told_to_end.is_set():
        raise _no_scheduler(scheduler, "it went away")


async def _knock(scheduler: str) -> None:
    """A nanny would take nobody there for a worker that is slow to start."""
    comm = await connect(scheduler, timeout=SECONDS_TO_CONNECT)
    await comm.close()


def _nanny(scheduler: str, workplace: Workplace, host: str | None) -> Nanny:
    return Nanny(
        scheduler,
        nthreads=1,
        host=host,
        dashboard=False,
        death_timeout=SECONDS_TO_START,
        plugins=(WorkplacePlugin(workplace),),
    )


async def _tidy_now_and_then(
    workplace: Workplace, clock: Callable[[], datetime]
) -> None:
    while True:
        store = open_store(workplace.store)
        await asyncio.to_thread(store.let_go, clock() - UNUSED)
        await asyncio.sleep(SECONDS_BETWEEN_TIDYING)


def _no_scheduler(scheduler: str, reason: object) -> ExecutionError:
    return ExecutionError(
        scheduler,
        "no scheduler answers there ({reason})",
        "start it with `dask scheduler`, or correct --scheduler",
        reason=reason,
    )
