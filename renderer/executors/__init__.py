"""Who carries actions out: `local` this process, `dask` other processes and machines.

`prompt` does what cannot wait.
"""

from renderer.executors.api import Executor, OnDone, Urgency
from renderer.executors.dask import DaskExecutor
from renderer.executors.local import LocalExecutor
from renderer.executors.prompt import PromptExecutor

__all__ = [
    "DaskExecutor",
    "Executor",
    "LocalExecutor",
    "OnDone",
    "PromptExecutor",
    "Urgency",
]
