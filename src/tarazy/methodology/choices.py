from django.db import models
from django.utils.translation import gettext_lazy as _


class Plane(models.TextChoices):
    """What an indicator looks at: what the law says, or what is done."""

    LEGISLATION = "legislation", _("legislation")
    PRACTICE = "practice", _("practice")


class Unit(models.TextChoices):
    """What is counted once: the denominator counts units, not answers."""

    HEARING = "hearing", _("hearing")
    DEFENDANT = "defendant", _("defendant")
    CASE = "case", _("case")
    VISIT = "visit", _("visit")
    RESPONDENT = "respondent", _("respondent")


class Status(models.TextChoices):
    """Whether an instrument of the network measures the indicator."""

    MEASURED = "measured", _("measured")
    NOT_YET_MEASURED = "not_yet_measured", _("not yet measured")


class SensitiveTopic(models.TextChoices):
    """Topics where a small number could point at a person who has suffered enough: a higher threshold holds."""

    TORTURE = "torture", _("torture and ill-treatment")
    GENDER_BASED_VIOLENCE = "gender_based_violence", _("gender-based violence")
    CHILDREN = "children", _("children")


class InstrumentKind(models.TextChoices):
    """How much a text binds."""

    TREATY = "treaty", _("treaty")
    GENERAL_COMMENT = "general_comment", _("general comment of a treaty body")
    SOFT_LAW = "soft_law", _("principles and rules")
    NATIONAL_LAW = "national_law", _("national law")
