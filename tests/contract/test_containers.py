"""The Dockerfile and compose.yaml are sound as far as that shows without an engine."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COPIED = [
    name
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    for name in line.split()
]
SECRETS = {"SECRET_KEY": "s" * 50, "POSTGRES_PASSWORD": "p", "HUB_HOST": "hub.example"}


def check_compose(
    program: Path, settings: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program, "--file", ROOT / "compose.yaml", "config"],
        env={"PATH": "/usr/bin:/bin", **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_hadolint_finds_nothing_in_the_dockerfile():
    hadolint = Path(sys.executable).with_name("hadolint")

    done = subprocess.run(
        [hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (0, "")


def test_what_the_image_takes_in_is_there_and_let_in():
    let_in = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)

    assert sorted(COPIED) == sorted(let_in)
    assert [name for name in COPIED if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "check"],
        ["manage.py", "db_worker", "--help"],
        ["manage.py", "crontask", "--help"],
        ["-m", "renderer", "watch", "--help"],
        ["-m", "release.signer", "--help"],
        ["-m", "player", "--help"],
    ],
    ids=["hub", "worker", "clock", "renderer", "signer", "player"],
)
def test_each_program_starts_with_nothing_but_what_the_image_takes_in(
    tmp_path, command
):
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)

    done = subprocess.run(
        [sys.executable, *command],
        cwd=tmp_path,
        env={"DATA_DIR": str(tmp_path / "data"), "SECRET_KEY": "s" * 50}
        | {"DEBUG": "off", "ALLOWED_HOSTS": "hub.example"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_compose_starts_only_targets_that_the_dockerfile_has():
    stages = re.findall(r"^FROM \S+ AS (\w+)$", DOCKERFILE, re.MULTILINE)
    targets = re.findall(r"target: (\w+)", (ROOT / "compose.yaml").read_text())

    assert set(targets) == {"hub", "worker", "renderer", "signer"}
    assert set(targets) <= set(stages)


def test_the_signer_has_no_network_and_alone_has_the_keys():
    _head, *parts = re.split(
        r"^  ([a-z-]+):$", (ROOT / "compose.yaml").read_text(), flags=re.MULTILINE
    )
    services = dict(zip(parts[::2], parts[1::2], strict=True))
    holding = {name for name, words in services.items() if "keys:/keys" in words}

    assert "network_mode: none" in services["signer"]
    assert holding == {"signer", "bring-keys"}


def test_compose_takes_the_file(docker_compose):
    done = check_compose(docker_compose, SECRETS)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_has_a_default(docker_compose, secret):
    settings = {name: value for name, value in SECRETS.items() if name != secret}

    done = check_compose(docker_compose, settings)

    assert done.returncode != 0
    assert "write it into .env" in done.stderr
