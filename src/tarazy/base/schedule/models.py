"""The table by which machines agree who runs what."""

from __future__ import annotations

from django.db import models


class ScheduledJob(models.Model):
    """When a job is due next, who runs it now, and how the last run ended."""

    name = models.CharField(max_length=80, primary_key=True)
    due_at = models.DateTimeField()
    claim = models.CharField(max_length=80, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return self.name
