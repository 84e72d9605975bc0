"""The device key in the address: the whole of a device's authentication."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tarazy.base.db.identifiers import CROCKFORD
from tarazy.base.permissions import public
from tarazy.fieldwork.actions.devices import SECRET_LENGTH
from tarazy.fieldwork.actions.intake import is_disk_full
from tarazy.fieldwork.actions.lookups import device_with_secret
from tarazy.fieldwork.errors import NoRoom
from tarazy.fieldwork.openrosa import protocol

logger = logging.getLogger(__name__)
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
        try:
            device = device_with_secret(secret)
            if device is None or device.is_revoked:
                text = _("This device may not connect. Ask your coordinator for a new key.")
                return protocol.message(text, status=403)
            return protocol.with_headers(view(request, device=device, **kwargs))
        except Exception as error:
            return failed(error)

    checked.access = "device key"  # type: ignore[attr-defined]
    return checked


def failed(error: Exception) -> HttpResponse:
    """What is our fault: the device keeps its record and tries again. The address is not logged, for it holds a key."""
    if is_disk_full(error):
        return protocol.message(str(NoRoom()), status=NoRoom.status)
    logger.error("A device could not be answered: %s", type(error).__name__, exc_info=error)
    return protocol.message(_("The server is busy. Nothing was lost: try again in a few minutes."), status=503)
