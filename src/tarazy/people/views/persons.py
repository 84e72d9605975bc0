from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from tarazy.base.pages import render
from tarazy.base.permissions import can, require, requires, signed_in
from tarazy.people import actions, queries
from tarazy.people.choices import ConsentPurpose
from tarazy.people.forms import NameForm, PersonSearch
from tarazy.people.models import Consent, Person

ON_A_PAGE = 50


@requires("people.view_directory")
def directory(request: HttpRequest) -> HttpResponse:
    """The people of the network who agreed to be found in it."""
    search = PersonSearch(request.GET or None)
    text = search.cleaned_data["text"] if search.is_valid() else ""
    pages = Paginator(queries.directory(request.user, text), ON_A_PAGE)
    return render(
        request,
        "people/directory.html",
        pages.get_page(request.GET.get("page")),
        search=search,
        may_invite=can(request.user, "people.manage_members"),
    )


@signed_in
def person_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One person: roles, and for those who may see them consents and qualifications."""
    person = _visible(request, public_id)
    return render(request, "people/person.html", queries.person_page(request.user, person))


@signed_in
def own_page(request: HttpRequest) -> HttpResponse:
    """The way to one's own page; an account without a person is told what that means."""
    person = queries.person_of(request.user)
    return redirect(person) if person else render(request, "people/nobody.html")


@signed_in
def person_rename(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct a name."""
    person = _visible(request, public_id)
    require(request.user, "people.change_person", person)
    initial = {"given_name": person.given_name, "family_name": person.family_name}
    form = NameForm(request.POST or None, initial=initial)
    if form.is_valid():
        return redirect(actions.rename_person(actor=request.user, person=person, **form.cleaned_data))
    return render(request, "people/person_name.html", person, form=form)


@signed_in
@require_POST
def consent_giving(request: HttpRequest, public_id: str, purpose: ConsentPurpose) -> HttpResponse:
    """Give one consent."""
    person = _visible(request, public_id)
    actions.give_consent(actor=request.user, person=person, purpose=purpose, language=get_language() or "kk")
    return redirect(person)


@signed_in
@require_POST
def consent_withdrawal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Withdraw one consent."""
    consent = get_object_or_404(
        Consent.objects.standing().visible_to(request.user).select_related("person"), public_id=public_id
    )
    actions.withdraw_consent(actor=request.user, consent=consent)
    return redirect(consent.person)


def _visible(request: HttpRequest, public_id: str) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.user), public_id=public_id)
