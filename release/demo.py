"""The whole ceremony in one step, for a demo: nothing of it protects anybody."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from securesystemslib.signer import SSlibKey

from release.ceremony import enrolments, found
from release.charters import Holders
from release.keys import Purpose, key_name, make_key, read_key, unlock
from release.mandates import Mandate
from release.places import Places
from release.repository import utc_now
from release.sealing import Cost
from release.signer.enrolment import write_enrolment

DEMO_PIN = "ban-dung-thu-1234"
ROOT_OWNERS = ("goc-1", "goc-2", "goc-3")
WARNING = f"""
*** BẢN DÙNG THỬ: CÁC KHÓA NÀY KHÔNG BẢO VỆ ĐƯỢC AI ***
Ba khóa gốc nằm cùng một chỗ, mọi mã PIN đều là “{DEMO_PIN}”.
Không dùng cho màn hình thật. Hệ thống thật: làm theo docs/huong-dan/khoa-ky.md.
"""
# Sealing with a known PIN need not be dear.
_CHEAP = Cost(n=2**10, p=1)


def found_cluster(
    folder: Path, cluster: str, approvers: Sequence[str], senders: Sequence[str]
) -> None:
    """As `found_demo`, for one cluster. `senders` may sign what is urgent."""
    owners = {Mandate.APPROVE: approvers, Mandate.URGENT: senders}
    found_demo(Places(folder), [cluster], owners)


def found_demo(
    places: Places,
    clusters: Sequence[str],
    owners: Mapping[Mandate, Sequence[str]],
    *,
    due: int = 1,
) -> None:
    """Keys for everybody and a repository for each cluster that has none yet.

    Whoever calls shows WARNING. `due` is how many approvers have to sign.
    """
    roots = [_key(places, owner, Purpose.ROOT) for owner in ROOT_OWNERS]
    holders = {
        mandate: Holders(
            due if mandate is Mandate.APPROVE else 1,
            [_key(places, owner, Purpose(mandate)) for owner in owners[mandate]],
        )
        for mandate in Mandate
    }
    paths = [places.root / key_name(owner, Purpose.ROOT) for owner in ROOT_OWNERS]
    signers = [unlock(path, DEMO_PIN, utc_now()) for path in paths[:2]]
    for cluster in clusters:
        repository = places.repository(cluster)
        if not (repository.metadata / "timestamp.json").exists():
            found(repository, roots, signers, holders)
        write_enrolment(places.signer, cluster, enrolments(repository))


def _key(places: Places, owner: str, purpose: Purpose) -> SSlibKey:
    folder = places.root if purpose is Purpose.ROOT else places.signer
    path = folder / key_name(owner, purpose)
    if path.exists():
        return read_key(path).key
    return make_key(folder, owner, purpose, DEMO_PIN, cost=_CHEAP)
