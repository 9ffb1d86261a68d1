"""One signature: judged, the files read again, the key opened, written down, given out."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from release.errors import SigningKeyError
from release.keys import Purpose, key_name, read_key, unlock
from release.mandates import Mandate
from release.signer.enrolment import read_enrolments
from release.signer.judging import digest_of, judge, judge_enrolment
from release.signer.ledger import LastSigned, Ledger
from release.signer.protocol import (
    Answer,
    AskSignature,
    KeyShown,
    SignatureShown,
)
from release.signer.rehashing import rehash
from release.statement import Statement, read_statement


class SigningRoom:
    """`keys` holds the sealed keys and the enrolment, `files` the loops.

    They lie as they were rendered in the first folder, and in the next as they are kept:
    what an urgent message still names may be swept from the first. `ledger` is where the floor and the log are.
    """

    def __init__(
        self,
        keys: Path,
        files: Sequence[Path],
        ledger: Path,
        clock: Callable[[], datetime],
    ) -> None:
        self._keys, self._files = keys, files
        self._ledger, self._clock = Ledger(ledger), clock

    def show_keys(self) -> Answer:
        found = [read_key(path) for path in sorted(self._keys.glob("*.key"))]
        shown = [
            KeyShown(owner=one.owner, mandate=one.purpose, keyid=one.keyid)
            for one in found
        ]
        return Answer(keys=tuple(shown))

    def sign(self, asked: AskSignature) -> Answer:
        """Nothing is signed before all else was found good. Raises ReleaseError."""
        now, cluster = self._clock(), asked.approval.cluster
        document = asked.document.encode()
        statement = read_statement(asked.statement.encode(), asked.mandate, cluster)
        path = self._path_of(asked.owner, asked.mandate)
        key = read_key(path)
        last = self._ledger.last(cluster, asked.mandate)
        enrolled = read_enrolments(self._keys).find(cluster, asked.mandate)
        due = judge_enrolment(key, cluster, enrolled)
        parsed = judge(asked.approval, document, statement, key=key, last=last, now=now)
        rehash(parsed.files, self._files)
        signer = unlock(path, asked.pin.get_secret_value(), now)
        signature = signer.sign(statement.payload)
        signed = _with_signature(last, parsed.seq, statement, signature.to_dict())
        self._ledger.note(now, _entry(asked, parsed.seq, statement, key.keyid))
        self._ledger.put(cluster, asked.mandate, signed)
        return _answer(signed, due)

    def _path_of(self, owner: str, mandate: Mandate) -> Path:
        """Raises SigningKeyError."""
        path = self._keys / key_name(owner, Purpose(mandate))
        if not path.exists():
            raise SigningKeyError("no_key", owner=owner, mandate=mandate)
        return path


def _with_signature(
    last: LastSigned, seq: int, statement: Statement, signature: dict[str, str]
) -> LastSigned:
    """Beside those of others when it is the same statement, else the first."""
    digest = digest_of(statement)
    others = last.signatures if last.statement_sha256 == digest else {}
    return LastSigned(
        seq=seq,
        sha256=statement.sha256,
        statement_sha256=digest,
        signatures={**others, signature["keyid"]: signature["sig"]},
    )


def _answer(signed: LastSigned, due: int) -> Answer:
    """One approver where two are due gets nothing that could be published."""
    have = len(signed.signatures)
    shown = [
        SignatureShown(keyid=keyid, sig=sig) for keyid, sig in signed.signatures.items()
    ]
    return Answer(signatures=tuple(shown) if have >= due else (), have=have, due=due)


def _entry(
    asked: AskSignature, seq: int, statement: Statement, keyid: str
) -> dict[str, object]:
    return {
        "cluster": statement.cluster,
        "mandate": str(statement.mandate),
        "seq": seq,
        "sha256": statement.sha256,
        "version": statement.version,
        "owner": asked.owner,
        "keyid": keyid,
        "authors": list(asked.approval.authors),
    }
