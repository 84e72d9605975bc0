from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tarazy.base.clock import today
from tarazy.base.db import Record
from tarazy.base.i18n import Translated
from tarazy.country.choices import CourtKind, CourtLevel, InstitutionKind
from tarazy.country.models.region import Region


def _ends_after_start(name: str) -> models.CheckConstraint:
    unbounded = Q(valid_from__isnull=True) | Q(valid_until__isnull=True)
    return models.CheckConstraint(condition=unbounded | Q(valid_until__gte=F("valid_from")), name=name)


class CourtQuerySet(models.QuerySet["Court"]):
    def existing(self, day: date | None = None) -> Self:
        return self.filter(_exists_on(day or today()))


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def existing(self, day: date | None = None) -> Self:
        return self.filter(_exists_on(day or today()))


def _exists_on(day: date) -> Q:
    """Dates that nobody has entered do not exclude."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))


class Court(Record):
    """A court as it was called between two dates; a renamed court is a new row."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="courts", verbose_name=_("region"))
    level = models.CharField(_("level"), max_length=20, choices=CourtLevel.choices)
    kind = models.CharField(_("hears"), max_length=20, choices=CourtKind.choices)
    name = Translated(_("name"), max_length=200)
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_until = models.DateField(_("last day"), null=True, blank=True)
    to_be_verified = models.BooleanField(_("to be verified"), default=True)

    objects = CourtQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [_ends_after_start("court_ends_after_start")]

    def __str__(self) -> str:
        return self.name


class Institution(Record):
    """A body that is visited, asked or addressed; of one region, or of the whole country."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="institutions", verbose_name=_("region")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=InstitutionKind.choices)
    name = Translated(_("name"), max_length=200)
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_until = models.DateField(_("last day"), null=True, blank=True)
    to_be_verified = models.BooleanField(_("to be verified"), default=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [_ends_after_start("institution_ends_after_start")]

    def __str__(self) -> str:
        return self.name
