"""What a verifier remembers on disk: the newest verified state, and how far it had come.

The state can be taken up again at boot without a network. The floor is a file of its
own: when a power cut zeroes the state, what came before it is still not taken again.
Both are kept twice.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from release.keeping import KeptTwice
from release.mandates import Mandate
from release.proofs import Proof
from release.updating import TopLevel

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class State:
    """`top` is where TUF goes on from; the proofs stand by themselves."""

    top: TopLevel = TopLevel()
    proofs: dict[Mandate, Proof] = field(default_factory=dict)


class Reached(BaseModel):
    """The highest number taken under a mandate, and of which document."""

    model_config = ConfigDict(frozen=True)

    seq: int = 0
    sha256: str = ""


class Floor(BaseModel):
    """Nothing below this is taken again. `time` is the last that was known to be past."""

    model_config = ConfigDict(frozen=True)

    root: int = 0
    targets: int = 0
    reached: dict[Mandate, Reached] = {}
    time: AwareDatetime = EPOCH


class Memory:
    """The folder of one cluster's verifier."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._state = KeptTwice(folder / "state")
        self._floor = KeptTwice(folder / "floor")

    def read_state(self) -> State | None:
        """Nothing of it is verified. None when there is none, or none that is whole."""
        document = self._state.read()
        try:
            return _unpack(_Packed.model_validate_json(document)) if document else None
        except ValidationError:
            return None

    def write_state(self, state: State) -> None:
        self._state.write(_pack(state).model_dump_json().encode())

    def read_floor(self) -> Floor:
        document = self._floor.read()
        try:
            return Floor.model_validate_json(document) if document else Floor()
        except ValidationError:
            return Floor()

    def write_floor(self, floor: Floor) -> None:
        self._floor.write(floor.model_dump_json().encode())


class _PackedProof(BaseModel):
    root_version: int
    targets: str
    role: str
    document: str


class _Packed(BaseModel):
    roots: list[str]
    timestamp: str
    snapshot: str
    targets: str
    proofs: dict[Mandate, _PackedProof]


def _pack(state: State) -> _Packed:
    """All of it is JSON, which is UTF-8."""
    return _Packed(
        roots=[root.decode() for root in state.top.roots],
        timestamp=state.top.timestamp.decode(),
        snapshot=state.top.snapshot.decode(),
        targets=state.top.targets.decode(),
        proofs={
            mandate: _PackedProof(
                root_version=proof.root_version,
                targets=proof.targets.decode(),
                role=proof.role.decode(),
                document=proof.document.decode(),
            )
            for mandate, proof in state.proofs.items()
        },
    )


def _unpack(packed: _Packed) -> State:
    top = TopLevel(
        roots=tuple(root.encode() for root in packed.roots),
        timestamp=packed.timestamp.encode(),
        snapshot=packed.snapshot.encode(),
        targets=packed.targets.encode(),
    )
    proofs = {
        mandate: Proof(
            root_version=one.root_version,
            targets=one.targets.encode(),
            role=one.role.encode(),
            document=one.document.encode(),
        )
        for mandate, one in packed.proofs.items()
    }
    return State(top, proofs)
