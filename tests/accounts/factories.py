from __future__ import annotations

import time
from typing import Any

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from factory.django import DjangoModelFactory

from tarazy.accounts.actions.second_factors import enrol_totp
from tarazy.accounts.models import Invitation, RecoveryRequest, SignIn, User
from tarazy.accounts.tokens import hash_of
from tarazy.base.clock import now
from tarazy.base.permissions import SYSTEM

PASSWORD = "a long enough pass phrase"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"user{number}@example.test")
    language = "en"

    @factory.post_generation
    def password(user: User, _create: bool, given: str | None, **_: Any) -> None:  # noqa: N805
        user.set_password(given or PASSWORD)
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


class InvitationFactory(DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    email = factory.Sequence(lambda number: f"guest{number}@example.test")
    language = "kk"
    token_hash = factory.Sequence(lambda number: hash_of(f"invitation {number}"))
    expires_at = factory.LazyFunction(lambda: now().replace(year=now().year + 1))


class RecoveryFactory(DjangoModelFactory[RecoveryRequest]):
    class Meta:
        model = RecoveryRequest

    user = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: now().replace(year=now().year + 1))


class SignInFactory(DjangoModelFactory[SignIn]):
    class Meta:
        model = SignIn

    user = factory.SubFactory(UserFactory)


def with_second_factor(user: User) -> User:
    """Give an account an app with a known secret."""
    enrol_totp(actor=SYSTEM, user=user, secret=SECRET)
    return user


def code_now(secret: str = SECRET) -> str:
    """Return the code that an app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def sign_in(client: Client, user: User) -> User:
    """Sign someone in as a whole sign-in does, the second factor included if one is due."""
    if Authenticator.objects.filter(user=user).exists():
        client.force_login(user)
        session = client.session
        session["accounts.second_factor"] = True
        session.save()
    else:
        client.force_login(user)
    return user
