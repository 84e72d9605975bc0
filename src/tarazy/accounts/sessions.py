"""What a browser's session says of the sign-in it belongs to."""

from __future__ import annotations

from typing import cast

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from tarazy.accounts.choices import SignInMethod
from tarazy.accounts.models import SignIn, User

SIGN_IN = "accounts.sign_in"
SECOND_FACTOR = "accounts.second_factor"


def owner(request: HttpRequest) -> User:
    """Return the account of whoever is signed in; for views that only they reach."""
    return cast("User", request.user)


def remember_sign_in(request: HttpRequest, sign_in: SignIn) -> None:
    """Bind a session to a sign-in."""
    request.session[SIGN_IN] = sign_in.public_id


def current_sign_in(request: HttpRequest) -> SignIn | None:
    """Return the sign-in that the request belongs to, read once a request."""
    if not hasattr(request, "_sign_in"):
        known = request.session.get(SIGN_IN)
        found = SignIn.objects.select_related("user").filter(public_id=known).first() if known else None
        request._sign_in = found if found and found.user_id == request.user.pk else None  # type: ignore[attr-defined]
    return request._sign_in  # type: ignore[attr-defined,no-any-return]


def method_of(request: HttpRequest, user: User) -> SignInMethod:
    """Return by what the sign-in that is just being made was proved."""
    records = get_authentication_records(request, user)
    used = next((record for record in reversed(records) if record.get("method") == "mfa"), None)
    if used is None:
        return SignInMethod.PASSWORD
    if used.get("passwordless"):
        return SignInMethod.PASSKEY
    return {
        Authenticator.Type.TOTP: SignInMethod.PASSWORD_AND_CODE,
        Authenticator.Type.WEBAUTHN: SignInMethod.PASSWORD_AND_PASSKEY,
        Authenticator.Type.RECOVERY_CODES: SignInMethod.PASSWORD_AND_RECOVERY_CODE,
    }[used["type"]]


def settle_second_factor(request: HttpRequest, *, settled: bool) -> None:
    """Remember in the session that its owner has a second factor, so that not every page asks the database."""
    if settled:
        request.session[SECOND_FACTOR] = True
    else:
        request.session.pop(SECOND_FACTOR, None)


def has_settled_second_factor(request: HttpRequest) -> bool:
    """Say whether the session knows of a second factor of its owner."""
    return bool(request.session.get(SECOND_FACTOR))
