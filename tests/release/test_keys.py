"""Keys at rest: their owner's PIN opens them, and guessing is slow."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from release.errors import SigningKeyError
from release.keys import Purpose, key_name, make_key, read_key, unlock
from release.sealing import Cost
from release.tries import FREE_TRIES, LONGEST_WAIT, wait_after
from tests.release.rooms import START

PIN = "lan-9-bat-ca"
CHEAP = Cost(n=2, p=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    make_key(tmp_path, "lan", Purpose.APPROVE, PIN, cost=CHEAP)
    return tmp_path / key_name("lan", Purpose.APPROVE)


def refused(path: Path, pin: str, seconds: float = 0) -> SigningKeyError:
    with pytest.raises(SigningKeyError) as caught:
        unlock(path, pin, START + timedelta(seconds=seconds))
    return caught.value


def test_the_right_pin_opens_a_key_that_signs(path: Path) -> None:
    signer = unlock(path, PIN, START)

    signature = signer.sign(b"loop")

    read_key(path).key.verify_signature(signature, b"loop")


def test_a_key_lies_sealed_and_readable_by_its_user_alone(path: Path) -> None:
    assert b"PRIVATE" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


def test_a_usual_seal_is_dear(tmp_path: Path) -> None:
    make_key(tmp_path, "lan", Purpose.APPROVE, PIN)

    sealed = read_key(tmp_path / "lan.approve.key").sealed

    assert sealed is not None
    assert sealed.cost.n * sealed.cost.p >= 3 * 2**15


def test_a_wrong_pin_is_refused_and_counted(path: Path) -> None:
    first, second = refused(path, "wrong-one"), refused(path, "wrong-two")

    assert (first.code, second.code) == ("wrong_pin", "wrong_pin")
    assert "2" in str(first)
    assert "1" in str(second)


def test_after_three_wrong_pins_even_the_right_one_waits(path: Path) -> None:
    for _ in range(FREE_TRIES - 1):
        refused(path, "wrong-one")
    assert refused(path, "wrong-one").code == "wrong_pin_wait"

    assert refused(path, PIN, seconds=29).code == "wait"
    assert refused(path, "wrong-one", seconds=30).code == "wrong_pin_wait"
    assert refused(path, PIN, seconds=89).code == "wait"
    unlock(path, PIN, START + timedelta(seconds=90))
    assert refused(path, "wrong-one", seconds=91).code == "wrong_pin"


def test_the_wait_grows_up_to_an_hour() -> None:
    waits = [wait_after(failures) for failures in range(200)]

    assert waits[:5] == [timedelta(seconds=one) for one in (0, 0, 0, 30, 60)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_a_try_that_is_cut_off_counts(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCutError(BaseException):
        pass

    def cut(*_: object) -> None:
        raise PowerCutError

    monkeypatch.setattr("release.keys.OPENERS", {"sealed": cut})
    for _ in range(FREE_TRIES):
        with pytest.raises(PowerCutError):
            unlock(path, "wrong-one", START)
    monkeypatch.undo()

    assert refused(path, PIN).code == "wait"


def test_a_clock_set_back_does_not_lengthen_the_wait(path: Path) -> None:
    for _ in range(FREE_TRIES):
        refused(path, "wrong-one", seconds=86400)

    assert refused(path, PIN, seconds=0).code == "wait"
    unlock(path, PIN, START + timedelta(seconds=30))


@pytest.mark.parametrize("field", ["owner", "purpose", "keyid"])
def test_a_key_whose_label_was_exchanged_does_not_open(path: Path, field: str) -> None:
    document = json.loads(path.read_text())
    other = {"owner": "minh", "purpose": "urgent", "keyid": "0" * 64}
    path.write_text(json.dumps({**document, field: other[field]}))

    assert refused(path, PIN).code == "wrong_pin"


def test_a_damaged_key_file_is_named(path: Path) -> None:
    path.write_bytes(bytes(200))

    assert refused(path, PIN).code == "key_unreadable"


def test_a_seal_that_would_take_all_memory_is_not_tried(path: Path) -> None:
    document = json.loads(path.read_text())
    document["sealed"]["cost"]["n"] = 2**40
    path.write_text(json.dumps(document))

    assert refused(path, PIN).code == "key_unreadable"


def test_a_token_that_is_not_there_is_refused_in_words(path: Path) -> None:
    document = json.loads(path.read_text())
    token = {"kept": "token", "sealed": None, "token": "hsm:2?label=lan"}
    path.write_text(json.dumps({**document, **token}))

    assert refused(path, PIN).code == "token_absent"


def test_a_key_is_never_overwritten(path: Path) -> None:
    before = path.read_bytes()

    with pytest.raises(SigningKeyError) as caught:
        make_key(path.parent, "lan", Purpose.APPROVE, PIN, cost=CHEAP)

    assert caught.value.code == "key_exists"
    assert path.read_bytes() == before


@pytest.mark.parametrize("pin", ["", "1234567", "11111111", "12121212"])
def test_a_weak_pin_is_refused(tmp_path: Path, pin: str) -> None:
    with pytest.raises(SigningKeyError) as caught:
        make_key(tmp_path, "lan", Purpose.APPROVE, pin, cost=CHEAP)

    assert caught.value.code == "weak_pin"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "owner", ["", "../lan", "lán", "lan/x", ".lan", "lan*", "a" * 65]
)
def test_an_owner_that_cannot_be_a_file_name_is_refused(
    tmp_path: Path, owner: str
) -> None:
    with pytest.raises(SigningKeyError) as caught:
        make_key(tmp_path, owner, Purpose.APPROVE, PIN, cost=CHEAP)

    assert caught.value.code == "key_name"
