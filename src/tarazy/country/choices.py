from django.db import models
from django.utils.translation import gettext_lazy as _


class RegionKind(models.TextChoices):
    """What a first-level unit is."""

    REGION = "region", _("region")
    CITY = "city", _("city of republican significance")
