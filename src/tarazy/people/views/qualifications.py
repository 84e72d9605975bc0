from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from tarazy.base.forms import Reason, performed
from tarazy.base.pages import render
from tarazy.base.permissions import require, requires, signed_in
from tarazy.people import actions
from tarazy.people.forms import QualificationForm
from tarazy.people.models import Person, Qualification


@requires("people.grant_qualification")
def qualification_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record that a person can be relied on for something."""
    person = get_object_or_404(Person.objects.visible_to(request.user), public_id=public_id)
    form = QualificationForm(request.POST or None)
    if (
        form.is_valid()
        and performed(form, lambda: actions.grant_qualification(actor=request.user, person=person, **form.cleaned_data))
        is not None
    ):
        return redirect(person)
    return render(request, "people/qualification_form.html", person, form=form)


@signed_in
def qualification_revocation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that a qualification no longer holds."""
    visible = Qualification.objects.visible_to(request.user).select_related("person")
    qualification = get_object_or_404(visible, public_id=public_id)
    require(request.user, "people.revoke_qualification", qualification)
    form = Reason(request.POST or None)
    if (
        form.is_valid()
        and performed(
            form,
            lambda: actions.revoke_qualification(
                actor=request.user, qualification=qualification, reason=form.cleaned_data["reason"]
            ),
        )
        is not None
    ):
        return redirect(qualification.person)
    return render(request, "people/qualification_revocation.html", qualification, form=form)
