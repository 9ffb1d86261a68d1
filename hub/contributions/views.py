"""The pages for press and agencies: handing in, what was handed in, and the months.

Outside the CMS's frame, in Vietnamese. Whose rows somebody sees: `queries`.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views import View

from hub.content.models import Topic
from hub.contributions import queries, vault
from hub.contributions.actions import Entries, keep_file, submit
from hub.contributions.archives import stream_archive
from hub.contributions.deadlines import due_before, months_before
from hub.contributions.enums import Step
from hub.contributions.forms import ContributionForm
from hub.contributions.models import Submission, SubmittedFile, Upload
from hub.contributions.names import ENDINGS
from hub.contributions.protocol import ProtocolError
from hub.contributions.receipts import receipt_pdf
from hub.displays.models import Cluster

MONTHS_BACK = 2
MONTHS_SHOWN = 6
MONTHS_IN_ARCHIVE = 24
ROWS_ON_A_PAGE = 30
# What the list of what was handed in can be narrowed by.
ASKED = ("co-quan", "thang")
ON_THE_WAY = (Step.RECEIVED, Step.APPRAISING, Step.EDITING, Step.SHOWN)
FROM_EARLIER = ("kind", "title", "body", "shown_where", "shown_on", "wished_from",
                "wished_until")  # fmt: skip


class PersonView(View):
    """For those who may hand in, and for the lead; all others are told what to do."""

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        with translation.override(settings.LANGUAGE_CODE):
            self.is_lead = queries.is_of_the_lead(request.user)
            self.own = queries.agencies_of(request.user)
            if not (self.own or self.is_lead):
                return render(
                    request, "contributions/no_right.html", self.frame(), status=403
                )
            return super().dispatch(request, *args, **kwargs)

    def frame(self, **context: Any) -> dict[str, Any]:
        return {"is_lead": self.is_lead, "may_hand_in": bool(self.own), **context}


class HandInView(PersonView):
    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.own:
            return redirect("contributions:overview")
        replaced = self._replaced(request.GET.get("thay"))
        return self._show(request, self._form(initial=_initial(replaced)), replaced)

    def post(self, request: HttpRequest) -> HttpResponse:
        replaced = self._replaced(request.POST.get("replaces"))
        form = self._form(request.POST)
        form.full_clean()  # so that what is wrong with a file can be told beside the rest
        chosen = set(request.POST.getlist("uploads"))
        chosen |= {str(upload.pk) for upload in _keep_files(request, form)}
        uploads = [one for one in self._uploads() if str(one.pk) in chosen]
        if form.is_valid():
            form.check_files(upload.name for upload in uploads)
        if not form.is_valid():
            return self._show(request, form, replaced, chosen)
        words = form.cleaned_data
        entries = {
            name: words[name] for name in Entries.__annotations__ if name in words
        }
        submission = submit(
            request.user, Entries(**entries, replaces=replaced), uploads
        )
        return redirect("contributions:submission", submission.pk)

    def _form(self, *args: Any, **kwargs: Any) -> ContributionForm:
        return ContributionForm(
            *args,
            agencies=queries.agency_choices(self.request.user),
            topics=Topic.objects.all(),
            clusters=Cluster.objects.all(),
            months=months_before(timezone.localdate(), MONTHS_BACK),
            owes=lambda agency, month: queries.minimum_of(agency, month) > 0,
            **kwargs,
        )

    def _uploads(self) -> list[Upload]:
        return [one for one in queries.uploads_of(self.request.user) if one.is_whole]

    def _replaced(self, pk: str | None) -> Submission | None:
        """What is to be replaced: one's own, and sent back."""
        if not pk or not pk.isdecimal():
            return None
        rows = queries.visible_submissions(self.request.user).filter(pk=pk)
        found = queries.followed(rows.filter(agency__in=self._own_past_and_present()))
        if not found or not found[0].can_be_replaced:
            raise Http404
        return found[0].submission

    def _own_past_and_present(self) -> set[int]:
        return queries.agencies_behind(self.own)

    def _show(
        self,
        request: HttpRequest,
        form: ContributionForm,
        replaced: Submission | None,
        chosen: set[str] | None = None,
    ) -> HttpResponse:
        now = timezone.now()
        months = months_before(timezone.localdate(now), MONTHS_SHOWN - 1)
        rows = [row for row in queries.matrix(months, now) if row.agency in self.own]
        context = self.frame(
            form=form,
            replaced=replaced,
            uploads=[
                (one, chosen is None or str(one.pk) in chosen)
                for one in self._uploads()
            ],
            rows=rows,
            due=due_before(months[0], timezone.get_default_timezone()),
            endings=",".join(f".{ending}" for ending in sorted(ENDINGS)),
            most_bytes=settings.UPLOAD_MAX_BYTES,
            texts=page_texts(),
        )
        status = 422 if form.is_bound else 200
        return render(request, "contributions/page.html", context, status=status)


