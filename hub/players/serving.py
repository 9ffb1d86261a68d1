"""A player's picture as an HTTP answer."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from hub.players.pictures import Picture

# It comes from a machine at a gate: whatever it holds, a browser runs nothing of it.
NOTHING_RUNS = "default-src 'none'; sandbox"


def answer_with_picture(request: HttpRequest, picture: Picture) -> HttpResponseBase:
    etag = quote_etag(picture.digest)
    answer = get_conditional_response(request, etag=etag) or HttpResponse(
        picture.content, content_type="image/jpeg"
    )
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Security-Policy"] = NOTHING_RUNS
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
