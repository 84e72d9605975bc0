"""The local mailbox: what would have been sent, had a mail server been set."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tarazy.base.crypto import EncryptedText
from tarazy.base.db.record import Record


class LocalMail(Record):
    """One mail that was written to the database instead of sent. Whom it is for and what it says is encrypted."""

    to = EncryptedText(_("to"), context="base.local_mail.to")
    subject = models.CharField(_("subject"), max_length=200)
    language = models.CharField(_("language"), max_length=2)
    text = EncryptedText(_("text"), context="base.local_mail.text")
    html = EncryptedText(_("HTML"), context="base.local_mail.html", blank=True)
    entry = models.CharField(_("outbox entry"), max_length=12, unique=True)

    class Meta:
        verbose_name = _("local mail")
        verbose_name_plural = _("local mail")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("mailbox_message", args=[self.public_id])
