"""People's signing keys: ed25519 in a file, sealed under its owner's PIN, or on a token.

A key on a PKCS#11 token (`release.tokens`) never leaves it; its file holds what is public,
and where the token finds it. Its PIN is the token's own.
"""

import re
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, cast

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from securesystemslib.formats import encode_canonical
from securesystemslib.signer import CryptoSigner, Signer, SSlibKey

from release.errors import SigningKeyError
from release.keeping import write_whole
from release.sealing import Cost, Sealed, WrongPinError, seal, unseal
from release.tokens import find_on_token, open_on_token
from release.tries import FREE_TRIES, Tries, wait_after

_OWNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@+-]{0,63}")


class Purpose(StrEnum):
    """What a person's key is for; whoever holds two keeps two files."""

    ROOT = "root"
    APPROVE = "approve"
    URGENT = "urgent"


LEAST_PIN = {Purpose.ROOT: 12, Purpose.APPROVE: 8, Purpose.URGENT: 8}


class KeyFile(BaseModel):
    """A key as it lies on disk. `sealed` is bound to all that stands beside it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_name: Literal["ttdn.key/1"] = "ttdn.key/1"
    owner: str
    purpose: Purpose
    keyid: str
    public: dict[str, Any]
    kept: Literal["sealed", "token"] = "sealed"
    sealed: Sealed | None = None
    # Where the token keeps it, as `release.tokens` says it.
    token: str = Field(default="", max_length=500)

    @property
    def key(self) -> SSlibKey:
        # from_dict takes the dictionary apart.
        return SSlibKey.from_dict(self.keyid, dict(self.public))

    @property
    def bound(self) -> bytes:
        shown = self.model_dump(mode="json", exclude={"sealed", "token"})
        return cast(str, encode_canonical(shown)).encode()


def key_name(owner: str, purpose: Purpose) -> str:
    """The file's name. Raises SigningKeyError."""
    if not _OWNER.fullmatch(owner):
        raise SigningKeyError("key_name", name=owner)
    return f"{owner}.{purpose}.key"


def make_key(
    folder: Path, owner: str, purpose: Purpose, pin: str, *, cost: Cost | None = None
) -> SSlibKey:
    """A new key, sealed. Raises SigningKeyError; never overwrites one."""
    path = folder / key_name(owner, purpose)
    _check_pin(pin, LEAST_PIN[purpose])
    if path.exists():
        raise SigningKeyError("key_exists", name=path.name)
    signer = CryptoSigner.generate_ed25519()
    public = signer.public_key
    bare = KeyFile(
        owner=owner, purpose=purpose, keyid=public.keyid, public=public.to_dict()
    )
    sealed = seal(signer.private_bytes, pin, bare.bound, cost or Cost())
    whole = bare.model_copy(update={"sealed": sealed})
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, whole.model_dump_json(indent=1).encode() + b"\n", mode=0o600)
    return public


def take_up_token_key(
    folder: Path, owner: str, purpose: Purpose, label: str, number: int
) -> SSlibKey:
    """The key that a token holds, known from now on. Raises SigningKeyError."""
    path = folder / key_name(owner, purpose)
    if path.exists():
        raise SigningKeyError("key_exists", name=path.name)
    address, public = find_on_token(label, number)
    file = KeyFile(
        owner=owner,
        purpose=purpose,
        keyid=public.keyid,
        public=public.to_dict(),
        kept="token",
        token=address,
    )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, file.model_dump_json(indent=1).encode() + b"\n", mode=0o600)
    return public


def read_key(path: Path) -> KeyFile:
    """Only what is public of it can be used. Raises SigningKeyError."""
    try:
        return KeyFile.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise SigningKeyError("key_unreadable", name=path.name) from error


def unlock(path: Path, pin: str, now: datetime) -> Signer:
    """For one signature: let it go afterwards. Raises SigningKeyError."""
    file = read_key(path)
    tries = Tries(path.with_name(f"{path.name}.tries"))
    failures = tries.begin(now)
    try:
        signer = OPENERS[file.kept](file, pin)
    except WrongPinError as error:
        raise _wrong_pin(failures, now) from error
    tries.succeed(now)
    return signer


def _open_sealed(file: KeyFile, pin: str) -> Signer:
    """Raises WrongPinError."""
    if file.sealed is None:
        raise WrongPinError
    secret = unseal(file.sealed, pin, file.bound)
    return CryptoSigner(load_pem_private_key(secret, None), file.key)


def _open_on_token(file: KeyFile, pin: str) -> Signer:
    """Raises WrongPinError, SigningKeyError."""
    return open_on_token(file.token, file.key, pin)


OPENERS: dict[str, Callable[[KeyFile, str], Signer]] = {
    "sealed": _open_sealed,
    "token": _open_on_token,
}


def _wrong_pin(failures: int, now: datetime) -> SigningKeyError:
    if failures < FREE_TRIES:
        return SigningKeyError("wrong_pin", left=FREE_TRIES - failures)
    until = now + wait_after(failures)
    return SigningKeyError("wrong_pin_wait", until=until.isoformat(timespec="seconds"))


def _check_pin(pin: str, least: int) -> None:
    if len(pin) < least or len(set(pin)) < 4:
        raise SigningKeyError("weak_pin", least=least)
