import pytest
from django.db import DatabaseError, connection
from django.test import Client


@pytest.mark.django_db
def test_a_hub_whose_database_answers_is_in_health(client: Client):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {"state": "ok"}


def test_a_hub_without_its_database_says_so_and_does_not_fall(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    def no_cursor() -> None:
        raise DatabaseError("connection refused by 10.0.0.7")

    monkeypatch.setattr(connection, "cursor", no_cursor)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json() == {"state": "no database"}
    assert b"10.0.0.7" not in answer.content


def test_health_is_only_looked_at(client: Client):
    assert client.post("/healthz").status_code == 405
