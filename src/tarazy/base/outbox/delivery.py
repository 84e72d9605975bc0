"""Taking entries out of the outbox: each is claimed by one worker at a time, on either database."""

from __future__ import annotations

import json
import logging
import random
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from tarazy.base.clock import now
from tarazy.base.failures import describe, error_code
from tarazy.base.outbox.handlers import Handler, Undeliverable, handler_of
from tarazy.base.outbox.models import OutboxEntry, State

logger = logging.getLogger("tarazy.outbox")

FIRST_DELAY = timedelta(seconds=15)
LONGEST_DELAY = timedelta(hours=6)
CLAIM = timedelta(minutes=5)
KEPT = timedelta(days=30)


def deliver_next() -> bool:
    """Claim one due entry and deliver it; False when there was none."""
    if not _due().exists():  # asked first without a lock, so that idling writes nothing
        return False
    entry = _claim()
    if entry is None:
        return False
    _deliver(entry)
    return True


def deliver_due() -> int:
    """Deliver everything that is due now; returns how many entries were tried."""
    tried = 0
    while deliver_next():
        tried += 1
    return tried


def forget_delivered() -> int:
    """Delete what was delivered more than a month ago."""
    deleted, _ = OutboxEntry.objects.filter(state=State.DONE, finished_at__lt=now() - KEPT).delete()
    return deleted


def delay_after(attempts: int) -> timedelta:
    """Time until the next try: 15 s, 1 min, 4 min, 16 min … 6 h, each a fifth longer or shorter by chance."""
    grown: timedelta = min(FIRST_DELAY * 4 ** min(attempts - 1, 10), LONGEST_DELAY)
    return grown * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load, protects nothing


def _due() -> QuerySet[OutboxEntry]:
    moment = now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=moment)
    return OutboxEntry.objects.filter(free, state=State.WAITING, due_at__lte=moment)


@transaction.atomic
def _claim() -> OutboxEntry | None:
    """PostgreSQL skips rows that another worker is claiming; SQLite lets one claim at a time."""
    entry = _due().select_for_update(skip_locked=True).order_by("due_at", "id").first()
    if entry is None:
        return None
    try:
        limit = handler_of(entry.kind).time_limit
    except Undeliverable:
        limit = CLAIM
    entry.claim = secrets.token_hex(8)
    entry.claimed_until = now() + limit
    entry.attempts += 1
    entry.save(update_fields=["claim", "claimed_until", "attempts"])
    return entry


def _deliver(entry: OutboxEntry) -> None:
    responsible: Handler | None = None
    try:
        responsible = handler_of(entry.kind)
        responsible.deliver(json.loads(entry.payload) | {"entry": entry.public_id})
    except Undeliverable as error:
        _finish(entry, State.DEAD, error.reason)
    except Exception as error:
        logger.warning("%s not delivered at attempt %d: %s", entry, entry.attempts, describe(error))
        if responsible is None or entry.attempts >= responsible.attempts:
            _finish(entry, State.DEAD, error_code(error))
        else:
            _put_back(entry, error_code(error))
    else:
        _finish(entry, State.DONE)


def _finish(entry: OutboxEntry, state: State, last_error: str = "") -> None:
    """Note the end. What was delivered is emptied; what was given up keeps its payload for another try."""
    if state is State.DEAD:
        logger.error("%s was given up after %d attempts: %s", entry, entry.attempts, last_error)
    emptied = {"payload": ""} if state is State.DONE else {}
    ended = {"claim": "", "claimed_until": None, "finished_at": now()}
    _claimed(entry).update(state=state, last_error=last_error, **ended, **emptied)


def _put_back(entry: OutboxEntry, last_error: str) -> None:
    due_at = now() + delay_after(entry.attempts)
    _claimed(entry).update(due_at=due_at, last_error=last_error, claim="", claimed_until=None)


def _claimed(entry: OutboxEntry) -> QuerySet[OutboxEntry]:
    """The entry as long as it is still ours: after a time-out another worker may have taken it over."""
    return OutboxEntry.objects.filter(pk=entry.pk, claim=entry.claim)
