"""Carries actions out by Dask: processes of this machine, or workers of several.

Without a scheduler's address a cluster of our own is started when there is work, a
process a core, heard on loopback only, and ended by `rest`. A worker that dies is
replaced and its action done again. Results travel through the store, never through Dask.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import dask
from distributed import (
    Client,
    Future,
    LocalCluster,
    Worker,
    WorkerPlugin,
    as_completed,
    get_worker,
)
from distributed.client import FutureCancelledError
from distributed.scheduler import KilledWorker

from renderer.errors import ExecutionError, RendererError
from renderer.executors.api import OnDone, Urgency
from renderer.executors.runs import Run, runs_of
from renderer.executors.workplace import Charge, Workplace
from renderer.planning import Action
from renderer.store import Address, open_store

TRIES = 3
SECONDS_TO_CONNECT = 10
SECONDS_FOR_A_WORKER = 30
SECONDS_TO_END = 20
LOOPBACK = "127.0.0.1"
SETTINGS = {
    "distributed.scheduler.allowed-failures": TRIES - 1,
    # A worker is given one run at a time. Else the last ones wait behind a worker's own
    # while another stands idle: 4 s of 50.
    "distributed.scheduler.worker-saturation": 1.0,
    # Looks a hundred times a second where a worker's thread stands: 2 % of its time.
    "distributed.worker.profile.enabled": False,
}


# How much workers beside the renderer leave the cores to it, and to the hub: what it does
# itself, a still or an urgent message, somebody waits for.
NICENESS = 5


class WorkplacePlugin(WorkerPlugin):
    """Gives a Dask worker its workplace."""

    name = "workplace"

    def __init__(self, workplace: Workplace, *, gives_way: bool = False) -> None:
        self.workplace = workplace
        self.gives_way = gives_way

    def setup(self, worker: Worker) -> None:
        del worker
        if self.gives_way:
            os.nice(NICENESS)

    def teardown(self, worker: Worker) -> None:
        del worker
        self.workplace.abandon()


def render_here(run: Run, charge: Charge) -> None:
    """The task, as a worker runs it. Done again, it goes on where it had come to."""
    worker = get_worker()
    plugin = worker.plugins.get(WorkplacePlugin.name)
    if not isinstance(plugin, WorkplacePlugin):
        raise ExecutionError(
            worker.address,
            "this worker knows neither store nor themes",
            "start it with `python -m renderer worker`",
        )
    failure: RendererError | None = None
    try:
        plugin.workplace.render(run, charge, worker.address)
    except RendererError as error:
        failure = error.alone()
    if failure is not None:
        raise failure


class DaskExecutor:
    """An `Executor`. With a `scheduler` its workers are used, else `workers` of its own.

    `dashboard_at` is host and port of the own cluster's dashboard; none when empty.
    """

    def __init__(
        self,
        store: Address,
        themes_root: Path,
        *,
        workers: int | None = None,
        scheduler: str = "",
        dashboard_at: str = "",
    ) -> None:
        self._workplace = Workplace(store, themes_root)
        self._workers = workers or os.cpu_count() or 1
        self._scheduler = scheduler
        self._dashboard_at = dashboard_at
        self._turn = 0
        self._cluster: LocalCluster | None = None
        self._client: Client | None = None

    @property
    def dashboard(self) -> str:
        if self._client is None or not (self._scheduler or self._dashboard_at):
            return ""
        return str(self._client.dashboard_link or "")

    def execute(
        self,
        actions: Sequence[Action],
        on_done: OnDone,
        *,
        urgency: Urgency = Urgency.LATER,
    ) -> None:
        """As every executor; what the workers had begun when one failed is called off."""
        if not actions:
            return
        client, charge = self._connected(), self._workplace.charge()
        self._turn += 1
        futures = {
            client.submit(
                render_here,
                run,
                charge,
                # A key that was called off a moment ago cannot be asked for again.
                key=f"run-{run[0].key}-{charge.program[:8]}-{self._turn}",
                priority=int(urgency),
            ): run
            for run in runs_of(actions, max(len(client.nthreads()), 1))
        }
        try:
            for future in as_completed(futures):
                self._check(future, futures[future])
                for action in futures[future]:
                    on_done(action)
        finally:
            if client.status == "running":
                client.cancel(list(futures))

    def rest(self) -> None:
        client, self._client = self._client, None
        cluster, self._cluster = self._cluster, None
        if client is not None:
            client.close()
        if cluster is not None:
            # Told to end, a worker leaves nothing unfinished; a busy machine takes its time.
            for nanny in cluster.workers.values():
                cluster.sync(nanny.close, timeout=SECONDS_TO_END)
            cluster.close()

    def _connected(self) -> Client:
        if self._client is not None and self._client.status != "running":
            self.rest()
        if self._client is None:
            with dask.config.set(SETTINGS):
                self._client = self._joined() if self._scheduler else self._embedded()
        return self._client

    def _embedded(self) -> Client:
        self._cluster = LocalCluster(
            n_workers=self._workers,
            threads_per_worker=1,  # codecs and determinism: a process for each action
            host=LOOPBACK,
            dashboard_address=self._dashboard_at or f"{LOOPBACK}:0",
            scheduler_kwargs={"dashboard": bool(self._dashboard_at)},
            worker_dashboard_address=None,
            plugins=(WorkplacePlugin(self._workplace, gives_way=True),),
        )
        return Client(self._cluster)

    def _joined(self) -> Client:
        try:
            client = Client(self._scheduler, timeout=SECONDS_TO_CONNECT)
        except (OSError, ValueError) as error:
            raise ExecutionError(
                self._scheduler,
                "no scheduler answers there ({reason})",
                "start it with `dask scheduler`, or correct --scheduler",
                reason=error,
            ) from error
        try:
            client.wait_for_workers(1, timeout=SECONDS_FOR_A_WORKER)
        except TimeoutError as error:
            client.close()
            raise ExecutionError(
                self._scheduler,
                "the scheduler has no worker",
                "start one with `python -m renderer worker --scheduler {scheduler}`",
                scheduler=self._scheduler,
            ) from error
        return client

    def _check(self, future: Future[None], run: Run) -> None:
        """Raises what went wrong with one of a run, said for people."""
        error = future.exception() if not future.cancelled() else None
        if isinstance(error, KilledWorker):
            raise ExecutionError(
                self._unfinished(run).slot_id,
                "the process rendering it died {tries} times",
                "look for a lack of memory in the system's log",
                tries=TRIES,
            ) from error
        if future.cancelled() or isinstance(error, FutureCancelledError):
            raise ExecutionError(
                self._scheduler or "dask",
                "the scheduler went away",
                "see whether it runs; what was rendered stays and is not done again",
            )
        if error is not None:
            raise error

    def _unfinished(self, run: Run) -> Action:
        """The first that has no result: over which the worker died."""
        store = open_store(self._workplace.store)
        return next((a for a in run if not store.result_of(a.key)), run[-1])
