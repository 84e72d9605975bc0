"""The table of what waits to go out."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarazy.base.clock import now
from tarazy.base.crypto import EncryptedText
from tarazy.base.db.record import Record


class State(models.TextChoices):
    """What has become of an entry."""

    WAITING = "waiting", _("waiting")
    DONE = "done", _("delivered")
    DEAD = "dead", _("given up")


class OutboxEntry(Record):
    """One thing to deliver. The payload is encrypted, and emptied when it was delivered; errors are kept by class."""

    kind = models.CharField(_("kind"), max_length=60)
    payload = EncryptedText(_("payload"), context="base.outbox.payload", blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(_("due at"), default=now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    claim = models.CharField(_("claimed by"), max_length=80, blank=True)
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=120, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("outbox entry")
        verbose_name_plural = _("outbox entries")
        indexes = [
            models.Index(fields=["due_at", "id"], name="outbox_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["state", "finished_at"], name="outbox_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
