"""Reads that join or shape; each returns a queryset or a frozen dataclass that a page is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from tarazy.base.permissions import can
from tarazy.fieldwork.answers import ShownAnswer, shown_answers
from tarazy.fieldwork.models import (
    Attachment,
    Campaign,
    DeviceKey,
    FormMedia,
    FormVersion,
    Question,
    Submission,
    VersionStep,
)
from tarazy.fieldwork.problems import Problem


@dataclass(frozen=True)
class CampaignPage:
    """One campaign with its forms and, for those who plan it, its device keys."""

    campaign: Campaign
    versions: list[FormVersion]
    keys: list[DeviceKey]
    submissions: int
    flagged: int
    last_received: Any
    may_change: bool
    may_read: bool


@dataclass(frozen=True)
class VersionPage:
    """One form version: what it asks, what the import found doubtful, which files it waits for."""

    version: FormVersion
    questions: list[Question]
    remarks: list[Problem]
    media: list[FormMedia]
    steps: list[VersionStep]
    submissions: int
    may_publish: bool

    @property
    def is_waiting(self) -> bool:
        """Whether files are missing."""
        return any(media.file_id is None for media in self.media)


@dataclass(frozen=True)
class SubmissionFilter:
    """What a visitor of the list asked for; empty values ask for those that count."""

    text: str = ""
    form: Any = None
    state: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class SubmissionPage:
    """One submission: the original's facts, the answers in the reader's language, what was odd, and its other
    versions.
    """

    submission: Submission
    answers: list[ShownAnswer]
    remarks: list[Problem]
    attachments: list[Attachment]
    editions: list[Submission]
    original: str
    original_size: int
    may_withdraw: bool


def campaigns(actor: object) -> QuerySet[Campaign]:
    """Return the campaigns that `actor` may see, with the number of submissions that count."""
    counted = Count(
        "submissions",
        filter=Q(submissions__is_current=True, submissions__withdrawn_at=None, submissions__is_trial=False),
        distinct=True,
    )
    return Campaign.objects.visible_to(actor).annotate(submission_count=counted)


def campaign_page(actor: object, campaign: Campaign) -> CampaignPage:
    """Return one campaign as `actor` may see it."""
    counted = Submission.objects.counted().filter(campaign=campaign).visible_to(actor)
    totals = counted.aggregate(all=Count("pk"), flagged=Count("pk", filter=~Q(flags=[])), last=Max("received_at"))
    keys = campaign.device_keys.visible_to(actor).select_related("user")
    versions = FormVersion.objects.filter(form__campaign=campaign).defer("xform").select_related("form")
    return CampaignPage(
        campaign=campaign,
        versions=list(versions.order_by("form__form_id", "-pk")),
        keys=list(keys.order_by("revoked_at", "-pk")),
        submissions=totals["all"],
        flagged=totals["flagged"],
        last_received=totals["last"],
        may_change=can(actor, "fieldwork.change_campaign", campaign),
        may_read=can(actor, "fieldwork.view_submissions") or bool(totals["all"]),
    )


def version_page(actor: object, version: FormVersion) -> VersionPage:
    """Return one form version with all that it asks."""
    return VersionPage(
        version=version,
        questions=list(version.questions.all()),
        remarks=version.remarks,
        media=list(version.media.select_related("file")),
        steps=list(version.steps.select_related("by")),
        submissions=version.submissions.count(),
        may_publish=can(actor, "fieldwork.publish_version", version),
    )


def submissions(actor: object, campaign: Campaign, asked: SubmissionFilter) -> QuerySet[Submission]:
    """Return the submissions of a campaign that `actor` may see and asked for, the latest first."""
    found: QuerySet[Submission] = Submission.objects.visible_to(actor).filter(campaign=campaign)
    found = _in_state(found, asked.state)
    if asked.text:
        found = found.filter(Q(instance_name__icontains=asked.text) | Q(instance_id__icontains=asked.text))
    if asked.form:
        found = found.filter(form=asked.form)
    if asked.since:
        found = found.filter(observed_on__gte=asked.since)
    if asked.until:
        found = found.filter(observed_on__lte=asked.until)
    found = found.defer("original", "answers", "promised_files")
    return found.select_related("form", "version", "device__user").order_by("-received_at", "-pk")


def _in_state(found: QuerySet[Submission], state: str) -> QuerySet[Submission]:
    if state == "all":
        return found
    if state == "replaced":
        return found.filter(is_current=False)
    if state == "withdrawn":
        return found.filter(withdrawn_at__isnull=False)
    if state == "trial":
        return found.filter(is_trial=True)
    counted = found.filter(is_current=True, withdrawn_at__isnull=True, is_trial=False)
    return counted.exclude(flags=[]) if state == "flagged" else counted


def submission_page(actor: object, submission: Submission) -> SubmissionPage:
    """Return one submission with everything that is known of it."""
    original = bytes(submission.original)
    root = submission.root_id or submission.pk
    editions = Submission.objects.filter(Q(pk=root) | Q(root_id=root)).defer("original", "answers")
    attachments = list(submission.attachments.select_related("file"))
    present = {attachment.name for attachment in attachments}
    missing = [
        Problem("missing_file", "warning", params={"name": name})
        for name in submission.promised_files
        if name not in present
    ]
    return SubmissionPage(
        submission=submission,
        answers=shown_answers(submission.version, submission.answers),
        remarks=[*submission.remarks, *missing],
        attachments=attachments,
        editions=list(editions.order_by("edition")),
        original=original.decode("utf-8", "replace")[:50_000],
        original_size=len(original),
        may_withdraw=can(actor, "fieldwork.withdraw_submission", submission) and not submission.is_withdrawn,
    )


def submissions_for_results(campaign: Campaign | None = None) -> QuerySet[Submission]:
    """What results are computed from: the newest version of each record, neither withdrawn nor a trial."""
    found = Submission.objects.counted().without_original()
    return found if campaign is None else found.filter(campaign=campaign)


def indicator_questions(version: FormVersion) -> list[Question]:
    """The questions of a version that measure an indicator or give a dimension, in their order."""
    questions = version.questions.answerable()
    return [question for question in questions if question.indicators or question.dimension]


def values_at(answers: Mapping[str, Any], question: Question) -> Iterator[Any]:
    """Every answer to a question, one for each instance of the repeats around it; None where it was left empty.

    A question in a repeat that has no instance yields nothing.
    """
    yield from _values(answers, question.steps, len(question.repeat.split("/")[2:]))


def _values(node: Mapping[str, Any], steps: Sequence[str], repeat_depth: int) -> Iterator[Any]:
    value = node.get(steps[0])
    if len(steps) == 1:
        yield value
    elif isinstance(value, list):
        for instance in value:
            yield from _values(instance, steps[1:], repeat_depth - 1)
    elif isinstance(value, Mapping) or repeat_depth <= 0:
        yield from _values(value if isinstance(value, Mapping) else {}, steps[1:], repeat_depth - 1)
