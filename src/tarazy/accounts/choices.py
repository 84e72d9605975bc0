"""The states and kinds that accounts know."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Entitlement(TextChoices):
    """What only some may do with other people's accounts; the room above says who."""

    INVITE = "invite", _("invite people")
    OPEN_RECOVERY = "open_recovery", _("ask for a second factor to be recovered, for someone else")
    CONFIRM_RECOVERY = "confirm_recovery", _("confirm that a second factor is to be recovered")
    DEACTIVATE = "deactivate", _("close and reopen accounts")


class InvitationState(TextChoices):
    """Where an invitation stands; an open one may have expired."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    REVOKED = "revoked", _("revoked")


class InvitationStepKind(TextChoices):
    """What happened to an invitation."""

    SENT = "sent", _("sent")
    RESENT = "resent", _("sent again")
    REVOKED = "revoked", _("revoked")
    ACCEPTED = "accepted", _("accepted")


class RecoveryState(TextChoices):
    """Where the recovery of a lost second factor stands; an open or confirmed one may have expired."""

    OPEN = "open", _("waits for two confirmations")
    CONFIRMED = "confirmed", _("confirmed, waits for its owner")
    USED = "used", _("used")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")


class RecoveryStepKind(TextChoices):
    """What happened to a recovery."""

    OPENED = "opened", _("asked for")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn by the owner of the account")
    USED = "used", _("used")
    EXPIRED = "expired", _("expired")


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
