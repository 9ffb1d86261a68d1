"""The signing process over its socket: what it signs, and all that it does not."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from release.errors import SignerRefusedError
from release.format import Urgent, write_document
from release.keys import Purpose, make_key
from release.mandates import Mandate
from release.signer.protocol import (
    AskSignature,
    write_question,
)
from tests.release.rooms import CLUSTER, build_urgent
from tests.release.signing import (
    CHEAP,
    HEAD,
    Desk,
    Office,
    approve,
    ask,
    pin_of,
    run_signer,
    sign,
)


def test_what_was_approved_is_signed_and_can_be_published(desk: Desk) -> None:
    release = desk.office.render(1)
    statement = desk.office.draw_up(release)

    signing = sign(desk.client, statement, release, approve(statement, release))

    assert signing.is_complete
    document = write_document(release)
    desk.office.repository.publish(statement, document, signing.signatures)
    assert desk.office.repository.record.of(Mandate.APPROVE).seq == 1


def test_an_urgent_message_is_signed_by_a_head(desk: Desk) -> None:
    urgent = build_urgent(1, at=datetime.now(UTC))
    for file in urgent.files:
        (desk.office.files / f"{file.sha256}.mp4").write_bytes(b"flood")
    statement = desk.office.draw_up(urgent)

    signing = sign(desk.client, statement, urgent, approve(statement, urgent, HEAD))

    desk.office.repository.publish(
        statement, write_document(urgent), signing.signatures
    )


def test_a_recall_needs_no_author(desk: Desk) -> None:
    recall = Urgent(cluster=CLUSTER, seq=1, created=datetime.now(UTC))
    statement = desk.office.draw_up(recall)
    approval = approve(statement, recall, HEAD).model_copy(update={"authors": ()})

    assert sign(desk.client, statement, recall, approval).is_complete


def test_each_signature_is_logged_and_bound_to_the_one_before(desk: Desk) -> None:
    for seq in (1, 2):
        release = desk.office.render(seq)
        statement = desk.office.draw_up(release)
        sign(desk.client, statement, release, approve(statement, release))

    first, second = desk.log
    lines = (desk.office.folder / "signer/ledger/signed.log").read_bytes().splitlines()
    assert (first["seq"], second["seq"], second["owner"]) == (1, 2, "lan")
    assert second["previous"] == hashlib.sha256(lines[0]).hexdigest()


def refusal(desk: Desk, change: dict[str, Any], *, pin: str | None = None) -> str:
    """The code with which a good request with this change is refused."""
    release = desk.office.render(1)
    statement = desk.office.draw_up(release)
    approval = approve(statement, release)
    change = {
        key: value(approval) if callable(value) else value
        for key, value in change.items()
    }
    approver = str(change.get("approver", approval.approver))
    with pytest.raises(SignerRefusedError) as refused:
        sign(
            desk.client,
            statement,
            release,
            approval.model_copy(update=change),
            pin or pin_of(approver),
        )
    assert refused.value.vietnamese
    assert desk.log == []
    return refused.value.code


NOW = datetime.now(UTC)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"authors": ("bien-tap", "lan")}, "own_work"),
        ({"authors": ()}, "no_author"),
        ({"approver": "khach"}, "no_key"),
        ({"approver": HEAD}, "no_key"),
        ({"approver": "../lan"}, "key_name"),
        ({"cluster": "sa-pa"}, "not_ours"),
        ({"sha256": "0" * 64}, "digests_differ"),
        ({"seq": 2}, "digests_differ"),
        ({"mandate": Mandate.URGENT}, "digests_differ"),
        ({"valid_until": NOW - timedelta(days=1)}, "approval_expired"),
        ({"approved_at": NOW + timedelta(days=1)}, "from_the_future"),
    ],
)
def test_an_approval_that_is_not_good_enough_is_refused(
    desk: Desk, change: dict[str, Any], code: str
) -> None:
    assert refusal(desk, change) == code


def test_a_wrong_pin_is_refused_and_after_three_there_is_a_wait(desk: Desk) -> None:
    codes = [refusal(desk, {}, pin="not-my-pin") for _ in range(4)]

    assert codes == ["wrong_pin", "wrong_pin", "wrong_pin_wait", "wait"]
    assert refusal(desk, {}) == "wait"


def test_a_bad_request_costs_no_try_of_the_pin(desk: Desk) -> None:
    for _ in range(4):
        assert refusal(desk, {"authors": ()}, pin="not-my-pin") == "no_author"

    assert refusal(desk, {}, pin="not-my-pin") == "wrong_pin"


def test_a_loop_that_changed_on_disk_is_not_signed(desk: Desk) -> None:
    release = desk.office.render(1)
    statement = desk.office.draw_up(release)
    name = f"{release.files[0].sha256}.mp4"
    (desk.office.files / name).write_bytes(b"evil")

    with pytest.raises(SignerRefusedError) as refused:
        sign(desk.client, statement, release, approve(statement, release))

    assert refused.value.code == "file_differs"
    assert name in refused.value.vietnamese
    assert desk.log == []


def test_a_loop_that_is_missing_is_not_signed(desk: Desk) -> None:
    release = desk.office.render(1)
    statement = desk.office.draw_up(release)
    (desk.office.files / f"{release.files[0].sha256}.mp4").unlink()

    with pytest.raises(SignerRefusedError) as refused:
        sign(desk.client, statement, release, approve(statement, release))

    assert refused.value.code == "file_missing"


@pytest.mark.parametrize("seq", [1, 2])
def test_a_number_that_was_signed_is_not_signed_for_something_else(
    desk: Desk, seq: int
) -> None:
    first = desk.office.render(2)
    statement = desk.office.draw_up(first)
    sign(desk.client, statement, first, approve(statement, first))
    other = desk.office.render(seq, pixels=b"other")
    statement = desk.office.draw_up(other)

    with pytest.raises(SignerRefusedError) as refused:
        sign(desk.client, statement, other, approve(statement, other))

    assert refused.value.code == "seq_not_growing"


@pytest.mark.parametrize("copy", ["a", "b"])
def test_the_floor_outlives_the_process_and_one_of_its_copies(
    tmp_path: Path, copy: str
) -> None:
    office, path = Office(tmp_path), tmp_path / "signer.sock"
    with run_signer(tmp_path, path) as (client, _):
        release = office.render(2)
        statement = office.draw_up(release)
        sign(client, statement, release, approve(statement, release))
    floor = tmp_path / f"signer/ledger/floor.{copy}"
    floor.write_bytes(bytes(floor.stat().st_size))
    other = office.render(2, pixels=b"other")
    statement = office.draw_up(other)

    with (
        run_signer(tmp_path, path) as (client, _),
        pytest.raises(SignerRefusedError) as refused,
    ):
        sign(client, statement, other, approve(statement, other))

    assert refused.value.code == "seq_not_growing"


def test_a_signer_that_lost_its_floor_signs_nothing(desk: Desk) -> None:
    release = desk.office.render(1)
    statement = desk.office.draw_up(release)
    sign(desk.client, statement, release, approve(statement, release))
    for copy in (desk.office.folder / "signer/ledger").glob("floor.*"):
        copy.write_bytes(b"")

    with pytest.raises(SignerRefusedError) as refused:
        sign(desk.client, statement, release, approve(statement, release))

    assert refused.value.code == "floor_lost"


def test_an_answer_that_was_lost_can_be_asked_for_again(desk: Desk) -> None:
    release = desk.office.render(1)
    statement = desk.office.draw_up(release)
    approval = approve(statement, release)

    first = sign(desk.client, statement, release, approval)
    second = sign(desk.client, statement, release, approval)

    assert first.signatures == second.signatures


def test_a_statement_that_would_hold_for_longer_is_refused(desk: Desk) -> None:
    release = desk.office.render(1)
    statement = desk.office.draw_up(release)
    longer = replace(statement, expires=statement.expires + timedelta(days=1))

    with pytest.raises(SignerRefusedError) as refused:
        sign(desk.client, longer, release, approve(longer, release))

    assert refused.value.code == "valid_too_long"


def test_a_document_other_than_the_one_named_is_refused(desk: Desk) -> None:
    release = desk.office.render(1)
    statement = desk.office.draw_up(release)
    other = desk.office.render(1, pixels=b"other")

    with pytest.raises(SignerRefusedError) as refused:
        sign(desk.client, statement, other, approve(statement, release))

    assert refused.value.code == "digests_differ"


def test_one_approver_where_two_are_due_gets_no_signature(strict_desk: Desk) -> None:
    desk, office = strict_desk, strict_desk.office
    release = office.render(1)
    statement = office.draw_up(release)

    alone = sign(desk.client, statement, release, approve(statement, release, "lan"))
    again = sign(desk.client, statement, release, approve(statement, release, "lan"))
    both = sign(desk.client, statement, release, approve(statement, release, "minh"))

    assert (alone.signatures, alone.have, alone.due) == ((), 1, 2)
    assert (again.signatures, again.have) == ((), 1)
    assert len(both.signatures) == 2
    office.repository.publish(statement, write_document(release), both.signatures)


def test_where_nobody_was_enrolled_nothing_is_signed(desk: Desk) -> None:
    (desk.office.folder / "signer/enrolled.json").unlink()

    assert refusal(desk, {}) == "not_enrolled"


def test_a_key_that_was_not_enrolled_signs_nothing(desk: Desk) -> None:
    make_key(
        desk.office.folder / "signer",
        "khach",
        Purpose.APPROVE,
        pin_of("khach"),
        cost=CHEAP,
    )

    assert refusal(desk, {"approver": "khach"}) == "not_enrolled"


def test_nobody_signs_what_somebody_else_approved(desk: Desk) -> None:
    release = desk.office.render(1)
    statement = desk.office.draw_up(release)
    asked = AskSignature(
        mandate=Mandate.APPROVE,
        owner="minh",
        pin=SecretStr(pin_of("minh")),
        approval=approve(statement, release, "lan"),
        document=write_document(release).decode(),
        statement=statement.payload.decode(),
    )

    answer = ask(desk, write_question(asked))

    assert answer["refused"]["code"] == "another_approver"
    assert desk.log == []


def test_keys_are_shown_without_their_secrets(desk: Desk) -> None:
    shown = desk.client.show_keys()

    assert [one.owner for one in shown] == ["lan", "minh", "thu", HEAD]
