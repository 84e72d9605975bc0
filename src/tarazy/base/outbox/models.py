"""The table of what waits to go out."""

from __future__ import annotations

from django.db import models

from tarazy.base.clock import now
from tarazy.base.crypto import EncryptedText
from tarazy.base.db.record import Record


class State(models.TextChoices):
    """What has become of an entry."""

    WAITING = "waiting", "waiting"
    DONE = "done", "delivered"
    DEAD = "dead", "given up"


class OutboxEntry(Record):
    """One thing to deliver. The payload is encrypted, and emptied when it was delivered; errors are kept by class."""

    kind = models.CharField(max_length=60)
    payload = EncryptedText(context="base.outbox.payload", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(default=now)
    attempts = models.PositiveIntegerField(default=0)
    claim = models.CharField(max_length=80, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=120, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="outbox_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["state", "finished_at"], name="outbox_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
