"""What a player did and when, as it lies on its disk: nothing is asked over the line."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


class PlayerLog:
    """Of the player whose data lie in this folder."""

    def __init__(self, data: Path) -> None:
        self._spool, self._log = data / "spool", data / "logs"

    def switched_to(self, rung: str, since: datetime) -> datetime | None:
        """When its canvas showed the first frame for that reason."""
        for entry in self._entries():
            at = datetime.fromisoformat(entry["at"])
            if entry["kind"] == "switch" and entry["rung"] == rung and at >= since:
                return at
        return None

    def verified_at(self, since: datetime) -> datetime:
        """When the newest urgent document came into force."""
        said = [
            line
            for path in sorted(self._log.glob("*"))
            for line in path.read_text().splitlines()
            if "in force" in line
        ]
        times = [datetime.fromisoformat(line[:23].replace(",", ".")) for line in said]
        return min(one for at in times if (one := at.astimezone(UTC)) >= since)

    def _entries(self) -> Iterator[dict[str, Any]]:
        for path in sorted(self._spool.glob("*.jsonl")):
            for line in path.read_text().splitlines():
                yield json.loads(line)["entry"]
