"""Of a thousand files changed at random on their way to a player, none is taken."""

import random
import shutil
from pathlib import Path

from release.ceremony import rotate_online_keys
from release.format import Release, Urgent
from release.trust import TrustError
from release.verify import ClusterVerifier
from tests.release.conftest import Gate
from tests.release.rooms import START


def test_of_a_thousand_changes_to_what_is_served_none_is_taken(
    gate: Gate, tmp_path: Path
) -> None:
    rotate_online_keys(gate.room.repository, gate.room.roots[:2])
    release, urgent = gate.room.publish(1), gate.room.publish_urgent(1)
    gate.start_player("reader").refresh(START)
    addresses = [one for one in gate.shelf.asked if (gate.room.served / one).exists()]
    chance = random.Random(20261102)
    taken, untouched = [], 0

    for number in range(1000):
        address = addresses[number % len(addresses)]
        whole = (gate.room.served / address).read_bytes()
        gate.shelf.instead = {address: _mutated(whole, chance)}
        shown = _shown_to(gate.start_player("fresh"))
        shutil.rmtree(tmp_path / "fresh")
        if not all(one in (release, urgent) for one in shown):
            taken.append(address)
        untouched += len(shown) == 2

    assert taken == []
    assert len(addresses) == 8
    # A letter of a signature in capitals, say, is the same signature.
    assert untouched < 50


def _shown_to(player: ClusterVerifier) -> list[Release | Urgent]:
    """Nothing when it refuses; the urgent message alone when the release is refused."""
    try:
        trusted = player.refresh(START)
    except TrustError:
        return []
    return [one for one in (trusted.release, trusted.urgent) if one is not None]


def _mutated(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    other = bytes([data[at] ^ (1 << chance.randrange(8))])
    length = chance.randrange(1, 9)
    return chance.choice(
        [
            data[:at] + other + data[at + 1 :],
            data[:at],
            data[:at] + chance.randbytes(length) + data[at:],
            data[:at] + data[at + length :],
            data[:at] + bytes(len(data) - at),
            data[:at] + data[: len(data) - at],
        ]
    )
