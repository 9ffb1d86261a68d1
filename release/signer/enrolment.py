"""Whose keys count for which cluster, and how many are due: written by the ceremony.

The signer reads it from its own folder, where the hub cannot write.
"""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from release.errors import SigningError
from release.keeping import write_whole
from release.mandates import Mandate

ENROLMENT_NAME = "enrolled.json"


class Enrolment(BaseModel):
    """Of one mandate at one cluster."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    due: int = Field(gt=0)
    keyids: tuple[str, ...]


class Enrolments(BaseModel):
    """By cluster and mandate."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clusters: dict[str, dict[Mandate, Enrolment]] = {}

    def find(self, cluster: str, mandate: Mandate) -> Enrolment | None:
        return self.clusters.get(cluster, {}).get(mandate)


def read_enrolments(folder: Path) -> Enrolments:
    """Nobody is enrolled before the ceremony. Raises SigningError when it is damaged."""
    path = folder / ENROLMENT_NAME
    try:
        return Enrolments.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Enrolments()
    except ValidationError as error:
        raise SigningError("not_ours", detail=path.name) from error


def write_enrolment(
    folder: Path, cluster: str, enrolled: dict[Mandate, Enrolment]
) -> None:
    """Puts one cluster's in place of what was known of it."""
    known = read_enrolments(folder).clusters
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = Enrolments(clusters={**known, cluster: enrolled})
    write_whole(folder / ENROLMENT_NAME, new.model_dump_json(indent=1).encode() + b"\n")
