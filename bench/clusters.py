"""What each cluster costs when it publishes: drawing up, signing, bringing out, refreshing.

Measured on a hundred clusters, each with its own keys and repository on this disk, and
multiplied to 10,000: nothing grows with the number of clusters, since they share no file
(the first and the last ten are compared). The signing process's socket and the hub's
database are left out.
"""

import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

from securesystemslib.signer import CryptoSigner

from release.ceremony import found
from release.charters import Holders
from release.format import (
    File,
    Loop,
    Release,
    Scene,
    Timetable,
    Window,
    write_document,
)
from release.mandates import Mandate
from release.online import OnlineKeys
from release.repository import ClusterRepository

CLUSTERS = 100
MANY = 10_000
WINDOWS, LOOPS, SCENES = 56, 8, 20  # a week of eight dayparts


def measure_clusters(folder: Path) -> dict[str, float | None]:
    """Milliseconds of the middle cluster, kilobytes, and minutes for 10,000."""
    taken = make_repositories(folder / "clusters", CLUSTERS)
    publish, refresh = median(taken["publish"]), median(taken["refresh"])
    return {
        "cluster_found_ms": 1000 * median(taken["found"]),
        "cluster_publish_ms": 1000 * publish,
        "cluster_refresh_ms": 1000 * refresh,
        "cluster_last_vs_first": median(taken["publish"][-10:])
        / median(taken["publish"][:10]),
        "cluster_kib": _bytes(folder / "clusters") / CLUSTERS / 1024,
        "clusters_10000_publish_min": MANY * publish / 60,
        "clusters_10000_refresh_min": MANY * refresh / 60,
    }


def make_repositories(folder: Path, count: int) -> dict[str, list[float]]:
    """`cum-0`, `cum-1`… each with a release. Seconds of each step, by its name."""
    people, taken = People(), defaultdict[str, list[float]](list)
    for number in range(count):
        cluster = f"cum-{number}"
        place = folder / cluster
        online = OnlineKeys(folder.parent / "online" / cluster)
        repository = ClusterRepository(place, cluster, online)
        document = write_document(release_of(cluster))
        for name, act in (
            ("found", partial(people.found, repository)),
            ("publish", partial(people.publish, repository, document)),
            ("refresh", repository.refresh),
        ):
            taken[name].append(_seconds(act))
    return taken


class People:
    """Whose keys the clusters have, in memory."""

    def __init__(self) -> None:
        self._roots = [CryptoSigner.generate_ed25519() for _ in range(3)]
        self._approver = CryptoSigner.generate_ed25519()

    def found(self, repository: ClusterRepository) -> None:
        holders = Holders(1, [self._approver.public_key])
        keys = [one.public_key for one in self._roots]
        found(repository, keys, self._roots[:2], dict.fromkeys(Mandate, holders))

    def publish(self, repository: ClusterRepository, document: bytes) -> None:
        statement = repository.draw_up(Mandate.APPROVE, document)
        signature = self._approver.sign(statement.payload)
        repository.publish(statement, document, [signature])


def release_of(
    cluster: str, file: File | None = None, frame_count: int = 9000
) -> Release:
    """A week of eight loops, or of one file again and again."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    made = [File(sha256=f"{n:064x}", size_bytes=20_000_000) for n in range(LOOPS)]
    loops = {one.sha256: _loop(one, frame_count) for one in ([file] if file else made)}
    digests = list(loops)
    windows = tuple(
        Window(
            start=now + timedelta(hours=3 * number),
            end=now + timedelta(hours=3 * number + 3),
            loops={"led": digests[number % len(digests)]},
        )
        for number in range(WINDOWS)
    )
    return Release(
        seq=1,
        timetable=Timetable(cluster=cluster, created=now, windows=windows, loops=loops),
        filler={"led": digests[0]},
        slate={"led": digests[0]},
    )


def _loop(file: File, frame_count: int) -> Loop:
    step = frame_count // SCENES
    return Loop(
        file=file,
        poster=file,
        width_px=1920,
        height_px=640,
        fps=25,
        frame_count=frame_count,
        scenes=tuple(
            Scene(
                start_frame=step * number,
                frame_count=step,
                slot_id=str(number),
                item_key=f"muc-{number}",
                titles={"vi": f"Mục số {number} của chương trình"},
                faces=(),
            )
            for number in range(SCENES)
        ),
    )


def _seconds(act: Callable[[], None]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
