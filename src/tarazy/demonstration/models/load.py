from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarazy.base.clock import now
from tarazy.demonstration.choices import Size


class DemonstrationLoad(models.Model):
    """That this installation holds the invented network. While it is unfinished, loading goes on where it stopped."""

    size = models.CharField(_("size"), max_length=10, choices=Size.choices)
    started_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-started_at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["size"], name="demonstration_load_once")]

    def __str__(self) -> str:
        return self.size
