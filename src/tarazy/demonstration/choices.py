from django.db import models
from django.utils.translation import gettext_lazy as _


class Size(models.TextChoices):
    """How much is invented."""

    SMALL = "small", _("a network at work for three years")
    NATIONAL = "national", _("a synthetic load of the size of the country")
