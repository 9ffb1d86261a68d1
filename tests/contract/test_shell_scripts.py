"""ShellCheck reads every shell script here, and each can be started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = [
    path
    for path in sorted([*(ROOT / "bin").iterdir(), *(ROOT / ".ci").iterdir()])
    if path.is_file()
    and path.read_bytes().startswith((b"#!/bin/sh", b"#!/usr/bin/env bash"))
]

each_script = pytest.mark.parametrize(
    "script", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT))
)


def test_the_scripts_are_found():
    names = {str(path.relative_to(ROOT)) for path in SCRIPTS}

    assert {"bin/find-python", "bin/make-environment", ".ci/run"} <= names


@each_script
def test_shellcheck_finds_nothing(script):
    shellcheck = Path(sys.executable).with_name("shellcheck")

    done = subprocess.run(
        [shellcheck, script], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (0, "")


@each_script
def test_a_script_can_be_started(script):
    assert os.access(script, os.X_OK)
