from django.db import models
from django.utils.translation import gettext_lazy as _


class SamplingDesign(models.TextChoices):
    """How the hearings, visits or persons of a campaign came to be observed; decides what its numbers may claim."""

    RANDOM = "random", _("chosen at random from all")
    CENSUS = "census", _("all of them")
    QUOTA = "quota", _("chosen by quotas")
    CONVENIENCE = "convenience", _("chosen by what monitors could reach")

    @property
    def is_representative(self) -> bool:
        """Whether shares may be read as shares of all."""
        return self in {SamplingDesign.RANDOM, SamplingDesign.CENSUS}


class VersionState(models.TextChoices):
    """The life of a form version; only published ones are offered to devices."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("retired")


class ChangeKind(models.TextChoices):
    """What happened to a submission, for those who keep something derived from it."""

    RECEIVED = "received", _("received")
    REPLACED = "replaced", _("replaced by a newer version")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Dimension(models.TextChoices):
    """What a question says about an observation beside its answer, by which results are broken down."""

    DATE = "date", _("date")
    REGION = "region", _("region")
    COURT = "court", _("court")
    SEX = "sex", _("sex")
    AGE_GROUP = "age_group", _("age group")
    LANGUAGE = "language", _("language")
    HEARING = "hearing", _("hearing")
    OBSERVER = "observer", _("observer")
    ARTICLE = "article", _("article")