class SentView(PersonView):
    """Everything that was handed in, the latest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = queries.visible_submissions(request.user)
        asked_agency, asked_month = (request.GET.get(name) for name in ASKED)
        chosen = queries.narrowed(rows, asked_agency, asked_month)
        page = Paginator(chosen, ROWS_ON_A_PAGE).get_page(request.GET.get("trang"))
        first = max(page.start_index() - 1, 0)
        months = months_before(timezone.localdate(), MONTHS_IN_ARCHIVE - 1)
        context = self.frame(
            followed=queries.followed(chosen[first : page.end_index()]),
            page=page,
            months=months,
            agencies=queries.agencies_in(rows) if self.is_lead else {},
            asked_agency=asked_agency,
            asked_month=asked_month,
        )
        return render(request, "contributions/sent.html", context)


class SubmissionView(PersonView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = queries.followed(
            queries.visible_submissions(request.user).filter(pk=pk)
        )
        if not found:
            raise Http404
        context = self.frame(
            one=found[0],
            is_own=self._is_own(found[0]),
            steps=[(step, step.label) for step in ON_THE_WAY],
        )
        return render(request, "contributions/submission.html", context)

    def _is_own(self, one: queries.Followed) -> bool:
        return one.submission.agency_id in queries.agencies_behind(self.own)


class ReceiptView(PersonView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = queries.visible_submissions(request.user).prefetch_related("files")
        submission = rows.filter(pk=pk).first()
        if submission is None:
            raise Http404
        answer = HttpResponse(receipt_pdf(submission), content_type="application/pdf")
        name = f"bien-nhan-{submission.number}.pdf"
        answer["Content-Disposition"] = f'inline; filename="{name}"'
        answer["Cache-Control"] = "private, no-store"
        return answer


class OriginalView(PersonView):
    """The file as it came, whatever was made of it since."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        rows = queries.visible_submissions(request.user)
        file = SubmittedFile.objects.filter(pk=pk, submission__in=rows).first()
        if file is None:
            raise Http404
        answer = FileResponse(
            vault.original_path(file.stored_as).open("rb"),
            as_attachment=True,
            filename=file.name,
            content_type="application/octet-stream",
        )
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        return answer


class ArchiveView(PersonView):
    """“Gói lưu của đơn vị”: one's own originals of a period, with their digests."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        first, last = (_month(request.GET.get(name)) for name in ("tu", "den"))
        rows = Submission.objects.filter(
            agency__in=queries.agencies_behind(self.own), month__range=(first, last)
        )
        name = f"goi-luu-{first:%Y-%m}-{last:%Y-%m}.zip"
        answer = StreamingHttpResponse(
            stream_archive(rows.prefetch_related("files").order_by("pk")),
            content_type="application/zip",
        )
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Cache-Control"] = "private, no-store"
        return answer


class OverviewView(PersonView):
    """Agency by month, for the lead."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.is_lead:
            raise Http404
        now = timezone.now()
        months = months_before(timezone.localdate(now), MONTHS_SHOWN - 1)
        context = self.frame(months=months, rows=queries.matrix(months, now))
        return render(request, "contributions/overview.html", context)


def page_texts() -> dict[str, str]:
    """What the page's program says. Words in braces are filled in by it."""
    return {
        "waiting": gettext("Waiting"),
        "sending": gettext("{percent}% · {speed}/s · {left} left"),
        "paused": gettext("Paused at {percent}%"),
        "broken": gettext("No connection: tried again in a moment"),
        "again": gettext("At {percent}%. Choose the same file to go on."),
        "whole": gettext("Received whole"),
        "pause": gettext("Pause"),
        "resume": gettext("Go on"),
        "remove": gettext("Remove"),
        "busy": gettext("Wait until all files are received, or remove the others."),
        "seconds": gettext("{count} s"),
        "minutes": gettext("{count} min"),
        "hours": gettext("{count} h"),
        "sent": gettext("Sending…"),
        "signed_out": gettext(
            "You are no longer signed in. Open this page again and sign in: what was "
            "sent is kept, and goes on from there."
        ),
    }


def _initial(replaced: Submission | None) -> dict[str, Any]:
    if replaced is None:
        return {"month": timezone.localdate().replace(day=1).isoformat()}
    words = {name: getattr(replaced, name) for name in FROM_EARLIER}
    return {
        **words,
        "month": replaced.month.isoformat(),
        "topic": replaced.topic_id,
        "language": replaced.locale.language_code,
        "clusters": replaced.clusters.all(),
    }


def _keep_files(request: HttpRequest, form: ContributionForm) -> list[Upload]:
    """Files that came with the form are kept before anything else can go wrong."""
    kept = []
    for file in request.FILES.getlist("files"):
        try:
            kept.append(keep_file(request.user, file))
        except ProtocolError as error:
            form.add_error(None, str(error))
    return kept


def _month(written: str | None) -> date:
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError as error:
        raise Http404 from error
