"""A player at the end of a line, without a network: what an ASGI server would hand it."""

import asyncio
from typing import Any

from hub.devices.nudging import PATH, Nudging


class Ear:
    """Opens a line, collects what is said, and can hang up."""

    def __init__(self, nudging: Nudging, token: Any, **scope: Any) -> None:
        header = (b"authorization", f"Bearer {token}".encode())
        self._scope = {
            "type": "http",
            "method": "GET",
            "path": PATH,
            "headers": [header] if token else [],
            **scope,
        }
        self._nudging = nudging
        self._gone = asyncio.Event()
        self._changed = asyncio.Condition()
        self.status = 0
        self.said = b""
        self.is_over = False
        self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        await self._nudging(self._scope, self._receive, self._send)
        async with self._changed:
            self.is_over = True
            self._changed.notify_all()

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        async with self._changed:
            self.status = message.get("status", self.status)
            self.said += message.get("body", b"")
            self._changed.notify_all()

    async def hears(self, words: bytes) -> bytes:
        """All that was said, once `words` are among it."""
        async with self._changed, asyncio.timeout(20):
            await self._changed.wait_for(lambda: words in self.said)
        return self.said

    async def is_refused(self) -> int:
        await self.ends()
        return self.status

    async def ends(self) -> None:
        async with self._changed, asyncio.timeout(20):
            await self._changed.wait_for(lambda: self.is_over)

    def hang_up(self) -> None:
        self._gone.set()
