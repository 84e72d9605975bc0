from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tarazy.base.errors import DomainError
from tarazy.fieldwork.problems import Problem


class SlugTaken(DomainError):
    """Two campaigns cannot have one short name."""

    def __init__(self) -> None:
        super().__init__(_("Another campaign already has this short name."))


class TitleMissing(DomainError):
    """A campaign needs a title in at least one language."""

    def __init__(self) -> None:
        super().__init__(_("Give the title in at least one language."))


class EndsBeforeItBegins(DomainError):
    """A period has its end before its beginning."""

    def __init__(self) -> None:
        super().__init__(_("The end must not lie before the beginning."))


class CampaignClosed(DomainError):
    """A closed campaign takes nothing new."""

    def __init__(self) -> None:
        super().__init__(_("This campaign is closed. Ask a coordinator to open it again."))


class FormRefused(DomainError):
    """The file is no form that could be used; `problems` says why, place by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(_("The form was not imported: it has errors."))
        self.problems = tuple(problems)


class VersionTaken(DomainError):
    """The same version with other content; versions never change."""

    def __init__(self) -> None:
        super().__init__(
            _("This version of the form already exists with other content. Give the changed form a new version.")
        )


class MediaMissing(DomainError):
    """A form is published when all its files are there."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(_("These files are still missing: %(names)s.") % {"names": ", ".join(names)})


class WrongState(DomainError):
    """The version is not in the state that this step begins from."""

    def __init__(self) -> None:
        super().__init__(_("The version is no longer in this state. Load the page again."))


class NoLongerValid(DomainError):
    """Something was already ended or revoked."""

    def __init__(self) -> None:
        super().__init__(_("This has already been done; nothing was changed."))


class ReasonMissing(DomainError):
    """Someone may later ask why; so the reason is asked for now."""

    def __init__(self) -> None:
        super().__init__(_("Give the reason: someone may ask for it later."))


class NotTaken(DomainError):
    """A submission that is not accepted; `status` is what the device is told by HTTP."""

    status = 400


class MalformedSubmission(NotTaken):
    """The XML can't be read; the reason is the parser's, in plain words."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        if problem.code in {"xml_too_large", "xml_node_too_long"}:
            self.status = 413


class UnknownForm(NotTaken):
    """No form with this id belongs to the campaign of the key."""

    status = 404

    def __init__(self, form_id: str) -> None:
        super().__init__(_("There is no form “%(form)s” in this campaign.") % {"form": form_id[:100]})


class ClosedForSubmissions(NotTaken):
    """The campaign was closed."""

    status = 409

    def __init__(self) -> None:
        super().__init__(_("The campaign is closed and takes no submissions. The record stays on your device."))


class OtherContent(NotTaken):
    """The same instanceID came with another text before."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("A submission with this id but other content was already received. Send the correction as an edit.")
        )


class EditOfUnknown(NotTaken):
    """An edit names a submission that is not here."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("The submission that this edit corrects is not known here."))


class EditOfOlder(NotTaken):
    """An edit starts from a version that was itself already corrected."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("The submission was corrected by someone else meanwhile. Start again from its latest version.")
        )


class OtherFile(NotTaken):
    """A file of the same name but other content was received before."""

    status = 409

    def __init__(self, name: str) -> None:
        super().__init__(
            _("A file named “%(name)s” with other content was already received with this submission.")
            % {"name": name[:100]}
        )


class BadFileName(NotTaken):
    """A file whose name no system could keep."""

    def __init__(self, name: str) -> None:
        super().__init__(_("“%(name)s” cannot be the name of a file.") % {"name": name[:100]})


class NoRoom(NotTaken):
    """The disk is full; nothing of the submission was kept."""

    status = 507

    def __init__(self) -> None:
        super().__init__(_("The server has no room left. Nothing was lost: send the record again later."))
