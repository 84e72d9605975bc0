from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tarazy.base.errors import DomainError
from tarazy.base.forms import performed
from tarazy.base.pages import render
from tarazy.base.permissions import require, signed_in
from tarazy.fieldwork import actions, queries
from tarazy.fieldwork.actions import MediaFile
from tarazy.fieldwork.errors import FormRefused
from tarazy.fieldwork.forms import Confirmation, ImportForm, MediaForm
from tarazy.fieldwork.models import Campaign, FormVersion
from tarazy.fieldwork.problems import Problem
from tarazy.fieldwork.views.campaigns import visible as visible_campaign


@signed_in
def form_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Import a form from a file; what is wrong with it is told by sheet and row."""
    campaign = visible_campaign(request, slug)
    require(request.user, "fieldwork.import_form", campaign)
    form = ImportForm(request.POST or None, request.FILES or None)
    problems: list[Problem] = []
    if form.is_valid():
        try:
            return redirect(_imported(request, campaign, form))
        except FormRefused as refused:
            problems = list(refused.problems)
        except DomainError as error:
            form.add_error(None, str(error))
    return render(request, "fieldwork/form_import.html", campaign, form=form, problems=problems)


@signed_in
def version_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One form version: its questions, what was doubtful, which files it waits for."""
    version = _visible(request, public_id)
    form = MediaForm()
    return render(request, "fieldwork/version.html", queries.version_page(request.user, version), form=form)


@signed_in
def version_publication(request: HttpRequest, public_id: str) -> HttpResponse:
    """Offer a draft to devices."""
    return _step(request, public_id, "fieldwork/version_publication.html", actions.publish_version)


@signed_in
def version_retirement(request: HttpRequest, public_id: str) -> HttpResponse:
    """No longer offer a version to devices."""
    return _step(request, public_id, "fieldwork/version_retirement.html", actions.retire_version)


@signed_in
def version_removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Throw a draft away."""
    version = _visible(request, public_id)
    require(request.user, "fieldwork.publish_version", version)
    form = Confirmation(request.POST if request.method == "POST" else None)
    campaign = version.form.campaign
    if (
        form.is_valid()
        and performed(form, lambda: actions.remove_draft(actor=request.user, version=version)) is not None
    ):
        return redirect(campaign)
    return render(request, "fieldwork/version_removal.html", version, form=form)


@signed_in
@require_POST
def version_media(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a draft the files that it waits for."""
    version = _visible(request, public_id)
    form = MediaForm(request.POST, request.FILES)
    if form.is_valid():
        for file in _media(form.cleaned_data["media"]):
            act = lambda file=file: actions.add_media(actor=request.user, version=version, file=file)  # noqa: E731
            if performed(form, act) is None:
                break
        else:
            return redirect(version)
    return render(request, "fieldwork/version.html", queries.version_page(request.user, version), form=form)


@signed_in
def version_xform(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form as devices get it, as a file."""
    version = _visible(request, public_id)
    response = HttpResponse(bytes(version.xform), content_type="application/xml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{version.public_id}.xml"'
    return response


def _imported(request: HttpRequest, campaign: Campaign, form: ImportForm) -> FormVersion:
    file = form.cleaned_data["file"]
    return actions.import_form(
        actor=request.user,
        campaign=campaign,
        content=file.read(),
        filename=file.name,
        media=_media(form.cleaned_data["media"]),
    )


def _step(request: HttpRequest, public_id: str, template: str, act: Any) -> HttpResponse:
    version = _visible(request, public_id)
    require(request.user, "fieldwork.publish_version", version)
    form = Confirmation(request.POST if request.method == "POST" else None)
    if form.is_valid() and performed(form, lambda: act(actor=request.user, version=version)) is not None:
        return redirect(version)
    return render(request, template, version, form=form)


def _visible(request: HttpRequest, public_id: str) -> FormVersion:
    versions = FormVersion.objects.visible_to(request.user).select_related("form__campaign")
    return get_object_or_404(versions, public_id=public_id)


def _media(uploads: list[Any]) -> list[MediaFile]:
    return [MediaFile(upload.name, upload.read()) for upload in uploads]
