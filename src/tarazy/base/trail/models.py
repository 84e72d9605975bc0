"""Tables of the trail. Rows are only ever added; the head of a stream is the one row that moves."""

from __future__ import annotations

from django.db import models


class TrailHead(models.Model):
    """The last entry of a stream, and a keyed seal of it: whoever edits the database alone cannot make the seal."""

    stream = models.CharField(max_length=40, primary_key=True)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True, default="")
    seal = models.CharField(max_length=160, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.stream} {self.number}"


class TrailEntry(models.Model):
    """One act: who, what, on which thing; chained to the entry before it in the same stream."""

    stream = models.CharField(max_length=40)
    number = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    action = models.CharField(max_length=80)
    kind = models.CharField(max_length=60, blank=True, default="")
    target = models.CharField(max_length=40, blank=True, default="")
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "number"], name="trail_entry_once")]
        indexes = [
            models.Index(fields=["kind", "target"], name="trail_entry_target"),
            models.Index(fields=["at"], name="trail_entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.number}: {self.action}"
