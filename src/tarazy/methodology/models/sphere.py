from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tarazy.base.i18n import Translated

SPHERES = 8


class Sphere(models.Model):
    """One of the eight spheres of criminal justice into which the methodology divides its work."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = Translated(_("name"), max_length=120)
    description = Translated(_("description"), max_length=300)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=SPHERES), name="sphere_is_one_of_eight"),
        ]

    def __str__(self) -> str:
        return self.name


class IndicatorGroup(models.Model):
    """A right or guarantee under which indicators stand together, such as the presumption of innocence."""

    code = models.CharField(_("code"), max_length=2, unique=True)
    position = models.PositiveSmallIntegerField(_("position"))
    name = Translated(_("name"), max_length=160)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.name
