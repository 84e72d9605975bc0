from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarazy.base.clock import now
from tarazy.base.i18n import Translated


class MethodologyEdition(models.Model):
    """That the methodology became what one file says; results are read against the edition of their day."""

    label = models.CharField(_("edition"), max_length=20)
    note = Translated(_("note"), max_length=400)
    sha256 = models.CharField(max_length=64)
    imported_at = models.DateTimeField(default=now)

    class Meta:
        ordering: ClassVar = ["-imported_at", "-pk"]
        get_latest_by: ClassVar = ["imported_at", "pk"]

    def __str__(self) -> str:
        return self.label
