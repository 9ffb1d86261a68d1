"""From a stick: the same repository in a folder, verified exactly like the network's.

`python -m player usb` leaves a request where a running player finds it, and waits for its
answer; two programs never work on one state. While none runs, it does the work itself.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path

from player.disk import read_if_there, write_whole
from player.errors import FetchError, StickRefusedError, UsbError, WrongBytesError
from player.fetching import fetch_file
from player.sources import FolderSource, Source
from player.store import Store
from release.trust import RefusedError, Trusted, UnreachableError

REQUEST, ANSWER = "usb-request", "usb-answer"


def bring_in(
    folder: Path, cluster: str, verified: Callable[[Source], Trusted], store: Store
) -> Trusted:
    """Verifies what is on the stick and copies every file. Raises UsbError."""
    if not folder.is_dir():
        raise UsbError(str(folder), "không có thư mục này", "kiểm tra lại USB")
    if (folder / cluster).is_dir():  # a stick for several gates
        folder = folder / cluster
    source = FolderSource(folder)
    try:
        trusted = verified(source)
        for document in (trusted.urgent, trusted.release):
            for file in document.files if document else ():
                fetch_file(file, source, store)
    except RefusedError as error:
        raise StickRefusedError(
            str(folder),
            f"nội dung không được xác minh ({error})",
            "không phát; giữ USB lại và gọi cho trung tâm",
        ) from error
    except UnreachableError as error:
        raise UsbError(
            str(folder),
            f"thiếu tệp ({error})",
            "xuất lại ra USB ở trung tâm, chép đủ mọi tệp",
        ) from error
    except WrongBytesError as error:
        raise StickRefusedError(
            str(folder),
            f"tệp {error.where} không đúng mã băm đã ký",
            "không phát; giữ USB lại và gọi cho trung tâm",
        ) from error
    except FetchError as error:
        raise UsbError(
            str(folder), f"{error.where}: {error.what}", error.todo
        ) from error
    return trusted


def told(trusted: Trusted) -> str:
    """What a person is told when it went well."""
    seq = trusted.release.seq if trusted.release else 0
    return f"Đã xác minh và nạp bản số {seq}."


class UsbDesk:
    """Requests and answers, as files in the player's own folder."""

    def __init__(self, folder: Path) -> None:
        self._request, self._answer = folder / REQUEST, folder / ANSWER

    def ask(self, folder: Path, timeout_seconds: float) -> str:
        """For the command: waits for the running player. Raises UsbError."""
        self._answer.unlink(missing_ok=True)
        write_whole(self._request, json.dumps(str(folder.resolve())).encode())
        deadline = time.monotonic() + timeout_seconds
        while time.monotonic() < deadline:
            if content := read_if_there(self._answer):
                answer = json.loads(content)
                if "error" in answer:
                    raise UsbError(*answer["error"])
                return str(answer["done"])
            time.sleep(0.1)
        raise UsbError(str(folder), "đầu phát không trả lời", "xem trang trạng thái")

    def take_request(self) -> Path | None:
        """For the player: what is asked, once."""
        content = read_if_there(self._request)
        if content is None:
            return None
        self._request.unlink(missing_ok=True)
        try:
            return Path(str(json.loads(content)))
        except ValueError:
            return None

    def answer(self, done: str) -> None:
        write_whole(self._answer, json.dumps({"done": done}).encode())

    def refuse(self, error: UsbError) -> None:
        words = [error.where, error.what, error.todo]
        write_whole(self._answer, json.dumps({"error": words}).encode())
