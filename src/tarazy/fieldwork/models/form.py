from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tarazy.accounts.models import User
from tarazy.base.clock import now
from tarazy.base.db import Record
from tarazy.base.files import StoredFile
from tarazy.base.i18n import Text, Translated, pick
from tarazy.fieldwork.choices import Dimension, VersionState
from tarazy.fieldwork.models.campaign import Campaign
from tarazy.fieldwork.problems import Problem


class Form(Record):
    """An instrument of a campaign, through all its versions; `form_id` is the id that devices know it by."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="forms", verbose_name=_("campaign"))
    form_id = models.CharField(_("form id"), max_length=300)

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        ordering: ClassVar = ["form_id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "form_id"], name="form_once_in_campaign")]

    def __str__(self) -> str:
        return self.form_id


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    def published(self) -> Self:
        return self.filter(state=VersionState.PUBLISHED)

    def visible_to(self, actor: object) -> Self:
        return self.filter(form__campaign__in=Campaign.objects.visible_to(actor).values("pk"))


class FormVersion(Record):
    """One edition of a form, never changed once it is published: what was asked must stay known.

    `xform` are the bytes that devices download, `sha256` and `md5` their hashes; `source` the file it was made from.
    """

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions", verbose_name=_("form"))
    version = models.CharField(_("version"), max_length=300, blank=True)
    title = Translated(_("title"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    xform = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    md5 = models.CharField(max_length=32, editable=False)
    source = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    languages = models.JSONField(default=list, editable=False)
    warnings = models.JSONField(default=list, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True, editable=False)

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("form version")
        verbose_name_plural = _("form versions")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["form", "version"], name="form_version_once"),
            models.UniqueConstraint(
                fields=["form"],
                condition=models.Q(state=VersionState.PUBLISHED),
                name="form_version_published_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.version}".strip()

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:version", args=[self.public_id])

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT

    @property
    def remarks(self) -> list[Problem]:
        """What the import found doubtful."""
        return [Problem.from_json(item) for item in self.warnings]

    @property
    def awaited(self) -> list[Problem]:
        """The files that the form uses and that were not given yet; while there are any, it stays a draft."""
        names = self.media.filter(file__isnull=True).values_list("name", flat=True)
        return [Problem("missing_media", "warning", params={"name": name}) for name in names]


class VersionStep(models.Model):
    """That a version was published or retired, by whom and when."""

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=VersionState.choices)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.version_id} {self.state}"


class FormMedia(Record):
    """A file that a form version shows or looks up; without `file` it is awaited and the version stays a draft."""

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="media")
    name = models.CharField(_("name"), max_length=255)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    md5 = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "name"], name="form_media_once")]

    def __str__(self) -> str:
        return self.name


class QuestionQuerySet(models.QuerySet["Question"]):
    def answerable(self) -> Self:
        """Without groups and repeats."""
        return self.exclude(type__in=("group", "repeat"))


class Question(models.Model):
    """One question or group of a form version, with its ties to the methodology.

    `path` begins with the root element; `repeat` is the path of the innermost repeat around it, or of itself.
    `labels` and each choice's labels are by language code; `indicators` are codes of the methodology.
    """

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveIntegerField()
    path = models.CharField(max_length=1000)
    name = models.CharField(max_length=300)
    type = models.CharField(max_length=20)
    repeat = models.CharField(max_length=1000, blank=True)
    labels = models.JSONField(default=dict)
    choices = models.JSONField(null=True)
    indicators = models.JSONField(default=list)
    dimension = models.CharField(max_length=20, blank=True, choices=Dimension.choices)
    relevant = models.TextField(blank=True)
    is_asked = models.BooleanField(default=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["version", "order"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "path"], name="question_path_once")]

    def __str__(self) -> str:
        return self.path

    @property
    def label(self) -> Text:
        """The question in the reader's language, or the nearest that the form has; its name where it has no text."""
        return text_in_language(self.labels) or Text(self.name, "")

    @property
    def steps(self) -> list[str]:
        """The names below the root, as the answers nest them."""
        return self.path.split("/")[2:]

    @property
    def depth(self) -> int:
        return len(self.steps) - 1

    def choice_label(self, value: Any) -> str:
        """The text of a choice; the value itself where the list does not hold it."""
        for choice in self.choices or ():
            if choice["name"] == value:
                return text_in_language(choice["labels"]) or str(value)
        return str(value)


def text_in_language(labels: dict[str, str]) -> Text:
    """A text of a form in the reader's language; forms may have languages of their own, or none."""
    picked = pick(labels)
    if picked or not labels:
        return picked
    language, text = next(iter(labels.items()))
    return Text(text, language)
