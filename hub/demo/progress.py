"""What the renderer says of itself in its status file, as a progress bar."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tqdm import tqdm


@dataclass
class RendererNews:
    """Follows the status file: a bar while loops are made, a line for what changed."""

    path: Path
    _bar: "tqdm[Any] | None" = None
    _said: dict[str, str] = field(default_factory=dict)

    def forget(self) -> None:
        """Takes away what an earlier run said."""
        self.path.unlink(missing_ok=True)

    def look(self) -> list[str]:
        """Moves the bar; answers what there is to say now that was not said before."""
        status = self._read()
        if status is None:
            return []
        if status["state"] == "rendering":
            self._show(status)
        else:
            self.close()
        return self._news(status)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _read(self) -> dict[str, Any] | None:
        try:
            status = json.loads(self.path.read_bytes())
        except (OSError, ValueError):
            return None
        return status if isinstance(status, dict) else None

    def _show(self, status: dict[str, Any]) -> None:
        if self._bar is None:
            # In a log file (no terminal) the lines of news say enough.
            self._bar = tqdm(unit=" đoạn", leave=False, disable=None)
        self._bar.set_description(f"Dựng hình {status['cluster']}", refresh=False)
        self._bar.total, self._bar.n = status["total"], status["done"]
        self._bar.refresh()

    def _news(self, status: dict[str, Any]) -> list[str]:
        news = []
        for code, cluster in status["clusters"].items():
            said = f"{code}: {cluster['message'] or 'đang phát'}"
            if said != self._said.get(code):
                self._said[code] = said
                news.append(said)
        return news
