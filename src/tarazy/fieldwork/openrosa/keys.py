"""The device key in the address: the whole of a device's authentication."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tarazy.base.db.identifiers import CROCKFORD
from tarazy.base.permissions import public
from tarazy.fieldwork.actions.devices import SECRET_LENGTH
from tarazy.fieldwork.models import DeviceKey
from tarazy.fieldwork.openrosa import protocol

_SECRET = re.compile(f"[{CROCKFORD}]{{{SECRET_LENGTH}}}")

View = Callable[..., HttpResponseBase]


def for_devices(view: View) -> View:
    """Call the view with the `device` whose key the address carries, and give its answer the protocol's headers.

    A key that can't be one is 401; one that is none, or was revoked, is 403: at 401 Collect would ask its user for a
    password that there is not.
    """

    @public
    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, secret: str, **kwargs: Any) -> HttpResponseBase:
        if not _SECRET.fullmatch(secret):
            response = protocol.message(_("The address of the server is wrong: its key is incomplete."), status=401)
            response.headers["WWW-Authenticate"] = "DeviceKey"
            return response
        device = DeviceKey.objects.with_secret(secret).select_related("campaign").first()
        if device is None or device.is_revoked:
            return protocol.message(_("This device may not connect. Ask your coordinator for a new key."), status=403)
        return protocol.with_headers(view(request, device=device, **kwargs))

    checked.access = "device key"  # type: ignore[attr-defined]
    return checked
