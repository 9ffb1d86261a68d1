"""Does one job inside the fences and answers in one line of JSON.

What opens films and what opens pictures are apart: a picture is not to wait, nor to have
memory taken, for libraries that only films need.
"""

import importlib

from hub.media.sandbox.answers import Answer, Job, Kind, RefusedError

FILMS, PICTURES = "hub.media.sandbox.films", "hub.media.sandbox.pictures"


def do_job(told: bytes, fences: tuple[str, ...]) -> str:
    job = Job.model_validate_json(told)
    worker = importlib.import_module(PICTURES if job.kind is Kind.PICTURE else FILMS)
    try:
        answer: Answer = worker.answer(job)
    except RefusedError as refused:
        answer = Answer(fences=(), refusal=refused.refusal)
    except MemoryError:
        answer = Answer(fences=(), refusal=RefusedError("memory").refusal)
    return answer.model_copy(update={"fences": fences}).model_dump_json()
