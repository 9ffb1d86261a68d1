"""Secrets at rest under a PIN: scrypt makes the key, ChaCha20-Poly1305 seals."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from pydantic import BaseModel, ConfigDict, Field

_HEX = r"^(?:[0-9a-f]{2})+$"


class WrongPinError(Exception):
    """The seal does not open: another PIN, or damaged or exchanged bytes."""


class Cost(BaseModel):
    """How dear a guess is: 32 MiB and about a quarter of a second on the server.

    Bounded, so that an exchanged file cannot take the machine's memory.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int = Field(default=2**15, ge=2, le=2**20)
    r: int = Field(default=8, ge=1, le=16)
    p: int = Field(default=3, ge=1, le=16)


class Sealed(BaseModel):
    """A sealed secret; hexadecimal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cost: Cost
    salt: str = Field(pattern=_HEX)
    nonce: str = Field(pattern=_HEX)
    secret: str = Field(pattern=_HEX)


def seal(secret: bytes, pin: str, bound: bytes, cost: Cost) -> Sealed:
    """`bound` is not hidden, but the seal opens only beside it."""
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = ChaCha20Poly1305(_derive(pin, salt, cost)).encrypt(nonce, secret, bound)
    return Sealed(cost=cost, salt=salt.hex(), nonce=nonce.hex(), secret=sealed.hex())


def unseal(sealed: Sealed, pin: str, bound: bytes) -> bytes:
    """Raises WrongPinError."""
    salt, nonce = bytes.fromhex(sealed.salt), bytes.fromhex(sealed.nonce)
    try:
        cipher = ChaCha20Poly1305(_derive(pin, salt, sealed.cost))
        return cipher.decrypt(nonce, bytes.fromhex(sealed.secret), bound)
    except (InvalidTag, ValueError) as error:
        raise WrongPinError from error


def _derive(pin: str, salt: bytes, cost: Cost) -> bytes:
    return Scrypt(salt, length=32, n=cost.n, r=cost.r, p=cost.p).derive(pin.encode())
