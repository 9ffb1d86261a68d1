"""`manage.py run_demo`: everything the demo needs, until Ctrl-C. `make run` calls it."""

import signal
import socket
import subprocess
import sys
import threading
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hub.demo import programs, walls
from hub.demo.loading.people import ACCOUNTS, PASSWORD
from hub.demo.processes import Child, Family
from hub.demo.progress import RendererNews
from hub.demo.trust import SocketTooLongError, found_repositories
from release.demo import DEMO_PIN

LOOK_SECONDS = 0.5
HEALTH_TIMEOUT_SECONDS = 2


class Command(BaseCommand):
    help = "Migrates, loads the demo province and runs all that a province would run."
    requires_system_checks: list[
        str
    ] = []  # the programs that it starts check themselves

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Set DEMO=on: this opens accounts with known passwords.")
        hub, renderer = settings.HUB_BASE_URL, settings.RENDERER_URL
        for address in (hub, renderer):
            _refuse_busy_port(address)
        _run("migrate", "--verbosity=0")
        _run("load_demo")
        try:
            self._say(found_repositories())
        except SocketTooLongError as error:
            raise CommandError(str(error)) from error
        family = Family([programs.hub(hub), programs.signer()], say=self._say)
        ending = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: ending.set())
        try:
            self._watch(family, ending, hub, renderer)
        finally:
            self._say("Đang dừng…")
            family.end()

    def _watch(
        self, family: Family, ending: threading.Event, hub: str, renderer: str
    ) -> None:
        """The others start when the hub answers; then everything is kept alive."""
        renderer_news = RendererNews(settings.LOOPS_DIR / "status.json")
        renderer_news.forget()
        is_greeted = False
        while not ending.is_set():
            family.keep_alive()
            if not is_greeted and _is_healthy(hub):
                is_greeted = True
                family.children += [
                    programs.worker(),
                    programs.clock(),
                    programs.renderer(renderer, hub),
                    programs.first_releases(),
                    *self._players(),
                ]
                self._greet(hub)
            for news in renderer_news.look() if is_greeted else []:
                self._say(news)
            ending.wait(LOOK_SECONDS)
        renderer_news.close()

    def _players(self) -> list[Child]:
        if not walls.can_play():
            self._say(walls.NO_MPV)
            return []
        players = [programs.player(config) for config in walls.set_up_players()]
        return [programs.nudges(walls.nudges_address()), *players]

    def _greet(self, hub: str) -> None:
        self._say(f"\n  Tường màn hình   {hub}/screens/")
        self._say(f"  Soạn và duyệt    {hub}/cms/")
        self._say(f"  Báo, đài gửi bài {hub}/gui/")
        self._say(f"  GraphQL          {hub}/graphql\n")
        self._say(f"  Tài khoản dùng thử (chỉ trên máy này), mật khẩu {PASSWORD}:")
        for account in ACCOUNTS:
            self._say(f"    {account.username:<20} {account.title}")
        self._say(f"\n  Thư gửi đi nằm ở {settings.DATA_DIR / 'mails'}")
        self._say(f"  Mã PIN khi duyệt phát: {DEMO_PIN}")
        self._say("\n  Ctrl-C để dừng.\n")

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _run(*arguments: str) -> None:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    done = subprocess.run(command, check=False)  # noqa: S603 - our own program
    if done.returncode:
        raise CommandError(f"“manage.py {arguments[0]}” failed; see above.")


def _refuse_busy_port(address: str) -> None:
    parts = urlsplit(address)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((parts.hostname, parts.port))
        except OSError as error:
            raise CommandError(
                f"Cổng {parts.port} đang bận. Dừng chương trình đang dùng cổng đó,"
                f" hoặc chọn cổng khác: make run PORT={(parts.port or 0) + 10}"
            ) from error


def _is_healthy(hub: str) -> bool:
    try:
        answer = requests.get(f"{hub}/healthz", timeout=HEALTH_TIMEOUT_SECONDS)
    except requests.RequestException:
        return False
    return answer.status_code == HTTPStatus.OK
