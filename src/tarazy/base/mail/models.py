"""The local mailbox: what would have been sent, had a mail server been set."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from tarazy.base.crypto import EncryptedText
from tarazy.base.db.record import Record


class LocalMail(Record):
    """One mail that was written to the database instead of sent. Whom it is for and what it says is encrypted."""

    to = EncryptedText(context="base.local_mail.to")
    subject = models.CharField(max_length=200)
    language = models.CharField(max_length=2)
    text = EncryptedText(context="base.local_mail.text")
    html = EncryptedText(context="base.local_mail.html", blank=True)
    entry = models.CharField(max_length=12, unique=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("mailbox_message", args=[self.public_id])
