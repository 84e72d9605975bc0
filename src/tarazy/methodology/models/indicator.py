from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tarazy.base.db import Record
from tarazy.base.i18n import Translated
from tarazy.methodology.choices import Plane, SensitiveTopic, Status, Unit
from tarazy.methodology.models.sphere import IndicatorGroup, Sphere
from tarazy.methodology.models.standard import Standard


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def measured(self) -> Self:
        return self.filter(status=Status.MEASURED)


class Indicator(Record):
    """A question whose answers, counted by its rule, say how far a standard is met.

    ``rule`` sorts the answers of the question ``question_name`` in the form ``form_id`` into *yes* (the standard is
    met, whatever the wording of the question), *partly*, *no*, *not observed* and *not applicable*.
    """

    code = models.CharField(_("code"), max_length=6, unique=True)
    position = models.PositiveSmallIntegerField(_("position"))
    sphere = models.ForeignKey(Sphere, on_delete=models.PROTECT, related_name="indicators", verbose_name=_("sphere"))
    group = models.ForeignKey(
        IndicatorGroup, on_delete=models.PROTECT, related_name="indicators", verbose_name=_("group")
    )
    plane = models.CharField(_("plane"), max_length=12, choices=Plane.choices)
    unit = models.CharField(_("unit"), max_length=12, choices=Unit.choices)
    level = models.CharField(_("level"), max_length=12, choices=Unit.choices)
    scale = models.CharField(_("scale"), max_length=40)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices)
    sensitive = models.CharField(_("sensitive topic"), max_length=24, choices=SensitiveTopic.choices, blank=True)
    title = Translated(_("title"), max_length=160)
    question = Translated(_("question"), max_length=400)
    statement = Translated(_("what is true where the standard is met"), max_length=240)
    numerator = Translated(_("numerator"), max_length=400)
    denominator = Translated(_("denominator"), max_length=400)
    standards: models.ManyToManyField[Standard, IndicatorStandard] = models.ManyToManyField(
        Standard, through="IndicatorStandard", related_name="indicators", verbose_name=_("standards")
    )
    national_law = models.CharField(_("national law"), max_length=120, blank=True)
    to_be_verified = models.JSONField(_("to be verified"), default=list)
    form_id = models.CharField(_("form"), max_length=64, blank=True)
    question_name = models.CharField(_("question of the form"), max_length=64, blank=True)
    rule: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(_("rule"), null=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(status=Status.MEASURED) | (Q(rule__isnull=False) & ~Q(question_name="")),
                name="indicator_measured_by_rule",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def is_measured(self) -> bool:
        """Whether results can exist."""
        return self.status == Status.MEASURED

    @property
    def is_sensitive(self) -> bool:
        """Whether the higher threshold for small numbers holds."""
        return bool(self.sensitive)


class IndicatorStandard(models.Model):
    """That an indicator shows how far a standard is met; the most telling standard stands first."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="references")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="references")
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "standard"], name="indicator_standard_once"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.standard_id}"
