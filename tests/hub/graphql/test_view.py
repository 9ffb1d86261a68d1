"""The endpoint as a client on the network meets it."""

import json
import logging
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from hub.graphql import limits
from hub.graphql.schema import schema
from hub.programmes import queries as programmes

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
NAME_OF_ROOT = {"query": "{ __typename }"}


def ask(client: Client, body: Any, accept: str = GRAPHQL_JSON) -> HttpResponse:
    return client.post("/graphql", body, content_type=JSON, headers={"Accept": accept})


def message_of(answer: HttpResponse) -> str:
    return answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (GRAPHQL_JSON, GRAPHQL_JSON),
        (JSON, JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (f"{GRAPHQL_JSON}, {JSON};q=0.9", GRAPHQL_JSON),
        (f"{JSON}, {GRAPHQL_JSON};q=0.5", JSON),
    ],
)
def test_the_answer_has_the_media_type_that_is_preferred(
    client: Client, accept: str, media_type: str
):
    answer = ask(client, NAME_OF_ROOT, accept)

    assert answer.status_code == 200
    assert answer["Content-Type"] == f"{media_type}; charset=utf-8"
    assert answer.json() == {"data": {"__typename": "Query"}}


def test_without_accept_the_answer_is_plain_json(client: Client):
    answer = client.post("/graphql", NAME_OF_ROOT, content_type=JSON)

    assert answer["Content-Type"] == f"{JSON}; charset=utf-8"


def test_a_client_that_reads_no_json_is_refused(client: Client):
    answer = ask(client, NAME_OF_ROOT, "text/html")

    assert answer.status_code == 406
    assert GRAPHQL_JSON in message_of(answer)


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_questions_come_by_post_only(client: Client, method: str):
    answer = getattr(client, method)("/graphql", {"query": "{ __typename }"})

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=iso-8859-1",
    ],
)
def test_a_body_that_is_not_json_is_refused(client: Client, content_type: str):
    answer = client.post(
        "/graphql", b'{"query": "{ __typename }"}', content_type=content_type
    )

    assert answer.status_code == 415
    assert "application/json" in message_of(answer)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b" ", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b"\xff\xfe{", "not valid JSON"),
        (b"[" * 19_000, "not valid JSON"),
        (b'[{"query": "{ __typename }"}]', "has to be one object"),
        (b'"{ __typename }"', "has to be one object"),
        (b"{}", "`query` has to be"),
        (b'{"query": ""}', "`query` has to be"),
        (b'{"query": 5}', "`query` has to be"),
        (b'{"query": "{a}", "variables": []}', "`variables` has to be"),
        (b'{"query": "{a}", "operationName": 1}', "`operationName` has to be"),
        (b'{"query": "{a}", "extensions": "x"}', "`extensions` has to be"),
    ],
)
@pytest.mark.parametrize("accept", [JSON, GRAPHQL_JSON])
def test_a_malformed_body_is_a_400_that_says_what_is_wrong(
    client: Client, body: bytes, reason: str, accept: str
):
    answer = ask(client, body, accept)

    assert answer.status_code == 400
    assert reason in message_of(answer)


def test_a_body_of_the_largest_size_is_answered(client: Client):
    body = json.dumps(NAME_OF_ROOT).ljust(limits.MAX_BODY_BYTES)

    assert ask(client, body).status_code == 200


