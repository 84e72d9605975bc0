from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
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


class OlderUnitQuerySet(models.QuerySet["OlderUnit"]):
    def valid(self, day: date) -> Self:
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_until__gte=day))


class OlderUnit(models.Model):
    """A first-level unit of before: 14 regions and 2 cities until June 2018, 14 and 3 until June 2022.

    Older statistics speak of it; ``became`` are the present units on its territory. Where there are several, a figure
    of the older unit can't be given to any one of them.
    """

    code = models.CharField(_("older ISO 3166-2 code"), max_length=6, unique=True)
    name = Translated(_("name"), max_length=120)
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_until = models.DateField(_("last day"))
    became = models.ManyToManyField(Region, verbose_name=_("present units"), related_name="older_units")

    objects = OlderUnitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="older_unit_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name
