from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarazy.base.i18n import Translated
from tarazy.country.choices import HolidayKind


class Holiday(models.Model):
    """A day on which courts do not sit, besides Saturdays and Sundays."""

    date = models.DateField(_("date"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=HolidayKind.choices)
    name = Translated(_("name"), max_length=120)
    to_be_verified = models.BooleanField(_("to be verified"), default=False)

    class Meta:
        ordering: ClassVar = ["date"]

    def __str__(self) -> str:
        return f"{self.date}: {self.name}"
