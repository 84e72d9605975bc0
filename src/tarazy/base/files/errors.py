"""Why a file was not taken, in words for the person who sent it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tarazy.base.errors import DomainError
from tarazy.base.i18n import format_number


class FileRefused(DomainError):
    """A file that was not stored; nothing of it is left behind."""


class EmptyFile(FileRefused):
    """Nothing arrived but a name."""

    def __init__(self) -> None:
        super().__init__(_("The file is empty."))


class TooLarge(FileRefused):
    """More than the place takes; reading stopped there."""

    def __init__(self, max_bytes: int) -> None:
        megabytes = format_number(max_bytes / 1_000_000, 1)
        super().__init__(_("The file is larger than %(megabytes)s MB. Send a smaller one.") % {"megabytes": megabytes})


class KindNotAllowed(FileRefused):
    """The content, whatever the name says, is of a kind that is not taken here."""

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(
            _("This file is not of a kind that is taken here (found: %(found)s). Taken are: %(wanted)s.")
            % {"found": found, "wanted": wanted}
        )


class NoSpace(FileRefused):
    """The disk is full, or so nearly that the database needs the rest."""

    def __init__(self) -> None:
        super().__init__(
            _("The server has no room for this file at the moment. It was not kept; please send it again later.")
        )
