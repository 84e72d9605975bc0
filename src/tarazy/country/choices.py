from django.db import models
from django.utils.translation import gettext_lazy as _


class RegionKind(models.TextChoices):
    """What a first-level unit is."""

    REGION = "region", _("region")
    CITY = "city", _("city of republican significance")


class CourtLevel(models.TextChoices):
    """Where a court stands among the courts."""

    DISTRICT = "district", _("district court")
    SPECIALISED = "specialised", _("specialised inter-district court")
    APPEAL = "appeal", _("court of appeal")
    CASSATION = "cassation", _("court of cassation")
    SUPREME = "supreme", _("Supreme Court")


class CourtKind(models.TextChoices):
    """What cases a court hears."""

    GENERAL = "general", _("all cases")
    CRIMINAL = "criminal", _("criminal cases")
    JUVENILE = "juvenile", _("cases of minors")
    INVESTIGATING = "investigating", _("pre-trial control")


class InstitutionKind(models.TextChoices):
    """What an institution of the state or of the justice system does."""

    PROSECUTION = "prosecution", _("prosecution")
    POLICE = "police", _("police")
    SECURITY = "security", _("national security")
    PENITENTIARY = "penitentiary", _("penitentiary system")
    JUDICIAL = "judicial", _("judicial administration")
    EXECUTIVE = "executive", _("executive")
    HUMAN_RIGHTS = "human_rights", _("human rights protection")
    BAR = "bar", _("the Bar")


class HolidayKind(models.TextChoices):
    """Why nobody works on a day."""

    NATIONAL = "national", _("national holiday")
    RELIGIOUS = "religious", _("religious day off")
    SUBSTITUTE = "substitute", _("day off in place of a holiday")
