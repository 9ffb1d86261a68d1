"""Logs never fill a disk."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
import logging, pathlib, sys
from player.logs import set_up_logs
set_up_logs(pathlib.Path(sys.argv[1]), most_bytes=50_000)
for number in range(5_000):
    logging.getLogger("player.agent").info("line %d of very many", number)
"""


def test_however_much_is_logged_no_more_than_the_limit_is_kept(tmp_path):
    subprocess.run(
        [sys.executable, "-c", PROGRAM, tmp_path],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        check=True,
    )

    files = sorted(tmp_path.iterdir())
    assert len(files) == 5
    assert sum(path.stat().st_size for path in files) <= 50_000
    assert "line 4999" in (tmp_path / "player.log").read_text()
