"""The address at which any tus client can upload, and go on after a break.

Only the owner of an upload knows of it: for all others there is none.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import http_date
from django.views import View

from hub.contributions import protocol, vault
from hub.contributions.actions import begin_upload, remove_upload, take_piece
from hub.contributions.models import Upload
from hub.contributions.protocol import ProtocolError
from hub.contributions.queries import agencies_of, uploads_of
from hub.media.actions import HOUSE_LANGUAGE


class TusView(View):
    """What all requests of the protocol share."""

    http_method_names = ["options", "get", "head", "post", "patch", "delete"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        method = protocol.method_of(request.method or "", request.headers)
        with translation.override(HOUSE_LANGUAGE):
            try:
                answer = self._answer(request, method, *args, **kwargs)
            except ProtocolError as error:
                answer = HttpResponse(
                    f"{error}\n",
                    status=error.status,
                    content_type="text/plain; charset=utf-8",
                )
                if error.status == 412:
                    answer["Tus-Version"] = protocol.VERSION
        answer["Tus-Resumable"] = protocol.VERSION
        answer["Cache-Control"] = "no-store"
        return answer

    def _answer(
        self, request: HttpRequest, method: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if method == "OPTIONS":
            return _abilities()
        if not request.user.is_authenticated:
            raise ProtocolError(401, "Sign in first.")
        if not agencies_of(request.user):
            raise ProtocolError(403, "No agency has given you a right to hand in.")
        if method != "GET":
            protocol.check_version(request.headers)
        handler = getattr(self, method.lower(), self.http_method_not_allowed)
        answer: HttpResponse = handler(request, *args, **kwargs)
        return answer


class UploadsView(TusView):
    def get(self, request: HttpRequest) -> HttpResponse:
        """Ours, beside the protocol: what the page asks when it is opened again."""
        rows = [_told(upload) for upload in uploads_of(request.user)]
        return JsonResponse({"uploads": rows})

    def post(self, request: HttpRequest) -> HttpResponse:
        size = protocol.parse_length(request.headers)
        metadata = protocol.parse_metadata(request.headers)
        name = metadata.get("filename") or metadata.get("name") or ""
        upload = begin_upload(request.user, name, size, metadata)
        answer = HttpResponse(status=201)
        answer["Location"] = request.build_absolute_uri(address_of(upload))
        answer["Upload-Expires"] = http_date(upload.expires_at.timestamp())
        return answer


class UploadView(TusView):
    def head(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        upload = _find(request, pk)
        answer = HttpResponse()
        answer["Upload-Offset"] = str(_offset(upload))
        answer["Upload-Length"] = str(upload.size_bytes)
        answer["Upload-Expires"] = http_date(upload.expires_at.timestamp())
        return answer

    def patch(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        upload = _find(request, pk)
        protocol.check_chunk_type(request.headers)
        offset = protocol.parse_offset(request.headers)
        checksum = protocol.parse_checksum(request.headers)
        length = protocol.parse_piece_length(request.headers)
        size = take_piece(upload, offset, request.read, length, checksum)
        answer = HttpResponse(status=204)
        answer["Upload-Offset"] = str(size)
        answer["Upload-Expires"] = http_date(upload.expires_at.timestamp())
        return answer

    def delete(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        remove_upload(_find(request, pk))
        return HttpResponse(status=204)


def address_of(upload: Upload) -> str:
    return reverse("contributions:upload", args=[upload.pk])


def _find(request: HttpRequest, pk: UUID) -> Upload:
    upload = uploads_of(request.user).filter(pk=pk).first()
    if upload is None:
        raise ProtocolError(404, "There is no such upload.")
    return upload


def _offset(upload: Upload) -> int:
    return vault.size_of(vault.upload_path(upload.file_name))


def _told(upload: Upload) -> dict[str, Any]:
    return {
        "id": str(upload.pk),
        "address": address_of(upload),
        "name": upload.name,
        "size": upload.size_bytes,
        "offset": _offset(upload),
        "modified": upload.metadata.get("modified", ""),
    }


def _abilities() -> HttpResponse:
    answer = HttpResponse(status=204)
    answer["Tus-Version"] = protocol.VERSION
    answer["Tus-Extension"] = protocol.EXTENSIONS
    answer["Tus-Checksum-Algorithm"] = ",".join(protocol.ALGORITHMS)
    answer["Tus-Max-Size"] = str(settings.UPLOAD_MAX_BYTES)
    return answer
