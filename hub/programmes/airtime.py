"""How much of a loop the slots of an operator would fill. Pure.

Only seconds that somebody wrote are counted here: how long reading takes is known to the
renderer, which leaves out what goes beyond an agreement in the end.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Claim:
    """What one slot would fill of each loop, and whose it is."""

    agency: str
    seconds: int


@dataclass(frozen=True)
class Excess:
    """When a slot goes beyond what was agreed, with those before it."""

    at: datetime
    used_seconds: int
    agreed_seconds: int


def find_excesses(
    claims: Sequence[Claim],
    agreed: Mapping[str, int],
    due: Iterable[tuple[datetime, tuple[int, ...]]],
) -> dict[int, Excess]:
    """By the number of the slot, the first time at which it does not fit.

    `due` says from when on which slots are shown. A slot that does not fit leaves its
    room to those after it.
    """
    found: dict[int, Excess] = {}
    for at, numbers in due:
        used: Counter[str] = Counter()
        for number in numbers:
            claim = claims[number]
            limit = agreed.get(claim.agency)
            if limit is None:
                continue
            wanted = used[claim.agency] + claim.seconds
            if wanted > limit:
                found.setdefault(number, Excess(at, wanted, limit))
            else:
                used[claim.agency] = wanted
    return found
