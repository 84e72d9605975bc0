"""Putting something into the outbox, and giving it another chance."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from tarazy.base.clock import now
from tarazy.base.outbox.models import OutboxEntry, State


def enqueue(kind: str, payload: dict[str, Any], *, not_before: datetime | None = None) -> OutboxEntry:
    """Have something delivered once the caller's transaction commits; a rolled-back one takes it along."""
    return OutboxEntry.objects.create(kind=kind, payload=json.dumps(payload), due_at=not_before or now())


def retry(public_id: str | None = None) -> int:
    """Try what was given up anew, one entry or all; returns how many."""
    dead = OutboxEntry.objects.filter(state=State.DEAD)
    if public_id is not None:
        dead = dead.filter(public_id=public_id)
    return dead.update(state=State.WAITING, attempts=0, due_at=now(), finished_at=None, claim="", claimed_until=None)
