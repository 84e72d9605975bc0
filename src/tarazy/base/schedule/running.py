"""Running what is due: a row is claimed for two minutes at a time and the claim renewed while the job runs."""

from __future__ import annotations

import logging
import secrets
import threading
from datetime import timedelta

from django.db import close_old_connections, connection, transaction
from django.db.models import Q, QuerySet

from tarazy.base.clock import now
from tarazy.base.failures import describe, error_code
from tarazy.base.schedule.jobs import Job, jobs
from tarazy.base.schedule.models import ScheduledJob

logger = logging.getLogger("tarazy.schedule")

CLAIM = timedelta(minutes=2)
RENEWAL_SECONDS = 30
RETRY_DELAY = timedelta(minutes=10)


def enter_jobs() -> None:
    """Give every registered job its row; those of code that is gone are left and never run."""
    known = set(ScheduledJob.objects.values_list("name", flat=True))
    moment = now()
    missing = [ScheduledJob(name=name, due_at=job.first_due(moment)) for name, job in jobs.items() if name not in known]
    if missing:
        ScheduledJob.objects.bulk_create(missing, ignore_conflicts=True)


def run_due_job() -> bool:
    """Claim one due job and run it; False when there was none."""
    if not _due().exists():
        return False
    row = _claim()
    if row is None:
        return False
    job, moment = jobs[row.name], now()
    if job.is_left(row.due_at, moment):
        _claimed(row).update(due_at=job.next_due(row.due_at, moment), claim="", claimed_until=None)
    else:
        _run(job, row)
    return True


def _due() -> QuerySet[ScheduledJob]:
    moment = now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=moment)
    return ScheduledJob.objects.filter(free, name__in=list(jobs), due_at__lte=moment)


@transaction.atomic
def _claim() -> ScheduledJob | None:
    row = _due().select_for_update(skip_locked=True).order_by("due_at", "name").first()
    if row is not None:
        row.claim, row.started_at = secrets.token_hex(8), now()
        row.claimed_until = row.started_at + CLAIM
        row.save(update_fields=["claim", "claimed_until", "started_at"])
    return row


def _run(job: Job, row: ScheduledJob) -> None:
    finished = threading.Event()
    renewing = threading.Thread(target=_renew_claim, args=(row, finished), daemon=True)
    renewing.start()
    try:
        job.run()
    except Exception as error:
        logger.error("%s failed: %s", job.name, describe(error))
        due_at, failure = now() + min(job.interval, RETRY_DELAY), error_code(error)
    else:
        due_at, failure = job.next_due(row.due_at, now()), ""
    finally:
        finished.set()
    _claimed(row).update(due_at=due_at, last_error=failure, finished_at=now(), claim="", claimed_until=None)


def _renew_claim(row: ScheduledJob, finished: threading.Event) -> None:
    """Keep the claim while the job runs; when this machine dies, it lapses and another takes over."""
    while not finished.wait(RENEWAL_SECONDS):
        close_old_connections()
        _claimed(row).update(claimed_until=now() + CLAIM)
    connection.close()


def _claimed(row: ScheduledJob) -> QuerySet[ScheduledJob]:
    return ScheduledJob.objects.filter(pk=row.pk, claim=row.claim)
