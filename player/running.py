"""The player's command line. Exit codes: 0 done, 2 bad input, 1 anything else.

    python -m player --config FILE
    python -m player check --config FILE
    python -m player usb FOLDER --config FILE

`verifiers` are given from outside, so that what verifies is wired in one place.
"""

import argparse
import fcntl
import logging
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from player.agent import MIB, Agent, Rhythm
from player.alarms import Alarms
from player.clock import Clock
from player.config import Config, read_config
from player.errors import ConfigError, PlayerError
from player.hub import read_token
from player.logs import set_up_logs
from player.looking import Looking, Verifiers
from player.sources import HttpSource
from player.store import Store
from player.usb import UsbDesk, bring_in, told

USB_SECONDS = 3600.0
log = logging.getLogger(__name__)

type MakeVerifiers = Callable[[Config, bytes], Verifiers]


def main(
    arguments: Sequence[str],
    make_verifiers: MakeVerifiers,
    rhythm: Rhythm = Rhythm(),  # noqa: B008 - frozen
) -> int:
    """Runs one command; every error that a person can mend is one line on stderr."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.config is None:
        parser.error("--config FILE")
    try:
        config = read_config(options.config)
        verifiers = make_verifiers(config, _read_root(config))
        if config.hub:
            read_token(config.hub.token)
        _make_folders(config)
        if options.command == "usb":
            return _usb(config, verifiers, options.folder)
        if options.command == "check":
            return _check(config, options.config)
        return _run(config, verifiers, rhythm)
    except PlayerError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _run(config: Config, verifiers: Verifiers, rhythm: Rhythm) -> int:
    with _alone(config.data) as is_alone:
        if not is_alone:
            raise ConfigError(
                str(config.data),
                "một đầu phát khác đang chạy",
                "dừng đầu phát kia trước",
            )
        set_up_logs(config.data / "logs", config.limits.log_mib * MIB)
        agent = Agent(config, verifiers, rhythm)
        ended: list[int] = []

        def leave(number: int, _: object) -> None:
            ended.append(number)
            agent.wake()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, leave)
        try:
            agent.start()
            _notify("READY=1")
            agent.run_until(lambda: bool(ended), lambda: _notify("WATCHDOG=1"))
        finally:
            agent.end()
    return 0


def _check(config: Config, path: Path) -> int:
    if shutil.which(config.video.program) is None:
        raise ConfigError(
            f"{path}: video.program",
            f"máy chưa có {config.video.program}",
            "cài mpv (gói Debian mpv) hoặc sửa mục này",
        )
    return _say(f"{path}: dùng được")


def _usb(config: Config, verifiers: Verifiers, folder: Path) -> int:
    with _alone(config.data) as is_alone:
        if not is_alone:
            return _say(UsbDesk(config.data).ask(folder, USB_SECONDS))
        clock = Clock(config.data)
        looking = Looking(
            config.cluster,
            verifiers,
            HttpSource(config.repository),
            clock,
            Alarms(clock.for_playing, lambda *_: None),
            lambda _: None,
        )
        looking.boot()
        store = Store(config.data, config.limits.free_mib * MIB)
        return _say(told(bring_in(folder, config.cluster, looking.verified, store)))


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether no other player works on this folder; while within, none begins."""
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _read_root(config: Config) -> bytes:
    try:
        return config.root.read_bytes()
    except OSError as error:
        raise ConfigError(
            str(config.root),
            f"không đọc được khóa gốc ({error.strerror})",
            "chép tệp root.json do trung tâm giao, đối chiếu mã băm trên biên bản",
        ) from error


def _make_folders(config: Config) -> None:
    try:
        config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ConfigError(
            str(config.data),
            f"không tạo được thư mục ({error.strerror})",
            "tạo thư mục và giao quyền cho người dùng của đầu phát",
        ) from error


def _notify(words: str) -> None:
    """Tells systemd, where it asked to be told."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        try:
            line.sendto(words.encode(), address.replace("@", "\0", 1))
        except OSError as error:
            log.debug("systemd does not hear: %s", error)


def _say(words: str) -> int:
    sys.stdout.write(f"{words}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m player",
        description="Đầu phát của một cụm: xác minh, tải trước, phát, báo cáo.",
    )
    parser.set_defaults(command="run")
    parser.add_argument("--config", type=Path, default=None, metavar="FILE")
    commands = parser.add_subparsers(metavar="COMMAND", dest="command")
    check = commands.add_parser("check", help="kiểm tra cấu hình")
    usb = commands.add_parser("usb", help="nạp nội dung từ USB")
    usb.add_argument("folder", type=Path, metavar="FOLDER")
    for command in (check, usb):
        command.add_argument("--config", type=Path, required=True, metavar="FILE")
    return parser
