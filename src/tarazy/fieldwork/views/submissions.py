from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from tarazy.base import files
from tarazy.base.forms import Reason, performed
from tarazy.base.pages import render
from tarazy.base.permissions import require, signed_in
from tarazy.fieldwork import actions, queries
from tarazy.fieldwork.forms import SubmissionSearch
from tarazy.fieldwork.models import Attachment, Submission
from tarazy.fieldwork.views.campaigns import visible as visible_campaign

ON_A_PAGE = 50


@signed_in
def submission_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The submissions of a campaign that the visitor may see."""
    campaign = visible_campaign(request, slug)
    search = SubmissionSearch(request.GET or None, campaign=campaign)
    asked = queries.SubmissionFilter(**search.cleaned_data) if search.is_valid() else queries.SubmissionFilter()
    pages = Paginator(queries.submissions(request.user, campaign, asked), ON_A_PAGE)
    found = pages.get_page(request.GET.get("page"))
    return render(request, "fieldwork/submissions.html", found, campaign=campaign, search=search)


@signed_in
def submission_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One submission: facts of the original, answers, flags, versions."""
    page = queries.submission_page(request.user, _visible(request, public_id))
    return render(request, "fieldwork/submission.html", page)


@signed_in
def submission_original(request: HttpRequest, public_id: str) -> HttpResponse:
    """The original, to the byte, as a file."""
    submission = _visible(request, public_id)
    response = HttpResponse(bytes(submission.original), content_type="application/xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{submission.public_id}.xml"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@signed_in
def submission_withdrawal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let a submission no longer count."""
    submission = _visible(request, public_id)
    require(request.user, "fieldwork.withdraw_submission", submission)
    form = Reason(request.POST or None)
    if (
        form.is_valid()
        and performed(
            form,
            lambda: actions.withdraw_submission(
                actor=request.user, submission=submission, reason=form.cleaned_data["reason"]
            ),
        )
        is not None
    ):
        return redirect(submission)
    return render(request, "fieldwork/submission_withdrawal.html", submission, form=form)


@signed_in
def attachment(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """A file that came with a submission."""
    found = get_object_or_404(Attachment.objects.select_related("submission", "file"), public_id=public_id)
    require(request.user, "fieldwork.view_attachment", found)
    if found.file is None:
        return HttpResponse(b"", content_type="application/octet-stream")
    return files.respond(found.file, download="download" in request.GET)


def _visible(request: HttpRequest, public_id: str) -> Submission:
    found = Submission.objects.visible_to(request.user).select_related("campaign", "form", "version", "device__user")
    return get_object_or_404(found, public_id=public_id)
