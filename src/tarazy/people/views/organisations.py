from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from tarazy.base.forms import Reason, performed, translated
from tarazy.base.pages import render
from tarazy.base.permissions import can, public, require, requires, signed_in
from tarazy.people import actions, queries
from tarazy.people.choices import OrganisationKind, OrganisationState
from tarazy.people.forms import OrganisationForm, Search
from tarazy.people.models import Organisation

ON_A_PAGE = 50


@public
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The organisations that the visitor may see."""
    search = Search(request.GET or None)
    asked = queries.OrganisationFilter(**search.cleaned_data) if search.is_valid() else queries.OrganisationFilter()
    pages = Paginator(queries.organisations(request.user, asked), ON_A_PAGE)
    return render(
        request,
        "people/organisations.html",
        pages.get_page(request.GET.get("page")),
        search=search,
        may_add=can(request.user, "people.add_organisation"),
    )


@public
def organisation_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One organisation, with the people of it that the visitor may see."""
    organisation = _visible(request, public_id)
    return render(request, "people/organisation.html", queries.organisation_page(request.user, organisation))


@requires("people.add_organisation")
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Enter an organisation."""
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        added = performed(
            form,
            lambda: actions.add_organisation(
                actor=request.user,
                name=translated(form, "name"),
                description=translated(form, "description"),
                kind=OrganisationKind(form.cleaned_data["kind"]),
                regions=form.cleaned_data["regions"],
                is_listed=form.cleaned_data["is_listed"],
            ),
        )
        if added is not None:
            return redirect(added)
    return render(request, "people/organisation_form.html", form=form, organisation=None)


@signed_in
def organisation_change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change what is said about an organisation."""
    organisation = _visible(request, public_id)
    require(request.user, "people.change_organisation", organisation)
    form = OrganisationForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        changed = performed(
            form,
            lambda: actions.change_organisation(
                actor=request.user,
                organisation=organisation,
                name=translated(form, "name"),
                description=translated(form, "description"),
                regions=form.cleaned_data["regions"],
                is_listed=form.cleaned_data["is_listed"],
            ),
        )
        if changed is not None:
            return redirect(changed)
    return render(request, "people/organisation_form.html", form=form, organisation=organisation)


@signed_in
def organisation_suspension(request: HttpRequest, public_id: str) -> HttpResponse:
    """Suspend an active organisation, or restore a suspended one."""
    organisation = _visible(request, public_id)
    require(request.user, "people.change_organisation", organisation)
    is_active = organisation.state == OrganisationState.ACTIVE
    act = actions.suspend_organisation if is_active else actions.restore_organisation
    form = Reason(request.POST or None)
    if (
        form.is_valid()
        and performed(
            form, lambda: act(actor=request.user, organisation=organisation, reason=form.cleaned_data["reason"])
        )
        is not None
    ):
        return redirect(organisation)
    return render(request, "people/organisation_suspension.html", organisation, form=form, is_active=is_active)


def _visible(request: HttpRequest, public_id: str) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.user), public_id=public_id)
