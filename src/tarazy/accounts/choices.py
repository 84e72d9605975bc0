"""The states and kinds that accounts know."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Entitlement(TextChoices):
    """What only some may do with other people's accounts; the room above says who."""

    INVITE = "invite", _("invite people")
    OPEN_RECOVERY = "open_recovery", _("ask for a second factor to be recovered, for someone else")
    CONFIRM_RECOVERY = "confirm_recovery", _("confirm that a second factor is to be recovered")
    DEACTIVATE = "deactivate", _("close and reopen accounts")


class InvitationState(TextChoices):
    """Where an invitation stands; an open one may have expired."""

    OPEN = "open", pgettext_lazy("invitation", "open")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")
    REVOKED = "revoked", pgettext_lazy("invitation", "revoked")


class InvitationStepKind(TextChoices):
    """What happened to an invitation."""

    SENT = "sent", pgettext_lazy("invitation", "sent")
    RESENT = "resent", pgettext_lazy("invitation", "sent again")
    REVOKED = "revoked", pgettext_lazy("invitation", "revoked")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")


class RecoveryState(TextChoices):
    """Where the recovery of a lost second factor stands; an open or confirmed one may have expired."""

    OPEN = "open", pgettext_lazy("recovery", "waits for two confirmations")
    CONFIRMED = "confirmed", pgettext_lazy("recovery", "confirmed, waits for its owner")
    USED = "used", pgettext_lazy("recovery", "used")
    REFUSED = "refused", pgettext_lazy("recovery", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("recovery", "withdrawn")
    EXPIRED = "expired", pgettext_lazy("recovery", "expired")


class RecoveryStepKind(TextChoices):
    """What happened to a recovery."""

    OPENED = "opened", pgettext_lazy("recovery", "asked for")
    CONFIRMED = "confirmed", pgettext_lazy("recovery", "confirmed")
    REFUSED = "refused", pgettext_lazy("recovery", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("recovery", "withdrawn by the owner of the account")
    USED = "used", pgettext_lazy("recovery", "used")
    EXPIRED = "expired", pgettext_lazy("recovery", "expired")


class SignInMethod(TextChoices):
    """How someone proved who they are."""

    PASSWORD = "password", _("password")
    PASSWORD_AND_CODE = "code", _("password and code from an app")
    PASSWORD_AND_PASSKEY = "key", _("password and passkey")
    PASSWORD_AND_RECOVERY_CODE = "recovery", _("password and recovery code")
    PASSKEY = "passkey", _("passkey")


class SignInEnd(TextChoices):
    """Why a sign-in ended."""

    SIGNED_OUT = "signed_out", _("signed out")
    LEFT = "left", _("left quickly")
    REVOKED = "revoked", _("ended from another device")
    IDLE = "idle", _("not used for too long")
    LIMIT = "limit", _("open for too long")
    PASSWORD = "password", _("the password was changed")
    RECOVERY = "recovery", _("the second factor was recovered")
    DEACTIVATED = "deactivated", _("the account was closed")
