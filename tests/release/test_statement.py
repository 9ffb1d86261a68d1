"""What approvers sign is read back to the letter, or not at all."""

import json
from dataclasses import replace
from typing import Any

import pytest
from securesystemslib.formats import encode_canonical

from release.errors import SigningError
from release.mandates import Mandate
from release.statement import Statement, read_statement
from tests.release.rooms import CLUSTER, START

STATEMENT = Statement(
    mandate=Mandate.APPROVE,
    cluster=CLUSTER,
    version=3,
    expires=START,
    sha256="0" * 64,
    size_bytes=12,
)


def test_a_statement_is_read_from_its_bytes() -> None:
    assert read_statement(STATEMENT.payload, Mandate.APPROVE, CLUSTER) == STATEMENT


def test_a_statement_about_another_cluster_is_refused() -> None:
    other = replace(STATEMENT, cluster="sa-pa")

    with pytest.raises(SigningError):
        read_statement(other.payload, Mandate.APPROVE, CLUSTER)


def with_more(changed: dict[str, Any]) -> bytes:
    whole = json.loads(STATEMENT.payload)
    return str(encode_canonical({**whole, **changed})).encode()


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b"{}",
        STATEMENT.payload + b" ",
        with_more({"delegations": {"keys": {}, "roles": []}}),
        with_more({"x-more": 1}),
        with_more({"targets": {}}),
        with_more({"version": 0}),
        STATEMENT.payload.replace(b'"version":3', b'"version":3.5'),
        with_more({"_type": "root"}),
        with_more({"expires": "2026-11-2T01:00:00Z"}),
        b"[" * 100_000,
    ],
)
def test_anything_beside_one_document_is_refused(payload: bytes) -> None:
    with pytest.raises(SigningError) as refused:
        read_statement(payload, Mandate.APPROVE, CLUSTER)

    assert refused.value.code == "not_ours"
