"""Prints a table for people, and one JSON object as the last line."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.clusters import measure_clusters
from bench.comparing import measure_rivals
from bench.desk import measure_desk
from bench.memory import measure_memory
from bench.messages import measure_messages
from bench.nudges import measure_nudges
from bench.player import measure_player
from bench.players import measure_players
from bench.rendering import measure_renderer, measure_workers
from bench.urgent import measure_urgent

TABLE = {
    "wall_vs_encode": "a full render, against one encoder for the same frames",
    "wall_vs_encoder_a_core": "the same, against an encoder of its own on each core",
    "moviepy_vs_ours": "moviepy, against ours",
    "melt_vs_ours": "melt, against ours",
    "ffmpeg_vs_ours": "one ffmpeg filter graph, against ours",
    "one_slot_changed": "one slot of 20 changed, against a full render",
    "second_run": "nothing changed, against a full render",
    "second_cluster": "another cluster with the same canvases, against a full render",
    "peak_mib": "the largest process, half an hour of 1920×1080 (MiB)",
    "peak_of_all_mib": "renderer and workers together (MiB)",
    "peak_vs_tenth_of_length": "the largest process, against three minutes' loop",
    "warm_still_ms": "one still for the CMS, warm, 1920×1080 (ms)",
    "message_sapa_s": "an urgent message for Sa Pa's three faces, warm (s)",
    "message_lao_cai_s": "the same for Lào Cai's face in three languages (s)",
    "message_kim_thanh_s": "the same for Kim Thành's (s)",
    "message_check_share": "of Sa Pa's, the part that is checking",
    "message_bytes_vs_repeated": "its bytes, against stills that are repeated",
    "two_workers_speedup": "one worker's time, against two workers'",
    "home_p50_ms": "the CMS's home page, 6,000 pages written (ms)",
    "explorer_p50_ms": "an agency's hundred items in the explorer (ms)",
    "matrix_p50_ms": "the board of items and languages (ms)",
    "programme_form_p50_ms": "the form of a programme of 60 slots (ms)",
    "planner_p50_ms": "the planner of that programme (ms)",
    "graphql_p50_ms": "eight days of that programme by GraphQL (ms)",
    "nudge_open_all_s": "2,000 lines for nudges opened, tokens asked for (s)",
    "nudge_middle_ms": "publication to the middle one of 2,000 open lines (ms)",
    "nudge_last_ms": "publication to the last one (ms)",
    "nudge_mib": "the nudging process with them (MiB)",
    "nudge_kib_a_line": "each line of it (KiB)",
    "players_polls_s": "polls of 10,000 players each second, a static server",
    "players_failed": "of them not answered",
    "players_late": "of them answered after more than 5 s",
    "players_p50_ms": "half of the polls answered within (ms)",
    "players_p95_ms": "95 of 100 polls answered within (ms)",
    "players_cores": "cores that the static server was busy",
    "poll_cpu_ms": "CPU of the static server for a poll (ms)",
    "polls_s_a_core": "polls each second that a core of it carries",
    "hub_poll_cpu_ms": "CPU of the hub for a poll, when it serves them itself (ms)",
    "hub_polls_s_a_core": "polls each second that a core of the hub carries",
    "hub_failed": "of those not answered, 1,000 players",
    "cluster_found_ms": "keys and repository of a cluster, made (ms)",
    "cluster_publish_ms": "a release of a cluster drawn up, signed, published (ms)",
    "cluster_refresh_ms": "a cluster's timestamp signed anew (ms)",
    "cluster_last_vs_first": "publishing for the last ten, against the first ten",
    "cluster_kib": "a cluster's repository and online keys on disk (KiB)",
    "clusters_10000_publish_min": "10,000 clusters publish, one after the other (min)",
    "clusters_10000_refresh_min": "10,000 timestamps signed anew (min)",
    "player_mib": "a player beside its mpv, a release in force (MiB)",
    "player_slate_s": "start until mpv shows the slate, no network (s)",
    "player_loop_s": "start until it shows what was in force, no network (s)",
    "urgent_lan_publish_s": "local network: button, signature, published (s, middle)",
    "urgent_lan_verify_s": "… then heard of and verified by the player (s)",
    "urgent_lan_show_s": "… then its first frame seen by mpv (s)",
    "urgent_lan_whole_s": "all of it, 95th percentile (s)",
    "urgent_far_publish_s": "300 ms round trips, 5 % loss: published (s, middle)",
    "urgent_far_verify_s": "… then heard of and verified by the player (s)",
    "urgent_far_show_s": "… then its first frame seen by mpv (s)",
    "urgent_far_whole_s": "all of it, 95th percentile (s)",
}

# What is compared by time comes first, while a machine is still as it was.
PARTS: dict[str, Callable[[Path], Mapping[str, float | None]]] = {
    "renderer": measure_renderer,
    "messages": measure_messages,
    "workers": measure_workers,
    "rivals": measure_rivals,
    "memory": measure_memory,
    "desk": measure_desk,
    "nudges": measure_nudges,
    "clusters": measure_clusters,
    "players": measure_players,
    "player": measure_player,
    "urgent": measure_urgent,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument(
        "--folder", type=Path, help="where to work, and to leave it all"
    )
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"only these of {', '.join(PARTS)}"
    )
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        measured: dict[str, float | None] = {}
        for part in options.parts or PARTS:
            found = PARTS[part](folder)
            measured |= found
            print(f"… {found}", file=sys.stderr)
    shown = {key: meaning for key, meaning in TABLE.items() if key in measured}
    for key, meaning in shown.items():
        value = measured[key]
        print(
            f"{value:10.3f}  {meaning}"
            if value is not None
            else f"{'—':>10}  {meaning}"
        )
    print(json.dumps({key: measured[key] for key in shown}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
