"""The programs that make up the demo, as a province would run them on its machines."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from hub.demo.processes import Child


def hub(address: str) -> Child:
    at = urlsplit(address)
    options = f"--interface wsgi --host {at.hostname} --port {at.port}"
    options += " --blocking-threads 4 --log-level warning"
    return Child("hub", _python("granian", *options.split(), "hub.wsgi:application"))


def worker() -> Child:
    return Child("worker", _manage("db_worker", "--no-reload", "-v0"))


def clock() -> Child:
    """Asks for what happens by the hour of the day; the worker does it."""
    return Child("clock", _manage("crontask", "--no-heartbeat"))


def renderer(address: str, hub_address: str) -> Child:
    at = urlsplit(address)
    folders = [
        f"--out={settings.LOOPS_DIR}",
        f"--store={settings.DATA_DIR / 'store'}",
        "--dashboard=127.0.0.1:0",
    ]
    options = f"watch --quiet --hub {hub_address} --listen {at.hostname}:{at.port}"
    return Child("renderer", _python("renderer", *options.split(), *folders))


def nudges(address: str) -> Child:
    """Open lines to the players: it tells them when to look."""
    at = urlsplit(address)
    options = [f"--host={at.hostname}", f"--port={at.port}"]
    return Child("nudges", _manage("run_nudges", *options))


def signer() -> Child:
    """Holds the keys; whoever types a PIN asks it through its socket."""
    folders = [
        f"--socket={settings.SIGNER_SOCKET}",
        f"--keys={settings.RELEASES_DIR / 'signer'}",
        f"--files={settings.LOOPS_DIR / 'files'}",
        f"--files={settings.RELEASES_DIR / 'files'}",
    ]
    return Child("signer", _python("release.signer", *folders))


def first_releases() -> Child:
    """Signs what is rendered first, in the demo's approver's name, and ends."""
    return Child("first releases", _manage("sign_first_releases"), is_lasting=False)


def player(config: Path) -> Child:
    return Child(
        f"player {config.parent.name}", _python("player", f"--config={config}")
    )


def _manage(*arguments: str) -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]


def _python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]
