from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarazy.base.i18n import Translated
from tarazy.country.choices import RegionKind


class Region(models.Model):
    """One of the twenty first-level units since June 2022; its ISO 3166-2 code is its permanent identifier."""

    iso = models.CharField(_("ISO 3166-2 code"), max_length=5, unique=True)
    kato = models.CharField(_("KATO code"), max_length=2, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=RegionKind.choices)
    name = Translated(_("name"), max_length=120)
    centre = Translated(_("centre"), max_length=120)

    class Meta:
        ordering: ClassVar = ["iso"]

    def __str__(self) -> str:
        return self.name
