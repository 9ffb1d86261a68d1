"""Where a hub keeps what belongs to signing: one folder, the same layout everywhere.

repositories/<cluster>/     what is served to players
online/<cluster>/           the online keys
signer/                     sealed keys of approvers, and who is enrolled
root/                       only in the demo: root keys belong in a safe
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from release.online import OnlineKeys
from release.repository import ClusterRepository, utc_now


@dataclass(frozen=True)
class Places:
    """`folder` is the whole of it."""

    folder: Path

    @property
    def repositories(self) -> Path:
        return self.folder / "repositories"

    @property
    def signer(self) -> Path:
        return self.folder / "signer"

    @property
    def root(self) -> Path:
        return self.folder / "root"

    def repository(
        self, cluster: str, clock: Callable[[], datetime] = utc_now
    ) -> ClusterRepository:
        """Raises PublishError when no cluster can have that name."""
        online = OnlineKeys(self.folder / "online" / cluster)
        return ClusterRepository(self.repositories / cluster, cluster, online, clock)

    def first_root(self, cluster: str) -> Path:
        """What a player of that cluster is given when it is installed."""
        return self.repositories / cluster / "metadata" / "1.root.json"
