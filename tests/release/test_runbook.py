"""The commands of the runbook are commands."""

import re
import shlex
from pathlib import Path

import pytest

from release.__main__ import build_parser

RUNBOOK = Path(__file__).parents[2] / "docs/huong-dan/khoa-ky.md"
TEXT = RUNBOOK.read_text().replace("\\\n", " ").replace("SỐ", "1000")
COMMANDS = re.findall(r"python -m release ([a-z][^`\n]*)", TEXT)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_runbook_is_understood(command: str) -> None:
    options = build_parser().parse_args(shlex.split(command))

    assert options.command == command.split(maxsplit=1)[0]


def test_every_command_stands_in_the_runbook() -> None:
    named = {command.split()[0] for command in COMMANDS}
    subparsers = build_parser()._subparsers
    assert subparsers is not None

    known = {
        name for group in subparsers._group_actions for name in (group.choices or {})
    }
    assert known - named == {"refresh"}
