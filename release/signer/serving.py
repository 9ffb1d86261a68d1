"""The signer's socket: local, one question at a time, no network at all."""

import logging
import os
import socket
import sys
from pathlib import Path

from release.errors import ReleaseError, SigningError
from release.signer.protocol import (
    Answer,
    AskKeys,
    parse_question,
    receive,
    refuse,
    send,
)
from release.signer.room import SigningRoom

logger = logging.getLogger(__name__)

QUESTION_SECONDS = 10.0


def forbid_network() -> None:
    """From here on this process can open no socket but local ones, whoever asks."""

    def _refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.__new__" and arguments[1] not in (socket.AF_UNIX, -1):
            raise PermissionError("the signing process has no network")

    sys.addaudithook(_refuse)


def listen(path: Path) -> socket.socket:
    """For its own user and group. What a dead signer left there is taken away."""
    path.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o117)
    try:
        listening.bind(str(path))
    finally:
        os.umask(before)
    listening.listen(16)
    return listening


def serve(listening: socket.socket, room: SigningRoom) -> None:
    """For ever. No question, however wrong, ends it."""
    while True:
        connection, _ = listening.accept()
        with connection:
            connection.settimeout(QUESTION_SECONDS)
            try:
                answer = _answer(connection, room)
                send(connection, answer.model_dump_json().encode())
            except OSError as error:
                logger.warning("nobody waited for the answer: %s", error)


def _answer(connection: socket.socket, room: SigningRoom) -> Answer:
    try:
        question = parse_question(receive(connection))
        if isinstance(question, AskKeys):
            return room.show_keys()
        return room.sign(question)
    except ReleaseError as error:
        logger.warning("refused: %s: %s", error.code, error)
        return refuse(error)
    except (ConnectionError, TimeoutError):
        raise
    except Exception:
        logger.exception("failed; nothing was signed")
        return refuse(SigningError("signer_fault"))
