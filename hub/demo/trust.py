"""The demo's keys: one step instead of a ceremony, and said loudly."""

from pathlib import Path

from django.conf import settings

from hub.demo.accounts import PREFIX
from hub.displays.models import Cluster
from hub.displays.queries import SHOWN
from hub.playout.enums import Signers
from hub.playout.queries import RIGHTS
from hub.playout.signing import has_repository
from hub.rights.enums import Right
from hub.rights.queries import holders
from release.demo import WARNING, found_cluster

# The address of a local socket has no room for more.
LONGEST_SOCKET = 100


class SocketTooLongError(Exception):
    """Says where the demo could live instead."""


def found_repositories() -> str:
    """A key for each demo account that may sign, a repository for each cluster.

    What is there is left as it is. Answers what has to be said about it. Raises
    SocketTooLongError.
    """
    if len(settings.SIGNER_SOCKET) > LONGEST_SOCKET:
        raise SocketTooLongError(
            f"Đường dẫn {settings.SIGNER_SOCKET} quá dài cho ổ cắm của bộ phận ký."
            " Chọn thư mục ngắn hơn: make run DATA_DIR=/tmp/ttdn"
        )
    for cluster in Cluster.objects.filter(status__in=SHOWN):
        approvers = _accounts(cluster, *RIGHTS[Signers.EITHER])
        senders = _accounts(cluster, Right.URGENT)
        if approvers and senders and not has_repository(cluster.code):
            found_cluster(Path(settings.RELEASES_DIR), cluster.code, approvers, senders)
    return WARNING


def _accounts(cluster: Cluster, *rights: Right) -> list[str]:
    """The demo's own alone: the PIN is known to everybody."""
    people = {
        one.get_username()
        for right in rights
        for one in holders(right, cluster=cluster.pk)
    }
    return sorted(name for name in people if name.startswith(PREFIX))
