from __future__ import annotations

from django.db import transaction

from tarazy.accounts.models import User
from tarazy.base import trail
from tarazy.base.clock import now
from tarazy.base.permissions import require
from tarazy.fieldwork.choices import ChangeKind
from tarazy.fieldwork.errors import NoLongerValid, ReasonMissing
from tarazy.fieldwork.models import Submission, SubmissionChange, Withdrawal
from tarazy.fieldwork.signals import submission_withdrawn


@transaction.atomic
def withdraw_submission(*, actor: object, submission: Submission, reason: str) -> Submission:
    """Let a submission no longer count. The original, the answers and the reason stay.

    Raises:
        ReasonMissing, NoLongerValid
    """
    require(actor, "fieldwork.withdraw_submission", submission)
    if not reason.strip():
        raise ReasonMissing
    at = now()
    if not Submission.objects.filter(pk=submission.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
        raise NoLongerValid
    submission.withdrawn_at = at
    by = actor if isinstance(actor, User) else None
    Withdrawal.objects.create(submission=submission, by=by, at=at, reason=reason.strip()[:500])
    SubmissionChange.objects.create(submission=submission, kind=ChangeKind.WITHDRAWN)
    trail.record(actor, "fieldwork.withdraw_submission", submission)
    submission_withdrawn.send(Submission, submission=submission)
    return submission
