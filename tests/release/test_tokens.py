"""A key on a token signs as one in a file does, and never leaves the token."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from release.demo import found_cluster
from release.errors import SignerRefusedError
from release.format import Release, write_document
from release.keys import Purpose, key_name, read_key
from release.mandates import Mandate
from release.places import Places
from release.signer.client import SignerClient, signatures_of
from release.statement import Statement
from release.verify import ClusterVerifier
from tests.release.rooms import CLUSTER, build_release
from tests.release.serving import serve
from tests.release.signing import approve, run_signer, sign

PIN, LABEL = "4711-token-pin", "lan"
# PKCS#11 is loaded once for a process, with the tokens that there are then.
MAKE_KEY = """
import sys, pkcs11
from pkcs11 import KeyType, Attribute, Mechanism
from pkcs11.util.ec import encode_named_curve_parameters
token = pkcs11.lib(sys.argv[1]).get_token(token_label=sys.argv[2])
with token.open(rw=True, user_pin=sys.argv[3]) as session:
    curve = {Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
    session.create_domain_parameters(KeyType.EC, curve, local=True).generate_keypair(
        id=bytes([2]), store=True, label="sign",
        public_template={Attribute.PRIVATE: False},
    )
"""


@dataclass
class Token:
    """A token in software, in a folder of the test's own."""

    module: Path
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "SOFTHSM2_CONF": str(self.folder / "softhsm2.conf")}

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout + done.stderr

    def take_up(self, keys: Path, purpose: Purpose) -> str:
        return self.run(
            *(sys.executable, "-m", "release", "take-up-token"),
            *("--keys", str(keys), "--owner", LABEL, "--purpose", purpose),
            *("--pkcs11", str(self.module), "--label", LABEL),
        )


@pytest.fixture
def token(softhsm: Path, tmp_path: Path) -> Token:
    """It holds one key."""
    kept = tmp_path / "tokens"
    kept.mkdir()
    one = Token(softhsm, tmp_path)
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {kept}\n")
    made = one.run(
        *("softhsm2-util", "--init-token", "--free", "--label", LABEL),
        *("--so-pin", "so-pin-4711", "--pin", PIN),
    )
    assert "initialized" in made, made
    said = one.run(sys.executable, "-c", MAKE_KEY, str(softhsm), LABEL, PIN)
    assert said == "", said
    return one


@dataclass
class TokenDesk:
    """A signing process, and a cluster whose one approver has a token."""

    folder: Path
    client: SignerClient
    release: Release
    statement: Statement

    def sign(self, pin: str = PIN) -> list[dict[str, str]]:
        approval = approve(self.statement, self.release, LABEL)
        return sign(self.client, self.statement, self.release, approval, pin).kept


@pytest.fixture
def desk(token: Token, tmp_path: Path) -> Iterator[TokenDesk]:
    places = Places(tmp_path)
    assert "Đã nhận khóa" in token.take_up(places.signer, Purpose.APPROVE)
    found_cluster(tmp_path, CLUSTER, [LABEL], ["truong-phong"])
    release = build_release(1, pixels=b"loop", at=datetime.now(UTC))
    files = tmp_path / "files"
    files.mkdir()
    for file in release.files:
        (files / f"{file.sha256}.mp4").write_bytes(b"loop")
    repository = places.repository(CLUSTER)
    statement = repository.draw_up(Mandate.APPROVE, write_document(release))
    room = run_signer(
        tmp_path,
        tmp_path / "s",
        pkcs11=token.module,
        environment=token.environment,
    )
    with room as (client, _):
        yield TokenDesk(tmp_path, client, release, statement)


def test_what_a_token_signed_is_taken_by_a_player(desk: TokenDesk) -> None:
    places = Places(desk.folder)
    document = write_document(desk.release)

    signatures = signatures_of(desk.sign())
    places.repository(CLUSTER).publish(desk.statement, document, signatures)

    with serve(places.repositories / CLUSTER) as (_shelf, transport):
        root = places.first_root(CLUSTER).read_bytes()
        player = ClusterVerifier(desk.folder / "player", CLUSTER, root, transport)
        assert player.refresh(datetime.now(UTC)).release == desk.release


def test_a_wrong_pin_is_refused_and_after_three_there_is_a_wait(
    desk: TokenDesk,
) -> None:
    codes = []
    for pin in ("sai-1111", "sai-2222", "sai-3333", PIN):
        with pytest.raises(SignerRefusedError) as caught:
            desk.sign(pin)
        codes.append(caught.value.code)

    assert codes == ["wrong_pin", "wrong_pin", "wrong_pin_wait", "wait"]


def test_a_token_that_was_pulled_out_is_said_so_with_the_way_out(
    desk: TokenDesk, token: Token
) -> None:
    token.run("softhsm2-util", "--delete-token", "--token", LABEL)

    with pytest.raises(SignerRefusedError, match="plug it in") as caught:
        desk.sign()

    assert caught.value.code == "token_absent"


def test_a_keys_file_holds_nothing_secret_and_is_never_overwritten(
    token: Token, tmp_path: Path
) -> None:
    keys = tmp_path / "keys"
    token.take_up(keys, Purpose.APPROVE)
    path = keys / key_name(LABEL, Purpose.APPROVE)
    before = path.read_bytes()

    again = token.take_up(keys, Purpose.APPROVE)

    assert "ghi đè" in again
    assert path.read_bytes() == before
    assert read_key(path).sealed is None
    assert read_key(path).key.scheme == "ecdsa-sha2-nistp256"
