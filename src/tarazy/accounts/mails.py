"""Mail about accounts. It tells nothing that its reader's address does not already."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from tarazy.accounts.models import User
from tarazy.base import mail


def send(user: User, name: str, **context: Any) -> None:
    """Send the mail ``accounts/mail/<name>`` to the owner of an account, in their language."""
    send_to(user.email, user.language, name, **context)


def send_to(email: str, language: str, name: str, **context: Any) -> None:
    """Send it to an address that need not have an account."""
    mail.send(email, f"accounts/mail/{name}", context, language)


def address(name: str, language: str, *args: str) -> str:
    """Return the full address of a page in the reader's language."""
    with translation.override(language):
        return f"{settings.ENV.public_url}{reverse(name, args=args)}"
