"""Who may fetch an uploaded file, by the name under which the storage keeps it.

Everybody: what a published item shows. People in the CMS: what they may choose or change
there. The renderer: what it was lent. For all others it is not there.
"""

from enum import Enum

from django.http import HttpRequest
from django.utils import timezone

from hub.content.queries import is_on_show
from hub.devices.lending import PARAMETER, is_lent
from hub.media.queries import StoredFile, stored_file
from hub.rights.gate import reachable


class Access(Enum):
    PUBLIC = "public"
    PRIVATE = "private"
    NONE = "none"


def access_to(request: HttpRequest, name: str) -> Access:
    """The number of queries does not depend on how many files or items there are."""
    file = stored_file(name)
    if file is None:
        return Access.NONE
    if file.is_for_show and is_on_show(file.of, timezone.now()):
        return Access.PUBLIC
    if is_lent(request.path, request.GET.get(PARAMETER, "")) or _may_see(request, file):
        return Access.PRIVATE
    return Access.NONE


def _may_see(request: HttpRequest, file: StoredFile) -> bool:
    user = request.user
    return user.is_authenticated and (
        reachable(type(file.of), user).filter(pk=file.of.pk).exists()
    )
