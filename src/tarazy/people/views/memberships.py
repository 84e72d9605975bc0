from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tarazy.base.forms import Reason, performed
from tarazy.base.pages import render
from tarazy.base.permissions import require, requires, signed_in
from tarazy.people import actions
from tarazy.people.choices import Role
from tarazy.people.forms import InvitationForm
from tarazy.people.invitations import invite_person
from tarazy.people.models import Membership


@requires("people.manage_members")
def invitation_new(request: HttpRequest) -> HttpResponse:
    """Invite someone into a role; they get a letter in their language."""
    form = InvitationForm(request.POST or None, actor=request.user, initial={"language": get_language()})
    if (
        form.is_valid()
        and performed(
            form,
            lambda: invite_person(actor=request.user, **{**form.cleaned_data, "role": Role(form.cleaned_data["role"])}),
        )
        is not None
    ):
        messages.success(request, _("The invitation is on its way."))
        return redirect("people:directory")
    return render(request, "people/invitation.html", form=form)


@signed_in
def membership_ending(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a membership today; its rights end with it."""
    memberships = Membership.objects.visible_to(request.user).select_related("person", "organisation")
    membership = get_object_or_404(memberships, public_id=public_id)
    require(request.user, "people.end_membership", membership)
    form = Reason(request.POST or None)
    if (
        form.is_valid()
        and performed(
            form,
            lambda: actions.end_membership(
                actor=request.user, membership=membership, reason=form.cleaned_data["reason"]
            ),
        )
        is not None
    ):
        return redirect(membership.person)
    return render(request, "people/membership_ending.html", membership, form=form)
