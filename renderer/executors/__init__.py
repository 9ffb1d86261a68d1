"""Who carries actions out: `local` this process, `dask` other processes and machines."""

from renderer.executors.api import Executor, OnDone, Urgency
from renderer.executors.dask import DaskExecutor
from renderer.executors.local import LocalExecutor

__all__ = ["DaskExecutor", "Executor", "LocalExecutor", "OnDone", "Urgency"]
