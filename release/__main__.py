"""`python -m release`: what the holders of root keys and the server's keeper do by hand.

The runbook is docs/huong-dan/khoa-ky.md.
"""

import argparse
import sys
from pathlib import Path

from securesystemslib.signer import Signer

from release import ceremony
from release.asking import ask_at, ask_new_pin, say, unlock_present
from release.charters import Holders
from release.demo import WARNING, found_demo
from release.errors import ReleaseError
from release.keys import Purpose, make_key, read_key, take_up_token_key
from release.mandates import Mandate
from release.places import Places
from release.repository import ClusterRepository, utc_now
from release.signer.enrolment import write_enrolment
from release.status import describe
from release.tokens import use_module


class _Desk:
    """One command, with what was given on the command line."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._ask = ask_at(options.pin_fd)

    @property
    def _repository(self) -> ClusterRepository:
        return Places(self._options.folder).repository(self._options.cluster)

    def _signers(self) -> list[Signer]:
        return unlock_present(self._options.root_key, self._ask, utc_now())

    def make_key(self) -> None:
        options = self._options
        pin = ask_new_pin(self._ask, options.owner)
        key = make_key(options.keys, options.owner, Purpose(options.purpose), pin)
        say(f"Đã tạo khóa {options.purpose} của {options.owner}, mã khóa {key.keyid}")

    def take_up_token(self) -> None:
        options = self._options
        use_module(options.pkcs11)
        key = take_up_token_key(
            options.keys,
            options.owner,
            Purpose(options.purpose),
            options.label,
            options.number,
        )
        say(f"Đã nhận khóa trên thiết bị {options.label}, mã khóa {key.keyid}")

    def found(self) -> None:
        options = self._options
        holders = {
            Mandate.APPROVE: _holders(options.approve_due, options.approve_key),
            Mandate.URGENT: _holders(1, options.urgent_key),
        }
        roots = [read_key(path).key for path in options.root_key]
        ceremony.found(self._repository, roots, self._signers(), holders)
        self._tell_signer()

    def enrol(self) -> None:
        options = self._options
        key = read_key(options.key).key
        mandate, due = Mandate(options.mandate), options.due
        ceremony.enrol(self._repository, mandate, key, self._signers(), due=due)
        self._tell_signer()

    def revoke(self) -> None:
        mandate = Mandate(self._options.mandate)
        keyid = self._options.keyid
        ceremony.revoke(self._repository, mandate, keyid, self._signers())
        self._tell_signer()
        say("Cần ký và phát hành lại ngay nếu bản đang phát do khóa này ký.")

    def renew(self) -> None:
        ceremony.renew(self._repository, self._signers())

    def rotate_online(self) -> None:
        ceremony.rotate_online_keys(self._repository, self._signers())

    def replace_root(self) -> None:
        new = read_key(self._options.new).key
        lost = self._options.lost
        ceremony.replace_root_key(self._repository, lost, new, self._signers())

    def restore(self) -> None:
        ceremony.restore(self._repository, self._options.above, self._signers())

    def refresh(self) -> None:
        self._repository.refresh()

    def status(self) -> None:
        say(describe(self._repository, utc_now()))

    def demo(self) -> None:
        say(WARNING)
        options = self._options
        owners = dict.fromkeys(Mandate, options.owner)
        found_demo(Places(options.folder), options.cluster, owners, due=options.due)

    def _tell_signer(self) -> None:
        enrolled = ceremony.enrolments(self._repository)
        signer = Places(self._options.folder).signer
        write_enrolment(signer, self._options.cluster, enrolled)
        say(describe(self._repository, utc_now()))


def _holders(due: int, paths: list[Path]) -> Holders:
    return Holders(due, [read_key(path).key for path in paths])


def build_parser() -> argparse.ArgumentParser:
    """PINs are asked for; no option takes one."""
    parser = argparse.ArgumentParser(prog="python -m release", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    def add(name: str, text: str, *, needs_root: bool) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text)
        command.add_argument("--pin-fd", type=int, help="read PINs here, one a line")
        if needs_root:
            command.add_argument(
                "--root-key", type=Path, action="append", required=True
            )
        return command

    def at_cluster(
        name: str, text: str, *, needs_root: bool = True
    ) -> argparse.ArgumentParser:
        command = add(name, text, needs_root=needs_root)
        command.add_argument("--folder", type=Path, required=True, help="see Places")
        command.add_argument("--cluster", required=True)
        return command

    one = add("make-key", "tạo một khóa, niêm phong bằng mã PIN", needs_root=False)
    one.add_argument("--keys", type=Path, required=True)
    one.add_argument("--owner", required=True)
    one.add_argument("--purpose", choices=[str(p) for p in Purpose], required=True)

    one = add("take-up-token", "nhận một khóa trên thiết bị PKCS#11", needs_root=False)
    one.add_argument("--keys", type=Path, required=True)
    one.add_argument("--owner", required=True)
    one.add_argument("--purpose", choices=[str(p) for p in Purpose], required=True)
    one.add_argument("--pkcs11", required=True, help="thư viện của hãng")
    one.add_argument("--label", required=True, help="nhãn của thiết bị")
    one.add_argument("--number", type=int, default=2, help="số của khóa (CKA_ID)")

    one = at_cluster("found", "lập kho phát hành của một cụm")
    one.add_argument("--approve-key", type=Path, action="append", required=True)
    one.add_argument("--approve-due", type=int, required=True)
    one.add_argument("--urgent-key", type=Path, action="append", required=True)

    one = at_cluster("enrol", "công nhận một khóa ký")
    one.add_argument("--mandate", choices=[str(m) for m in Mandate], required=True)
    one.add_argument("--key", type=Path, required=True)
    one.add_argument("--due", type=int, help="số chữ ký cần có từ nay")

    one = at_cluster("revoke", "thu hồi một khóa ký")
    one.add_argument("--mandate", choices=[str(m) for m in Mandate], required=True)
    one.add_argument("--keyid", required=True)

    at_cluster("renew", "gia hạn khóa gốc và bảng ủy quyền")
    at_cluster("rotate-online", "thay khóa trực tuyến")
    one = at_cluster("replace-root", "thay một khóa gốc bị mất")
    one.add_argument("--lost", required=True, help="mã khóa bị mất")
    one.add_argument("--new", type=Path, required=True)
    one = at_cluster("restore", "nâng mọi số phiên bản sau khi khôi phục máy chủ")
    one.add_argument("--above", type=int, required=True)
    at_cluster("refresh", "ký lại dấu thời gian", needs_root=False)
    at_cluster("status", "xem tình trạng kho phát hành", needs_root=False)

    one = add("demo", "BẢN DÙNG THỬ: làm mọi việc trong một bước", needs_root=False)
    one.add_argument("--folder", type=Path, required=True)
    one.add_argument("--cluster", action="append", required=True)
    one.add_argument("--owner", action="append", required=True)
    one.add_argument("--due", type=int, default=1)
    return parser


def main() -> int:
    """0, or 2 with the reason in Vietnamese."""
    options = build_parser().parse_args()
    try:
        getattr(_Desk(options), options.command.replace("-", "_"))()
    except ReleaseError as error:
        sys.stderr.write(f"{error.vietnamese}\n({error.code}: {error})\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
