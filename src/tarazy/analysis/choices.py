from django.db import models
from django.utils.translation import gettext_lazy as _


class Breakdown(models.TextChoices):
    """By what an indicator's results are told apart."""

    TOTAL = "total", _("all together")
    REGION = "region", _("region")
    YEAR = "year", _("year")
    REGION_YEAR = "region_year", _("region and year")
    SEX = "sex", _("sex")
    AGE_GROUP = "age_group", _("age group")
    LANGUAGE = "language", _("language of the hearing")


class Outcome(models.TextChoices):
    """What one observation says about the standard."""

    YES = "yes", _("met")
    PARTLY = "partly", _("partly met")
    NO = "no", _("not met")
    NOT_OBSERVED = "not_observed", _("not observed")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


class ShareState(models.TextChoices):
    """What may be said about a share."""

    SHOWN = "shown", _("shown")
    RANGE = "range", _("only its range may be told")
    FEW = "few", _("too few observations")
    WITHHELD = "withheld", _("withheld, since it would give a small number away")
    NONE = "none", _("nothing to count")
