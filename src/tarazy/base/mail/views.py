"""The local mailbox, for coordinators: what would have been sent, had a mail server been set."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tarazy.base.i18n import format_datetime
from tarazy.base.mail.models import LocalMail
from tarazy.base.pages import render
from tarazy.base.permissions import requires
from tarazy.base.security import allowing

PER_PAGE = 50


@dataclass(frozen=True)
class MailboxPage:
    """The newest mail first; ``has_server`` says that nothing new comes here."""

    mails: Page[LocalMail]
    has_server: bool

    @property
    def items(self) -> list[tuple[str, str, str, str]]:
        """As the list component takes them: title, address, text, state."""
        return [
            (mail.subject, mail.get_absolute_url(), mail.to, format_datetime(mail.created_at)) for mail in self.mails
        ]


@dataclass(frozen=True)
class LocalMailPage:
    """One mail."""

    mail: LocalMail


@require_safe
@requires("base.read_mailbox")
def mailbox(request: HttpRequest) -> HttpResponse:
    """The list of local mail."""
    mails = Paginator(LocalMail.objects.defer("text", "html"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "base/mailbox.html", MailboxPage(mails, bool(settings.ENV.mail_url)))


@require_safe
@requires("base.read_mailbox")
def mailbox_message(request: HttpRequest, public_id: str) -> HttpResponse:
    """One mail as text."""
    page = LocalMailPage(get_object_or_404(LocalMail, public_id=public_id))
    return render(request, "base/mailbox_message.html", page)


@require_safe
@requires("base.read_mailbox")
@allowing(style_src="'unsafe-inline'", sandbox="allow-popups")
def mailbox_html(request: HttpRequest, public_id: str) -> HttpResponse:
    """One mail as a mail program would show it, in a sandbox: mail carries its style in its text."""
    return HttpResponse(get_object_or_404(LocalMail, public_id=public_id).html)
