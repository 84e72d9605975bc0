"""What accounts will not do, with a reason that its reader can act on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.base.errors import DomainError


class AccountExists(DomainError):
    """An account with this address is there already."""

    def __init__(self) -> None:
        super().__init__(_("There is an account with this e-mail address already."))


class InvitationExists(DomainError):
    """An open invitation to this address is there already."""

    def __init__(self) -> None:
        super().__init__(_("An invitation to this e-mail address is open already. You can send it again."))


class InvitationClosed(DomainError):
    """The invitation was accepted, revoked, has expired, or never was."""

    def __init__(self) -> None:
        super().__init__(_("This invitation is no longer valid. Ask the person who invited you for a new one."))


class TooManyInvitations(DomainError):
    """Someone sent more mail than an honest morning's work needs."""

    def __init__(self) -> None:
        super().__init__(_("Too many invitations have been sent. Try again tomorrow."))


class RecoveryClosed(DomainError):
    """The recovery was used, refused, withdrawn, or has expired."""

    def __init__(self) -> None:
        super().__init__(_("This recovery is no longer open."))


class RecoveryExists(DomainError):
    """A recovery for this account is under way."""

    def __init__(self) -> None:
        super().__init__(_("A recovery of this second factor is under way already."))


class NothingToRecover(DomainError):
    """The account has no second factor."""

    def __init__(self) -> None:
        super().__init__(_("This account has no second factor."))


class ConfirmedAlready(DomainError):
    """The same person confirms only once."""

    def __init__(self) -> None:
        super().__init__(_("You have confirmed this already. A second person must confirm it too."))


class WrongPassword(DomainError):
    """The owner of the account has to prove at least the password."""

    def __init__(self) -> None:
        super().__init__(_("The password is not correct."))


class LastSecondFactor(DomainError):
    """The role asks for a second factor, so one must remain."""

    def __init__(self) -> None:
        super().__init__(_("Your role needs a second factor. Set up another one before you remove this one."))
