"""What one signs in to the demonstration with: one password for all, one secret for all second factors."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings

from tarazy.demonstration.errors import BadSecret, NoSuchAccount

DOMAIN = "demo.tarazy.test"
PERIOD = 30  # seconds that a code holds
SHORTEST_SECRET = 10  # bytes


@dataclass(frozen=True)
class Credentials:
    """What the environment says, or chance where it says nothing."""

    password: str
    totp_secret: str


def chosen_credentials() -> Credentials:
    """Return the password and the secret that accounts are made with.

    Raises:
        BadSecret: the environment's secret is not base 32.
    """
    password = os.environ.get("TARAZY_DEMO_PASSWORD") or secrets.token_urlsafe(12)
    secret = (os.environ.get("TARAZY_DEMO_TOTP_SECRET") or generate_totp_secret()).replace(" ", "").upper()
    try:
        decoded = base64.b32decode(secret)
    except binascii.Error:
        raise BadSecret from None
    if len(decoded) < SHORTEST_SECRET:
        raise BadSecret
    return Credentials(password, secret)


def address(account: str) -> str:
    """Return the address that an account of the contracts signs in with."""
    return f"{account}@{DOMAIN}"


def write_down(credentials: Credentials, accounts: Iterable[tuple[str, str, bool]]) -> Path:
    """Write accounts, roles and secrets to a file that only its owner may read; returns where it is."""
    lines = [
        "The demonstration of Tarazy. Everything in it is invented.",
        "",
        f"password       {credentials.password}",
        f"second factor  {credentials.totp_secret}  (for accounts marked +; or: tarazy demo code ADDRESS)",
        "",
        *(f"{'+' if has_factor else ' '} {address(account):40} {role}" for account, role, has_factor in accounts),
    ]
    path: Path = settings.ENV.home / "demo-accounts.txt"
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")
    return path


def current_code(email: str) -> str:
    """Return the second factor that a demonstration account needs now.

    Raises:
        NoSuchAccount
    """
    found = Authenticator.objects.filter(user__email=email.strip().lower(), type=Authenticator.Type.TOTP).first()
    if found is None or not email.strip().lower().endswith(f"@{DOMAIN}"):
        raise NoSuchAccount
    return format_hotp_value(hotp_value(decrypt(found.data["secret"]), int(time.time()) // PERIOD))
