"""The signing process's socket: who may ask, what is no question, and no way out."""

import json
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from release.errors import SigningError
from release.signer.client import SignerClient
from release.signer.protocol import (
    MESSAGE_LIMIT,
    receive,
)
from tests.release.signing import (
    Desk,
    ask,
)


def test_the_socket_is_for_its_own_user_and_group(desk: Desk) -> None:
    assert desk.socket.stat().st_mode & 0o777 == 0o660


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"null",
        b"\xff\xfe",
        b'{"do": "keys", "more": 1}',
        b'{"do": "dance"}',
        b'{"do": "sign", "pin": "a-secret-pin"}',
        b"[" * 100_000,
    ],
)
def test_a_message_that_is_no_question_is_refused_and_not_repeated(
    desk: Desk, message: bytes
) -> None:
    answer = ask(desk, message)

    assert answer["refused"]["code"] == "bad_request"
    assert "a-secret-pin" not in json.dumps(answer)
    assert desk.client.show_keys()


def test_a_message_without_end_is_refused_before_it_is_read(desk: Desk) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(30)
        connection.connect(str(desk.socket))
        connection.sendall(struct.pack(">I", MESSAGE_LIMIT + 1))
        answer = json.loads(receive(connection))

    assert answer["refused"]["code"] == "bad_request"


def test_a_caller_who_hangs_up_does_not_end_the_signer(desk: Desk) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(desk.socket))
        connection.sendall(b"\0\0")

    assert desk.client.show_keys()


def test_a_signer_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SigningError) as refused:
        SignerClient(tmp_path / "nowhere.sock").show_keys()

    assert refused.value.code == "signer_silent"


def test_the_signing_process_can_open_no_network_socket() -> None:
    program = (
        "import socket; from release.signer.serving import forbid_network;"
        "forbid_network(); socket.socket(socket.AF_UNIX).close();"
        "socket.socket(socket.AF_INET)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "has no network" in done.stderr
