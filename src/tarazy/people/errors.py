from django.utils.translation import gettext_lazy as _

from tarazy.base.errors import DomainError


class RoleNotForOrganisation(DomainError):
    """An authority's people are focal points, and only they are."""

    def __init__(self) -> None:
        super().__init__(_("A public authority has focal points, and only a public authority has them."))


class AlreadyMember(DomainError):
    """The same person already holds the same role in the same organisation."""

    def __init__(self) -> None:
        super().__init__(_("This person already holds this role in this organisation."))


class EndsBeforeItBegins(DomainError):
    """A period has its end before its beginning."""

    def __init__(self) -> None:
        super().__init__(_("The end must not lie before the beginning."))


class AlreadyEnded(DomainError):
    """What should be ended has ended before."""

    def __init__(self) -> None:
        super().__init__(_("This has already ended; nothing was changed."))


class ReasonMissing(DomainError):
    """Someone may later ask why; so the reason is asked for now."""

    def __init__(self) -> None:
        super().__init__(_("Give the reason: someone may ask for it later."))


class NameMissing(DomainError):
    """A name is needed in at least one language."""

    def __init__(self) -> None:
        super().__init__(_("Give the name in at least one language."))


class NotABin(DomainError):
    """The twelve digits are not a business identification number."""

    def __init__(self) -> None:
        super().__init__(_("This is not a BIN: twelve digits, the last of which is a check digit. Compare it again."))


class IdentifierTaken(DomainError):
    """Two organisations cannot have one identifier."""

    def __init__(self) -> None:
        super().__init__(_("Another organisation is already entered with this identifier."))


class RoleNotForOneself(DomainError):
    """Somebody else gives a role; that is what makes it worth something."""

    def __init__(self) -> None:
        super().__init__(_("Nobody gives a role to themselves. Ask another coordinator or the administrator."))
