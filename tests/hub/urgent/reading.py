"""What a player reads of a cluster: verified from the root that it came with."""

import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from player.sources.folder import FolderSource
from release.format import Urgent
from release.verify import ClusterVerifier


def urgent_of(code: str, at: datetime | None = None) -> Urgent | None:
    repository = Path(settings.RELEASES_DIR) / "repositories" / code
    root = (repository / "metadata" / "1.root.json").read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        source = FolderSource(repository)
        verifier = ClusterVerifier(Path(folder), code, root, source)
        return verifier.refresh(at or timezone.now()).urgent
