"""Making, closing and reopening accounts."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from tarazy.accounts.actions.sign_ins import end_all_sign_ins
from tarazy.accounts.choices import SignInEnd
from tarazy.accounts.errors import AccountExists
from tarazy.accounts.models import User
from tarazy.base import trail
from tarazy.base.permissions import SYSTEM, require


@transaction.atomic
def create_account(*, actor: object, email: str, language: str, password: str) -> User:
    """Make an account without an invitation. Only the system itself may: for the demonstration.

    Raises:
        PermissionError: somebody else tries.
        AccountExists: the address has an account.
    """
    if actor is not SYSTEM:
        raise PermissionError("Accounts are made by invitation.")
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise AccountExists
    user = open_account(email=email, language=language, password=password)
    trail.record(actor, "accounts.create_account", user)
    return user


def open_account(*, email: str, language: str, password: str) -> User:
    """Write an account whose address is known to be its owner's. The caller has asked, and leaves the trace."""
    user: User = User.objects.create_user(email, password, language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def change_language(*, actor: User, language: str) -> User:
    """Choose the language of one's mail."""
    actor.language = language
    actor.full_clean(exclude=["email", "password"], validate_unique=False, validate_constraints=False)
    actor.save(update_fields=["language"])
    return actor


@transaction.atomic
def deactivate_account(*, actor: object, user: User) -> User:
    """Close an account: its owner is signed out everywhere and can't sign in."""
    require(actor, "accounts.deactivate", user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_all_sign_ins(user, SignInEnd.DEACTIVATED)
    trail.record(actor, "accounts.deactivate", user)
    return user


@transaction.atomic
def reactivate_account(*, actor: object, user: User) -> User:
    """Let the owner of a closed account sign in again."""
    require(actor, "accounts.deactivate", user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    trail.record(actor, "accounts.reactivate", user)
    return user
