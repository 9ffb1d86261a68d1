"""The golden programmes are up to date, and say only what the schema allows."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLType,
    build_schema,
)

from fixtures import golden

ROOT = Path(__file__).parents[2]
SCHEMA = build_schema((ROOT / "hub/graphql/schema.graphql").read_text("utf-8"))
DOCUMENTS = sorted(golden.PROGRAMMES.glob("*.json"))


def test_the_written_documents_are_those_that_the_program_writes(tmp_path: Path):
    written = golden.write_documents(tmp_path)

    assert [path.name for path in sorted(written)] == [path.name for path in DOCUMENTS]
    for path in written:
        kept = golden.PROGRAMMES / path.name
        assert path.read_text("utf-8") == kept.read_text("utf-8"), "run `make golden`"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_fits_the_schema(path: Path):
    document = json.loads(path.read_text("utf-8"))
    programme = SCHEMA.query_type.fields["programme"].type

    assert _misfits(document["data"]["programme"], programme, "programme") == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_files_are_where_the_document_says_with_size_and_digest(path: Path):
    document = json.loads(path.read_text("utf-8"))
    files = list(_media_files(document))

    for file in files:
        content = (path.parent / file["url"]).read_bytes()
        assert len(content) == file["sizeBytes"]
        assert hashlib.sha256(content).hexdigest() == file["sha256"]


def test_a_misfit_is_found():
    face = SCHEMA.type_map["Face"]

    misfits = _misfits({"code": None, "nmes": []}, face, "face")

    assert "face.code: null" in misfits
    assert any(misfit.startswith("face: fields") for misfit in misfits)


def _misfits(value: Any, kind: GraphQLType, place: str) -> list[str]:
    """What of `value` GraphQL could not have answered, each with its place."""
    if isinstance(kind, GraphQLNonNull):
        if value is None:
            return [f"{place}: null"]
        return _misfits(value, kind.of_type, place)
    if value is None or isinstance(kind, GraphQLEnumType):
        return []
    if isinstance(kind, GraphQLList):
        parts = enumerate(value)
        return [
            misfit
            for number, part in parts
            for misfit in _misfits(part, kind.of_type, f"{place}.{number}")
        ]
    if isinstance(kind, GraphQLObjectType):
        return _object_misfits(value, kind, place)
    return _scalar_misfits(value, str(kind), place)


def _object_misfits(
    value: dict[str, Any], kind: GraphQLObjectType, place: str
) -> list[str]:
    misfits = (
        [] if set(value) == set(kind.fields) else [f"{place}: fields {set(value)}"]
    )
    for name, part in value.items():
        if name in kind.fields:
            misfits += _misfits(part, kind.fields[name].type, f"{place}.{name}")
    return misfits


def _scalar_misfits(value: Any, kind: str, place: str) -> list[str]:
    wanted = {"Int": int, "BigInt": int, "Float": float, "Boolean": bool}
    fits = type(value) is wanted.get(kind, str)
    return [] if fits else [f"{place}: {value!r} is no {kind}"]


def _media_files(part: Any) -> Any:
    if isinstance(part, dict):
        if "sha256" in part:
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for child in part:
            yield from _media_files(child)
