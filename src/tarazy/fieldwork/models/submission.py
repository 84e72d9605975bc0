from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tarazy.accounts.models import User
from tarazy.base.clock import now
from tarazy.base.db import Record
from tarazy.base.files import StoredFile
from tarazy.fieldwork.choices import ChangeKind
from tarazy.fieldwork.models.campaign import Campaign
from tarazy.fieldwork.models.device import DeviceKey
from tarazy.fieldwork.models.form import Form, FormVersion
from tarazy.fieldwork.problems import Problem
from tarazy.fieldwork.roles import reads_submissions


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def current(self) -> Self:
        """The newest version of each record that was not withdrawn: what counts."""
        return self.filter(is_current=True, withdrawn_at__isnull=True)

    def counted(self) -> Self:
        """Those that results are computed from: current, and sent to a published version."""
        return self.current().filter(is_trial=False)

    def visible_to(self, actor: object) -> Self:
        """All to those who review; to a monitor what was sent with their own keys."""
        if reads_submissions(actor):
            return self
        return self.filter(device__user_id=getattr(actor, "pk", None) or -1)

    def without_original(self) -> Self:
        return self.defer("original")


class Submission(Record):
    """One record as a device sent it: the original bytes, never altered, and the answers parsed from them once.

    A correction from the device is a new submission that `replaces` the former; `root` is the first of them.
    `observed_on` is the date that the answers give (of the hearing or visit), not that of receipt.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="submissions")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="submissions")
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="submissions")
    declared_version = models.CharField(max_length=300, blank=True)
    instance_id = models.CharField(max_length=500)
    instance_name = models.CharField(max_length=500, blank=True)
    original = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    received_at = models.DateTimeField(_("received"), default=now, editable=False)
    device = models.ForeignKey(DeviceKey, on_delete=models.PROTECT, null=True, related_name="submissions")
    reported_device = models.CharField(max_length=200, blank=True)
    answers = models.JSONField(default=dict, editable=False)
    flags = models.JSONField(default=list, editable=False)
    promised_files = models.JSONField(default=list, editable=False)
    observed_on = models.DateField(_("observed on"), null=True, editable=False)
    is_complete = models.BooleanField(default=True)
    is_trial = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)
    edition = models.PositiveIntegerField(default=1)
    root = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="editions")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["form", "instance_id"], name="submission_instance_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "-received_at"], name="submission_by_receipt"),
            models.Index(fields=["form", "observed_on"], name="submission_by_date", condition=Q(is_current=True)),
        ]

    def __str__(self) -> str:
        return self.instance_name or self.instance_id

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:submission", args=[self.public_id])

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def remarks(self) -> list[Problem]:
        """What was odd about it when it arrived."""
        return [Problem.from_json(item) for item in self.flags]


class Withdrawal(models.Model):
    """That a submission no longer counts, who decided so, when and why; the original stays."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    reason = models.CharField(_("reason"), max_length=500)

    def __str__(self) -> str:
        return f"withdrawal of {self.submission_id}"


class Attachment(Record):
    """A file that came with a submission, under the very name the device gave it; `file` is None for an empty one."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(_("name"), max_length=255)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.BigIntegerField(editable=False)
    is_expected = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["submission", "name"], name="attachment_once")]

    def __str__(self) -> str:
        return self.name


class SubmissionChange(models.Model):
    """The change feed: one row for all that happens to a submission, in the order of commits.

    On PostgreSQL numbers are given before commits, so a reader that follows `id` alone would miss the slower of two
    writers. `transaction` is the id of the writing transaction (0 on SQLite, which has one writer at a time): readers
    go by (transaction, id) and stop before the oldest transaction still under way.
    """

    transaction = models.BigIntegerField(db_default=0, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering: ClassVar = ["transaction", "id"]
        indexes: ClassVar = [models.Index(fields=["transaction", "id"], name="submission_change_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.submission_id}"
