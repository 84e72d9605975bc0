"""The table in which workers say that they live."""

from __future__ import annotations

from django.db import models

from tarazy.base.clock import now


class WorkerSign(models.Model):
    """One running worker and when it last gave a sign; a task whose worker gives none is run again."""

    id = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=120)
    started_at = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(default=now, db_index=True)

    def __str__(self) -> str:
        return f"{self.id} on {self.host}"
