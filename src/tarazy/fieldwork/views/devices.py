from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from markupsafe import Markup

from tarazy.base.forms import performed
from tarazy.base.pages import render
from tarazy.base.permissions import require, signed_in
from tarazy.fieldwork import actions
from tarazy.fieldwork.collect import qr_code, server_address
from tarazy.fieldwork.forms import Confirmation, DeviceForm
from tarazy.fieldwork.models import DeviceKey
from tarazy.fieldwork.views.campaigns import visible as visible_campaign


@never_cache
@signed_in
def device_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a device key; the answer shows, this once, what the phone must know."""
    campaign = visible_campaign(request, slug)
    require(request.user, "fieldwork.add_device_key", campaign)
    form = DeviceForm(request.POST or None)
    if form.is_valid():
        made = performed(
            form,
            lambda: actions.add_device_key(
                actor=request.user,
                campaign=campaign,
                user=form.cleaned_data["user"],
                name=form.cleaned_data["name"],
            ),
        )
        if made is not None:
            picture = Markup(qr_code(made.secret, campaign).decode())  # noqa: S704 - drawn by ourselves
            address = server_address(made.secret)
            return render(request, "fieldwork/device_made.html", made.key, address=address, picture=picture)
    return render(request, "fieldwork/device_form.html", campaign, form=form)


@signed_in
def device_revocation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Revoke a key, because the phone was lost or its holder left."""
    key = get_object_or_404(DeviceKey.objects.visible_to(request.user).select_related("campaign"), public_id=public_id)
    form = Confirmation(request.POST if request.method == "POST" else None)
    if form.is_valid() and performed(form, lambda: actions.revoke_device_key(actor=request.user, key=key)) is not None:
        return redirect(key.campaign)
    return render(request, "fieldwork/device_revocation.html", key, form=form)