def test_a_body_past_the_largest_size_is_refused(client: Client):
    body = json.dumps(NAME_OF_ROOT).ljust(limits.MAX_BODY_BYTES + 1)

    answer = ask(client, body)

    assert answer.status_code == 413
    assert "larger than 20000 bytes" in message_of(answer)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("{", "Syntax Error"),
        ("{ nope }", "Cannot query field 'nope'"),
        ("{ clusters }", "must have a selection"),
        ("{ clusters { code(a: 1) } }", "Unknown argument"),
        ("mutation { x }", "not configured to execute mutation"),
        ("query A { __typename } query B { __typename }", "`operationName`"),
        ("{ a: __typename " + "b " * 1100 + "}", "more than 1000"),
        ("#\n" * 300 + "{ __typename }", "more than 200"),
        ("{" * 900, "Syntax Error"),
        ("{ a " * 9 + "}" * 9, "deeper than 8 levels"),
        ("{ ...F } fragment F on Query { ...F }", "contains itself"),
        (
            "{clusters{" + " ".join(f"a{n}: code" for n in range(16)) + "}}",
            "15 aliases",
        ),
        ("{ " + "__typename " * 11 + "}", "costs more than 500"),
        ('{ programme(cluster: "x", at: "soon") { theme } }', "is not an instant"),
        (
            '{ programme(cluster: "x", at: "2026-04-26T09:00:00") { theme } }',
            "add an offset",
        ),
        ('{ programme(cluster: "x", at: 5) { theme } }', "is not an instant"),
        ("{ programme { theme } }", "argument 'cluster' of type 'String!' is required"),
    ],
)
def test_a_faulty_question_is_refused_with_its_reason(
    client: Client, query: str, reason: str
):
    strict = ask(client, {"query": query}, GRAPHQL_JSON)
    plain = ask(client, {"query": query}, JSON)

    assert strict.status_code == 400
    assert plain.status_code == 200
    assert strict.json() == plain.json()
    assert reason in message_of(strict)
    assert "data" not in strict.json()
    assert "ETag" not in strict


def test_a_variable_of_the_wrong_kind_is_refused(client: Client):
    query = "query Q($at: DateTime) { programme(cluster: $c, at: $at) { theme } }"
    query = query.replace("($at", "($c: String!, $at")
    variables = {"c": "sapa", "at": "2026-04-26T09:00:00"}

    answer = ask(client, {"query": query, "variables": variables})

    assert answer.status_code == 400
    assert "add an offset" in message_of(answer)


def test_the_usual_introspection_is_refused_and_told_where_the_schema_is(
    client: Client,
):
    deep = (
        "{ __schema { types { fields { type " + "{ ofType " * 5 + "{ name" + " }" * 10
    )

    answer = ask(client, {"query": deep})

    assert answer.status_code == 400
    assert "/graphql/schema.graphql" in message_of(answer)


def test_the_schema_can_be_read_as_a_file(client: Client):
    answer = client.get("/graphql/schema.graphql")

    assert answer.status_code == 200
    assert answer.content.decode() == str(schema)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_an_answer_that_the_client_has_is_not_sent_again(client: Client):
    first = ask(client, NAME_OF_ROOT)

    again = client.post(
        "/graphql",
        NAME_OF_ROOT,
        content_type=JSON,
        headers={"Accept": GRAPHQL_JSON, "If-None-Match": first["ETag"]},
    )

    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]


def test_each_media_type_has_an_etag_of_its_own(client: Client):
    strict, plain = ask(client, NAME_OF_ROOT), ask(client, NAME_OF_ROOT, JSON)

    assert strict.content == plain.content
    assert strict["ETag"] != plain["ETag"]


def test_an_answer_sets_no_cookie_and_depends_on_none(client: Client):
    answer = ask(client, NAME_OF_ROOT)

    assert answer.cookies == {}
    varies = {name.strip() for name in answer["Vary"].split(",")}
    assert "Accept" in varies
    assert "Cookie" not in varies


def test_a_post_from_a_foreign_page_needs_no_csrf_token():
    strict = Client(enforce_csrf_checks=True)

    assert ask(strict, NAME_OF_ROOT).status_code == 200


def test_a_fault_inside_is_told_as_an_id_and_logged_whole(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    def broken(_code: str, _at: object) -> None:
        raise OSError("disk /srv/secret is gone")

    monkeypatch.setattr(programmes, "resolve_programme", broken)

    with caplog.at_level(logging.ERROR, "hub.graphql"):
        answer = ask(client, {"query": '{ programme(cluster: "sapa") { theme } }'})

    error = answer.json()["errors"][0]
    assert answer.status_code == 200
    assert answer.json()["data"] == {"programme": None}
    assert b"secret" not in answer.content
    assert error["path"] == ["programme"]
    assert error["extensions"]["id"] in error["message"]
    assert "ETag" not in answer
    assert error["extensions"]["id"] in caplog.text
    assert "disk /srv/secret is gone" in caplog.text
