"""A mail server that speaks SMTP, in the test's own process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller

from tests.ports import free_port


class Box:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.address = ""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.mails.append(envelope)
        return "250 OK"

    @property
    def told(self) -> set[str]:
        """Whoever got a mail."""
        return {one for mail in self.mails for one in mail.rcpt_tos}


@contextmanager
def a_mail_server() -> Iterator[Box]:
    box = Box()
    controller = Controller(
        box, hostname="127.0.0.1", port=free_port(), ready_timeout=60
    )
    controller.start()
    box.address = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield box
    finally:
        controller.stop()
