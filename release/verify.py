"""Stands between what was fetched and what is shown: `release.trust.Verifier` by TUF.

(1) The top-level metadata is brought up to date by python-tuf, in a scratch folder.
(2) It is held against the floor. (3) What `approve` and `urgent` name is fetched when it
changed. (4) All of it is proven anew from the pinned root. (5) The state is written, then
the floor: a crash in between leaves the new state and the old floor, which is no harm.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from tuf.api.metadata import Root

from release.format import Release, Urgent
from release.gathering import Found, Gathering, open_found
from release.mandates import LIFETIMES, Mandate
from release.memory import EPOCH, Floor, Memory, Reached, State
from release.proofs import Proof, Proven, prove, verify_roots
from release.trust import (
    Attack,
    NothingTrustedError,
    RefusedError,
    Transport,
    Trusted,
    TrustError,
)
from release.updating import SCRATCH_PREFIX, look

# The floor's time is written no more often, to spare the disk.
TIME_STEP = timedelta(minutes=10)


class ClusterVerifier:
    """One cluster's. `root` is the root metadata that came with the player.

    `folder` is its own; one process uses it at a time.
    """

    def __init__(
        self, folder: Path, cluster: str, root: bytes, transport: Transport
    ) -> None:
        self._folder, self._cluster = folder, cluster
        self._pinned, self._transport = root, transport
        self._memory = Memory(folder)
        for left in folder.glob(f"{SCRATCH_PREFIX}*"):
            shutil.rmtree(left, ignore_errors=True)
        self._floor = self._memory.read_floor()
        self._state, self._proven = self._take_up()

    def boot(self) -> Trusted:
        """What is on disk, verified with expiry ignored. Raises NothingTrustedError."""
        if not self._proven:
            raise NothingTrustedError("nothing on disk was ever verified")
        return self._trust(self._time(EPOCH))

    def refresh(self, now: datetime) -> Trusted:
        """Asks the repository. Raises RefusedError, UnreachableError.

        Nothing changes then, nor when the disk does not take what is new (OSError).
        An urgent message is not held up by what is wrong with the release beside it:
        that is refused at the next look.
        """
        time = self._time(now)
        found = self._look(time)
        gathering = Gathering(found, self._transport, self._cluster, time, self._floor)
        known = self._state.proofs
        urgent = gathering.gather(Mandate.URGENT, known.get(Mandate.URGENT))
        try:
            approve = gathering.gather(Mandate.APPROVE, known.get(Mandate.APPROVE))
        except TrustError:
            if urgent == known.get(Mandate.URGENT):
                raise
            approve = known.get(Mandate.APPROVE)
        given = {Mandate.URGENT: urgent, Mandate.APPROVE: approve}
        self._keep(found, {key: one for key, one in given.items() if one}, time)
        return self._trust(time)

    def _look(self, time: datetime) -> Found:
        top = look(
            self._state.top,
            pinned=self._pinned,
            transport=self._transport,
            time=time,
            cluster=self._cluster,
            folder=self._folder,
        )
        return open_found(top, self._pinned, self._cluster, self._floor)

    def _time(self, now: datetime) -> datetime:
        """No clock that stands wrong makes it earlier than what is known to be past."""
        return max(now, self._floor.time, self._signed_at())

    def _signed_at(self) -> datetime:
        """By people's keys alone: a stolen online key must not move the clock."""
        times = [_signing_time(one, key) for key, one in self._proven.items()]
        return max(times, default=EPOCH)

    def _trust(self, time: datetime) -> Trusted:
        approve = self._proven.get(Mandate.APPROVE)
        urgent = self._proven.get(Mandate.URGENT)
        release = approve.document if approve else None
        message = urgent.document if urgent and time < urgent.role.expires else None
        return Trusted(
            release=release if isinstance(release, Release) else None,
            urgent=message if isinstance(message, Urgent) else None,
            signed_at=self._signed_at(),
            is_expired=approve is not None and _has_run_out(approve, time),
        )

    def _take_up(self) -> tuple[State, dict[Mandate, Proven]]:
        """The state on disk, less what does not hold."""
        state = self._memory.read_state() or State()
        proven = {}
        try:
            roots = verify_roots(self._pinned, state.top.roots, self._cluster)
        except RefusedError:
            return State(), {}
        for mandate, proof in state.proofs.items():
            try:
                proven[mandate] = self._prove(proof, roots, mandate)
            except RefusedError:
                continue
        kept = {mandate: state.proofs[mandate] for mandate in proven}
        return State(state.top, kept), proven

    def _prove(self, proof: Proof, roots: Sequence[Root], mandate: Mandate) -> Proven:
        """Raises RefusedError, also for what is older than what was taken before."""
        proven = prove(proof, roots, mandate, self._cluster)
        reached = self._floor.reached.get(mandate, Reached())
        if _reached_by(proven) != reached and proven.document.seq <= reached.seq:
            detail = f"{mandate} {proven.document.seq} after {reached.seq}"
            raise RefusedError(Attack.ROLLBACK, detail)
        return proven

    def _keep(
        self, found: Found, proofs: Mapping[Mandate, Proof], time: datetime
    ) -> None:
        """Proves what is new and writes it down; only then it counts."""
        proven = {
            mandate: self._proven[mandate]
            if self._state.proofs.get(mandate) == proof
            else self._prove(proof, found.roots, mandate)
            for mandate, proof in proofs.items()
        }
        state = State(found.top, dict(proofs))
        if _without_timestamp(state) != _without_timestamp(self._state):
            self._memory.write_state(state)
        self._state, self._proven = state, proven
        self._keep_floor(found, time)

    def _keep_floor(self, found: Found, time: datetime) -> None:
        reached = {mandate: _reached_by(one) for mandate, one in self._proven.items()}
        floor = Floor(
            root=found.roots[-1].version,
            targets=found.targets.version,
            reached={**self._floor.reached, **reached},
            time=self._floor.time,
        )
        if floor != self._floor or time - floor.time > TIME_STEP:
            floor = floor.model_copy(update={"time": time})
            self._memory.write_floor(floor)
            self._floor = floor


def _reached_by(proven: Proven) -> Reached:
    return Reached(seq=proven.document.seq, sha256=proven.sha256)


def _signing_time(proven: Proven, mandate: Mandate) -> datetime:
    """Not later than it can have been signed, whatever the document says of itself."""
    return min(proven.document.made_at, proven.role.expires - LIFETIMES[mandate])


def _has_run_out(proven: Proven, time: datetime) -> bool:
    return time >= min(proven.role.expires, proven.targets.expires)


def _without_timestamp(state: State) -> State:
    """A new timestamp alone is not worth a write: the next look brings another."""
    return replace(state, top=replace(state.top, timestamp=b""))
