from django.utils.translation import gettext_lazy as _

from tarazy.base.errors import DomainError


class NotEmpty(DomainError):
    """Invented and real data must never stand in one installation."""

    def __init__(self) -> None:
        super().__init__(
            _("There are accounts here already. The demonstration is loaded into an empty data folder only.")
        )


class BadSecret(DomainError):
    """The secret given for second factors can't be used by any authenticator app."""

    def __init__(self) -> None:
        super().__init__(_("TARAZY_DEMO_TOTP_SECRET must be base 32: at least 16 letters A–Z and digits 2–7."))


class NoSuchAccount(DomainError):
    """Codes are given out for demonstration accounts alone."""

    def __init__(self) -> None:
        super().__init__(_("This is not a demonstration account with a second factor."))


class UnexpectedAnswer(DomainError):
    """The intake answered an invented device otherwise than it should have."""

    def __init__(self, status: int, expected: int, message: str) -> None:
        told = {"status": status, "expected": expected, "message": message}
        super().__init__(_("The intake answered %(status)d instead of %(expected)d: %(message)s") % told)
