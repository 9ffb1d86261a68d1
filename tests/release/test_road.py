"""The whole road: keys, signing process, static files over HTTP, a player."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from release.approval import Approval
from release.demo import DEMO_PIN, found_demo
from release.format import Release, Urgent, write_document
from release.mandates import Mandate
from release.places import Places
from release.signer.client import SignerClient
from release.verify import ClusterVerifier
from tests.release.rooms import CLUSTER, build_release, build_urgent
from tests.release.serving import serve
from tests.release.signing import approve, run_signer


def bring_out(
    places: Places, client: SignerClient, document: Release | Urgent, *owners: str
) -> None:
    """As the hub does it: drawn up, approved and signed by each, published."""
    mandate = Mandate.URGENT if isinstance(document, Urgent) else Mandate.APPROVE
    repository, written = places.repository(CLUSTER), write_document(document)
    statement = repository.draw_up(mandate, written)
    for owner in owners:
        approval: Approval = approve(statement, document, owner)
        signing = client.sign(statement, written, approval, DEMO_PIN)
    repository.publish(statement, written, signing.signatures)


def test_what_two_approved_lights_up_and_an_urgent_message_outranks_it(
    tmp_path: Path,
) -> None:
    places = Places(tmp_path)
    owners = {Mandate.APPROVE: ["lan", "minh"], Mandate.URGENT: ["hoa"]}
    found_demo(places, [CLUSTER], owners, due=2)
    (tmp_path / "files").mkdir()
    for pixels in (b"loop", b"flood"):
        name = f"{hashlib.sha256(pixels).hexdigest()}.mp4"
        (tmp_path / "files" / name).write_bytes(pixels)
    root = places.first_root(CLUSTER).read_bytes()
    now = datetime.now(UTC)
    release, urgent = build_release(1, at=now), build_urgent(1, at=now)
    recall = Urgent(cluster=CLUSTER, seq=2, created=now)

    with (
        serve(places.repositories / CLUSTER) as (_, transport),
        run_signer(tmp_path, tmp_path / "signer.sock") as (client, _),
    ):
        player = ClusterVerifier(tmp_path / "player", CLUSTER, root, transport)
        shown = []
        for document, people in (
            (release, ("lan", "minh")),
            (urgent, ("hoa",)),
            (recall, ("hoa",)),
        ):
            bring_out(places, client, document, *people)
            trusted = player.refresh(datetime.now(UTC))
            shown.append((trusted.release, trusted.urgent))

    assert shown == [(release, None), (release, urgent), (release, recall)]
