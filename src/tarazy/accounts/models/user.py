"""The account someone signs in with."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tarazy.base.clock import now


class UserQuerySet(models.QuerySet["User"]):
    """Reads of accounts."""


class _Users(BaseUserManager["User"]):
    """Django's sign-in looks accounts up through this; nothing else lives here."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an account; an empty password means that it cannot be used to sign in."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account: an address, a password, a language. Who the person is, the room ``people`` knows."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="kk")
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(default=now, editable=False)

    objects: ClassVar[_Users] = _Users.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return f"user {self.pk}"

    def has_perm(self, permission: str, obj: object = None) -> bool:
        """Ask the register of permissions, for libraries that ask the user."""
        from tarazy.base.permissions import can

        return can(self, permission, obj)
