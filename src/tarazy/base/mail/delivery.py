"""Delivering a composed mail: to the mail server, or to the local mailbox where none is set."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from tarazy.base.clock import now
from tarazy.base.mail.composing import KIND
from tarazy.base.mail.models import LocalMail
from tarazy.base.mail.transport import smtp_options
from tarazy.base.outbox import Undeliverable, handler

SMTP = "django.core.mail.backends.smtp.EmailBackend"
KEPT = timedelta(days=30)


@handler(KIND)
def deliver(mail: dict[str, Any]) -> None:
    """Hand one mail over. A repeat after a crash bears the same Message-ID, so that mailboxes can drop the double."""
    if settings.ENV.mail_url:
        _send(mail)
    else:
        _keep(mail)


def forget_local_mail() -> int:
    """Delete local mail that is older than a month."""
    deleted, _ = LocalMail.objects.filter(created_at__lt=now() - KEPT).delete()
    return deleted


def _send(mail: dict[str, Any]) -> None:
    message = EmailMultiAlternatives(
        subject=mail["subject"],
        body=mail["text"],
        from_email=settings.ENV.mail_from,
        to=[mail["to"]],
        headers={
            "Message-ID": f"<{mail['entry']}@{settings.ENV.public_host}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail["language"],
        },
        connection=get_connection(SMTP, **smtp_options(settings.ENV.mail_url)),
    )
    if mail["html"]:
        message.attach_alternative(mail["html"], "text/html")
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        if all(code >= 500 for code in codes):
            raise Undeliverable(f"recipient refused {codes[0]}") from None
        raise
    except SMTPDataError as error:
        if error.smtp_code >= 500:
            raise Undeliverable(f"mail refused {error.smtp_code}") from None
        raise


def _keep(mail: dict[str, Any]) -> None:
    LocalMail.objects.get_or_create(
        entry=mail["entry"],
        defaults={name: mail[name] for name in ("to", "subject", "language", "text", "html")},
    )
