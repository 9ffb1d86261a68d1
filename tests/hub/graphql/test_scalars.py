from datetime import UTC, datetime, timedelta, timezone

import pytest
from graphql import GraphQLError
from graphql.language import parse_value

from hub.graphql.scalars import BigInt, DateTime

VIETNAM = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-04-26T09:00:00+07:00", datetime(2026, 4, 26, 9, tzinfo=VIETNAM)),
        ("2026-04-26T02:00:00Z", datetime(2026, 4, 26, 2, tzinfo=UTC)),
    ],
)
def test_an_instant_with_an_offset_is_read(text: str, instant: datetime):
    assert DateTime.parse_value(text) == instant
    assert DateTime.parse_literal(parse_value(f'"{text}"')) == instant


@pytest.mark.parametrize("text", ["2026-04-26T09:00:00", "2026-04-26"])
def test_an_instant_without_an_offset_is_refused_saying_what_to_add(text: str):
    with pytest.raises(GraphQLError, match="add an offset; write it as 2026-04-26T09"):
        DateTime.parse_value(text)


@pytest.mark.parametrize("value", ["", "yesterday", "2026-13-40T00:00:00Z", 5, None])
def test_what_is_no_instant_is_refused(value: object):
    with pytest.raises(GraphQLError, match="is not an instant: write it as"):
        DateTime.parse_value(value)


def test_a_number_where_an_instant_belongs_is_refused():
    with pytest.raises(GraphQLError, match="is not an instant"):
        DateTime.parse_literal(parse_value("5"))


def test_an_instant_is_written_with_its_offset():
    written = DateTime.serialize(datetime(2026, 4, 26, 2, tzinfo=UTC))

    assert written == "2026-04-26T02:00:00+00:00"


def test_a_size_past_four_gigabytes_is_written_whole():
    assert BigInt.serialize(2**40) == 1_099_511_627_776
