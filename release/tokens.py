"""Signing keys on PKCS#11 tokens (ECDSA P-256): a USB key or an HSM, or SoftHSM in tests.

The maker's module is named once for a process, by `use_module`. A wrong PIN counts on the
token as well as here: most lock themselves after a few.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from urllib.parse import parse_qs, urlsplit

import pkcs11
from pkcs11.exceptions import (
    PinIncorrect,
    PinInvalid,
    PinLenRange,
    PinLocked,
    PKCS11Error,
)
from securesystemslib.signer import HSMSigner, Signer, SSlibKey

from release.errors import SigningKeyError
from release.sealing import WrongPinError

_MODULE = "PYKCS11LIB"  # where securesystemslib looks for it


def use_module(path: str) -> None:
    """The maker's library, for example /usr/lib/softhsm/libsofthsm2.so."""
    os.environ[_MODULE] = path


def find_on_token(label: str, number: int) -> tuple[str, SSlibKey]:
    """Where it is, and its public half. Raises SigningKeyError."""
    with _said_to_people(label):
        return HSMSigner.import_(number, label)


def open_on_token(address: str, key: SSlibKey, pin: str) -> Signer:
    """Raises WrongPinError, and SigningKeyError when the token is not there."""
    label = parse_qs(urlsplit(address).query).get("label", [""])[0]
    with _said_to_people(label):
        _check_pin(label, pin)
        signer = HSMSigner.from_priv_key_uri(address, key, lambda _: pin)
    return cast(Signer, signer)


def _check_pin(label: str, pin: str) -> None:
    """At once: a signature that fails later would not count as a wrong try."""
    token = pkcs11.lib(os.environ[_MODULE]).get_token(token_label=label)
    try:
        with token.open(user_pin=pin):
            pass
    except (PinIncorrect, PinInvalid, PinLenRange) as error:
        raise WrongPinError from error
    except PinLocked as error:
        raise SigningKeyError("token_locked", label=label) from error


@contextmanager
def _said_to_people(label: str) -> Iterator[None]:
    try:
        yield
    except (PKCS11Error, ValueError, KeyError) as error:
        detail = str(error) or type(error).__name__
        raise SigningKeyError("token_absent", label=label, detail=detail) from error
