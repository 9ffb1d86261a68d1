"""From “Phát ngay” to the frame on a player: a whole province, on a good line and a bad one.

Hub, renderer, signing process and nudges stand on one side of a line, a player with mpv on
the other: two network namespaces (`bench.line`). A message is drawn, looked at for as long
as it takes to type a PIN, and sent; the player's own log says when its frames were seen.

`python -m bench.urgent FOLDER` is one side, run in its namespace.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from bench.playerlog import PlayerLog

ROOT = Path(__file__).parents[1]
HUB, THERE = "10.88.0.1", "ttdn-gate"
PORT, CLUSTER = 8000, "ck-lao-cai"
EVER = datetime(2000, 1, 1, tzinfo=UTC)
TEXTS = {
    "vi": {
        "title": "CẢNH BÁO LŨ SÔNG HỒNG",
        "body": "Nước sông Hồng đang lên nhanh. Không xuống bờ sông. Cần cứu nạn gọi 112.",
    },
    "en": {
        "title": "FLOOD WARNING: RED RIVER",
        "body": "The Red River is rising fast. Keep away from the river bank. Call 112.",
    },
    "zh-hans": {
        "title": "红河洪水预警",
        "body": "红河水位正在快速上涨。请勿靠近河岸。求救请拨打112。",
    },
}
TIMES = 12
# Nobody types a PIN sooner after the pictures have come.
LOOKED_AT_SECONDS = 10.0
PATIENCE_SECONDS = 300.0
LINES = {"lan": (1.0, 0.0), "far": (150.0, 0.05)}
STEPS = ("publish", "verify", "show", "whole")


def measure_urgent(folder: Path) -> dict[str, float | None]:
    """Seconds, by `urgent_<line>_<step>`; the whole as its 95th percentile."""
    names = [f"urgent_{line}_{step}_s" for line in LINES for step in STEPS]
    if os.geteuid() or not Path("/dev/net/tun").exists():
        return dict.fromkeys(names)
    found: dict[str, float | None] = {}
    for line, (delay_ms, loss) in LINES.items():
        with _namespaces(delay_ms, loss) as here:
            at = folder / f"urgent-{line}"
            command = [*here, sys.executable, "-m", "bench.urgent", str(at)]
            done = subprocess.run(  # noqa: S603
                command, check=True, stdout=subprocess.PIPE, cwd=ROOT
            )
        told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        found |= {f"urgent_{line}_{step}_s": told[step] for step in STEPS}
    return found


@contextmanager
def _namespaces(delay_ms: float, loss: float) -> Iterator[Sequence[str]]:
    """Two machines and the line; how a program is run on the first."""
    names = ("ttdn-centre", THERE)
    with ExitStack() as undone:
        for name in names:
            _ip("netns", "add", name)
            undone.callback(_ip, "netns", "delete", name)
            _ip("-n", name, "link", "set", "lo", "up")
        command = [sys.executable, "-m", "bench.line", *names]
        command += [f"--delay-ms={delay_ms}", f"--loss={loss}"]
        line = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)  # noqa: S603
        undone.callback(line.kill)
        assert line.stdout is not None
        assert line.stdout.readline() == b"ready\n"
        yield ("ip", "netns", "exec", names[0])


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)  # noqa: S603, S607


def _set_up(folder: Path) -> None:
    folder.mkdir(parents=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "DATA_DIR": str(folder),
        "DEMO": "on",
        "PORT": str(PORT),
        "HUB_BASE_URL": f"http://{HUB}:{PORT}",
        "ALLOWED_HOSTS": f"{HUB},127.0.0.1",
        "LOG_LEVEL": "WARNING",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_demo")


@contextmanager
def _running(folder: Path) -> Iterator[PlayerLog]:
    """The province on this side, one player on the other, a release on air."""
    from django.conf import settings

    from hub.demo import programs, walls
    from hub.demo.processes import Child, Family
    from hub.demo.trust import found_repositories

    found_repositories()
    family = Family(
        [
            programs.hub(settings.HUB_BASE_URL),
            programs.signer(),
            programs.nudges(walls.nudges_address()),
            programs.renderer(settings.RENDERER_URL, settings.HUB_BASE_URL),
        ],
        say=lambda _: None,
    )
    config = next(one for one in walls.set_up_players() if one.parent.name == CLUSTER)
    player = programs.player(config)
    there = Child(player.name, ["ip", "netns", "exec", THERE, *player.arguments])
    family.children.append(there)
    try:
        family.keep_alive()
        _eventually(_put_on_air)
        yield PlayerLog(config.parent / "data")
    finally:
        family.end()


def _put_on_air() -> bool:
    """The first release of the cluster, once its loops are rendered."""
    from django.utils import timezone

    from hub.displays.models import Cluster
    from hub.playout.actions import ApprovalRefusedError, approve, look_for_candidates
    from hub.playout.queries import on_air, open_candidate
    from release.demo import DEMO_PIN

    now, cluster = timezone.now(), Cluster.objects.get(code=CLUSTER)
    look_for_candidates(now)
    if not on_air(cluster) and (waiting := open_candidate(cluster)):
        with suppress(
            ApprovalRefusedError
        ):  # the signing process may still be starting
            approve(waiting.pk, _sender(), DEMO_PIN, waiting.digests, now)
    return on_air(cluster) is not None


def _send_once(player: PlayerLog, number: int) -> dict[str, float]:
    """One message from its preview to the wall, and back again."""
    message, seen = _drawn_message(number)
    time.sleep(LOOKED_AT_SECONDS)  # people read and type meanwhile
    began = datetime.now(UTC)
    _send(message, seen)
    published = datetime.now(UTC)
    shown = _eventually(lambda: player.switched_to("interrupt", began))
    verified = player.verified_at(began)
    _recall(message)
    _eventually(lambda: player.switched_to("scheduled", shown))
    return {
        "publish": (published - began).total_seconds(),
        "verify": (verified - published).total_seconds(),
        "show": (shown - verified).total_seconds(),
        "whole": (shown - began).total_seconds(),
    }


def _drawn_message(number: int) -> tuple[int, list[str]]:
    from django.utils import timezone

    from hub.displays.models import Cluster
    from hub.urgent.composing import Entered, draw, save_message
    from hub.urgent.queries import meant

    now = timezone.now()
    entered = Entered(
        level="critical",
        category="Geo",
        directive_number=f"{number}/CĐ-UBND",
        directive_date=now.date(),
        directive_body="UBND tỉnh",
        wants_sound=False,
        is_drill=False,
        ends_at=now + timedelta(hours=1),
        texts=TEXTS,
    )
    clusters = list(Cluster.objects.filter(code=CLUSTER))
    message = save_message(entered, clusters, _sender())
    targets = draw(message, now)
    assert not any(one.trouble for one in targets), targets[0].trouble
    return message.pk, sorted(meant(message, targets))


def _send(message: int, seen: list[str]) -> None:
    from django.utils import timezone

    from hub.urgent.sending import send
    from release.demo import DEMO_PIN

    outcome = send(message, _sender(), DEMO_PIN, seen, timezone.now())
    assert not outcome.failed, outcome.words


def _recall(message: int) -> None:
    from django.utils import timezone

    from hub.displays.models import Cluster
    from hub.urgent.sending import recall
    from release.demo import DEMO_PIN

    clusters = list(Cluster.objects.filter(code=CLUSTER).values_list("pk", flat=True))
    now = timezone.now()
    recall(message, clusters, _sender(), DEMO_PIN, now, reason="Đo thời gian")


def _sender() -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(username="demo-duyet")


def _eventually[Found](look: Callable[[], Found | None]) -> Found:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come about")


def _told(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The middle of each step, the 95th percentile of the whole."""
    steps = {name: median(run[name] for run in runs) for name in STEPS}
    wholes = sorted(run["whole"] for run in runs)
    steps["whole"] = wholes[-(-len(wholes) * 95 // 100) - 1]
    return steps


def main() -> None:
    folder = Path(sys.argv[1])
    _set_up(folder)
    with _running(folder) as player:
        _eventually(lambda: player.switched_to("scheduled", EVER))
        _send_once(player, 0)  # nothing is warm before
        runs = [_send_once(player, number + 1) for number in range(TIMES)]
    sys.stdout.write(json.dumps(_told(runs)) + "\n")


if __name__ == "__main__":
    main()
