"""The loaded province answers the golden programmes, but for what each run names anew."""

import json
from typing import Any

import pytest

from fixtures import golden
from fixtures.province import Province
from hub.graphql.documents import programme_document
from hub.programmes.queries import resolve_programme

DOCUMENTS = sorted(golden.PROGRAMMES.glob("*.json"))
# Ids and addresses are the database's own; instants are said in another zone.
OWN = {"id", "key", "revision", "url", "publicUrl", "at", "until"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_loaded_province_answers_the_golden_programme(
    path: Any, province: Province
) -> None:
    wanted = json.loads(path.read_text("utf-8"))

    resolved = resolve_programme(path.stem, golden.AT)

    assert resolved is not None
    answer = json.loads(json.dumps(programme_document(resolved)))
    assert _without_own(answer) == _without_own(wanted)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_answer_ends_where_the_golden_one_does(
    path: Any, province: Province
) -> None:
    resolved = resolve_programme(path.stem, golden.AT)

    assert resolved is not None
    wanted = json.loads(path.read_text("utf-8"))["data"]["programme"]["until"]
    assert resolved.until == golden.parse_instant(wanted)


def _without_own(part: Any) -> Any:
    if isinstance(part, dict):
        if "focusX" in part:  # a picture: its file is written anew when it comes in
            part = {key: value for key, value in part.items() if key != "file"}
        return {
            key: _without_own(value) for key, value in part.items() if key not in OWN
        }
    if isinstance(part, list):
        return [_without_own(value) for value in part]
    return part
