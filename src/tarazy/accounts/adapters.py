"""How django-allauth behaves here: nobody signs up, mail goes through our outbox, secrets are kept encrypted."""

from __future__ import annotations

from typing import Any, cast

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tarazy.accounts import mails
from tarazy.accounts.browsers import family
from tarazy.accounts.models import User
from tarazy.accounts.policy import must_use_second_factor
from tarazy.accounts.queries import SECOND_FACTORS
from tarazy.base import crypto
from tarazy.base.clock import now

SECRET_CONTEXT = "accounts.second_factor"  # noqa: S105 - what the encryption is bound to
NO_MESSAGE = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}  # the page itself says it


class AccountAdapter(DefaultAccountAdapter):
    """Signing in, for people who were invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made by invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of allauth's mails with our templates, in the language of the account or of the page."""
        user = context.get("user") or User.objects.filter(email=email.lower()).first()
        language = user.language if isinstance(user, User) else get_language() or settings.LANGUAGE_CODE
        browser, system = family(self.get_http_user_agent(current.request))
        mails.send_to(
            email,
            language,
            template_prefix.rpartition("/")[2],
            link=context.get("password_reset_url", ""),
            browser=browser,
            system=system,
            at=now(),
        )

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Point to the public address, whatever host the request named."""
        uid, _separator, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": secret})
        return f"{settings.ENV.public_url}{path}"

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Say what happened, unless the page that follows says it anyway."""
        if message_template not in NO_MESSAGE:
            super().add_message(request, level, message_template, *args, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Count a sign-in of a moment ago as proof enough; allauth would ask for the password once more at once."""
        request = current.request
        records = get_authentication_records(request, request.user)
        freshest = max((record["at"] for record in records), default=0.0)
        return now().timestamp() - freshest >= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


class SecondFactorAdapter(DefaultMFAAdapter):
    """Codes from an app, passkeys, recovery codes."""

    def encrypt(self, text: str) -> str:
        """Keep a secret encrypted with the installation's keys."""
        return crypto.encrypt(text.encode(), SECRET_CONTEXT)

    def decrypt(self, encrypted_text: str) -> str:
        """Read it back."""
        return crypto.decrypt(encrypted_text, SECRET_CONTEXT).decode()

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code for the app."""
        return segno.make(url, error="m").svg_inline(scale=4, border=4, light="white", title=gettext("QR code"))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to take away the last second factor of someone whose role needs one."""
        if not must_use_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=SECOND_FACTORS)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Suggest a name by which its owner recognises a passkey: the browser and system it was made with."""
        browser, system = family(current.request.headers.get("User-Agent", ""))
        if browser and system:
            return gettext("%(browser)s on %(system)s") % {"browser": browser, "system": system}
        return gettext("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bind passkeys to the public address, whichever address the request came by."""
        return {"id": settings.ENV.public_host, "name": "Tarazy"}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """Name the account to its owner's device."""
        return {**super().get_public_key_credential_user_entity(user), "display_name": str(cast("User", user).email)}

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your role needs a second factor. Set up another one before you remove this one."
        ),
    }
