"""How a phone is set up: the server's address, and the picture that ODK Collect reads all its settings from."""

from __future__ import annotations

import base64
import io
import json
import zlib

import segno
from django.conf import settings
from django.urls import reverse

from tarazy.fieldwork.models import Campaign

COLOUR = "#0B5563"


def server_address(secret: str) -> str:
    """What is entered as server URL; Collect appends `/formList` and `/submission` itself."""
    return f"{settings.ENV.public_url}{reverse('openrosa', args=[secret])}"


def collect_settings(secret: str, campaign: Campaign) -> str:
    """Collect's settings as it packs them: JSON, compressed, in base 64; `general` and `admin` must both be there."""
    content = {
        "general": {
            "protocol": "odk_default",
            "server_url": server_address(secret),
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
        },
        "admin": {},
        "project": {"name": str(campaign)[:60], "icon": "⚖", "color": COLOUR},
    }
    packed = zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
    return base64.b64encode(packed).decode("ascii")


def qr_code(secret: str, campaign: Campaign, kind: str = "svg") -> bytes:
    """The settings as a picture to be scanned: `svg` or `png`."""
    code = segno.make(collect_settings(secret, campaign), error="l", micro=False)
    file = io.BytesIO()
    if kind == "svg":
        code.save(file, kind="svg", scale=4, border=4, xmldecl=False, svgns=True, dark="#000", light="#fff")
    else:
        code.save(file, kind="png", scale=8, border=4)
    return file.getvalue()
