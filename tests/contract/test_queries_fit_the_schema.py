from pathlib import Path

import pytest
from graphql import build_schema, parse, validate

from hub.graphql.limits import check_limits

ROOT = Path(__file__).parents[2]
QUERIES = sorted((ROOT / "renderer/hub_client/queries").glob("*.graphql"))


def test_the_renderer_asks_something():
    assert {path.stem for path in QUERIES} >= {"clusters", "programme", "schedule"}


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.name)
def test_the_renderer_asks_only_for_what_the_hub_offers(path: Path):
    schema = build_schema((ROOT / "hub/graphql/schema.graphql").read_text())

    assert validate(schema, parse(path.read_text())) == []


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.name)
def test_the_renderer_asks_within_the_hubs_limits(path: Path):
    check_limits(parse(path.read_text(), max_lexical_tokens=1000))
