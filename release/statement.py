"""What approvers sign: that a document of this digest is the cluster's. Pure.

In the words of TUF it is the signed part of the metadata of `approve` or `urgent`. It is
made once, and all who are due sign the same bytes.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, TargetFile, Targets

from release.errors import SigningError
from release.mandates import CLUSTER_FIELD, Mandate, document_path

# TUF's parser says what is wrong by whatever exception comes first.
_WRONG = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    RepositoryError,
)


@dataclass(frozen=True)
class Statement:
    """One document of one cluster, until when; `version` grows with each statement."""

    mandate: Mandate
    cluster: str
    version: int
    expires: datetime
    sha256: str
    size_bytes: int

    @property
    def metadata(self) -> Metadata[Targets]:
        """Without signatures."""
        path = document_path(self.mandate, self.cluster)
        target = TargetFile(self.size_bytes, {"sha256": self.sha256}, path)
        signed = Targets(
            version=self.version,
            expires=self.expires,
            targets={path: target},
            unrecognized_fields={CLUSTER_FIELD: self.cluster},
        )
        return Metadata(signed)

    @property
    def payload(self) -> bytes:
        """The bytes that are signed."""
        return self.metadata.signed_bytes

    def names(self, document: bytes) -> bool:
        """Whether it is about these bytes."""
        digest = hashlib.sha256(document).hexdigest()
        return (digest, len(document)) == (self.sha256, self.size_bytes)


def read_statement(payload: bytes, mandate: Mandate, cluster: str) -> Statement:
    """The statement whose bytes these are, and nothing beside it. Raises SigningError."""
    try:
        signed = Targets.from_dict(json.loads(payload))
        target = signed.targets[document_path(mandate, cluster)]
        statement = Statement(
            mandate=mandate,
            cluster=cluster,
            version=signed.version,
            expires=signed.expires,
            sha256=target.hashes["sha256"],
            size_bytes=target.length,
        )
        is_same = statement.payload == payload
    except _WRONG as error:
        raise SigningError("not_ours", detail=f"statement: {error!r}") from error
    if not is_same:
        raise SigningError("not_ours", detail="statement: more than one document")
    return statement
