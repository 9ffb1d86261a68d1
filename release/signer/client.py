"""Asks the signing process for a signature. The hub uses it; it knows no key."""

import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr, ValidationError
from securesystemslib.signer import Signature

from release.approval import Approval
from release.errors import SignerRefusedError, SigningError
from release.signer.protocol import (
    Answer,
    AskKeys,
    AskSignature,
    KeyShown,
    receive,
    send,
    write_question,
)
from release.statement import Statement

# A release's files are read again before it is signed: gigabytes, on a busy disk.
ANSWER_SECONDS = 600.0


@dataclass(frozen=True)
class Signing:
    """There are signatures once as many have signed as are due."""

    signatures: tuple[Signature, ...]
    have: int
    due: int

    @property
    def is_complete(self) -> bool:
        return self.have >= self.due

    @property
    def kept(self) -> list[dict[str, str]]:
        """The signatures as they can be written down; `signatures_of` reads them."""
        return [{"keyid": one.keyid, "sig": one.signature} for one in self.signatures]


def signatures_of(kept: Iterable[Mapping[str, str]]) -> tuple[Signature, ...]:
    return tuple(Signature(one["keyid"], one["sig"]) for one in kept)


class SignerClient:
    """Every question raises SigningError: SignerRefusedError for a no, with its reason."""

    def __init__(self, path: Path, *, timeout_seconds: float = ANSWER_SECONDS) -> None:
        self._path, self._timeout_seconds = path, timeout_seconds

    def show_keys(self) -> tuple[KeyShown, ...]:
        return self._ask(AskKeys()).keys

    def sign(
        self, statement: Statement, document: bytes, approval: Approval, pin: str
    ) -> Signing:
        """As `approval.approver`, who typed the PIN just now."""
        answer = self._ask(
            AskSignature(
                mandate=statement.mandate,
                owner=approval.approver,
                pin=SecretStr(pin),
                approval=approval,
                document=document.decode(),
                statement=statement.payload.decode(),
            )
        )
        signatures = tuple(Signature(one.keyid, one.sig) for one in answer.signatures)
        return Signing(signatures, answer.have, answer.due)

    def _ask(self, question: AskKeys | AskSignature) -> Answer:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(self._timeout_seconds)
                connection.connect(str(self._path))
                send(connection, write_question(question))
                answer = Answer.model_validate_json(receive(connection))
        except (OSError, ValidationError) as error:
            raise SigningError("signer_silent", socket=self._path) from error
        if answer.refused is not None:
            refused = answer.refused
            raise SignerRefusedError(refused.code, refused.english, refused.vietnamese)
        return answer
