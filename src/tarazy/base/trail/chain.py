"""Adding to the trail.

One chain would make every writer wait for the one before. Intake therefore writes to one of a few streams, each a chain
of its own, and :func:`seal_streams` writes the heads of all streams into the main one on schedule.
"""

from __future__ import annotations

import hashlib
import json
import random
from datetime import datetime
from typing import Any

from django.db import models, transaction

from tarazy.base import crypto
from tarazy.base.clock import now
from tarazy.base.permissions.actors import SYSTEM, actor_id
from tarazy.base.trail.models import TrailEntry, TrailHead

MAIN = "main"
INTAKE_STREAMS = 8


def new_intake_stream() -> str:
    """Return the stream a submission is written to; picked by chance so that devices do not wait for each other."""
    return f"intake-{random.randrange(INTAKE_STREAMS)}"  # noqa: S311 - spreads load, protects nothing


def record(
    actor: object, action: str, target: models.Model | None = None, *, stream: str | None = None, **data: Any
) -> TrailEntry:
    """Write one act to the trail, as the last step of the transaction that makes it.

    ``action`` is ``room.verb``; ``data`` is JSON without personal data or secrets.

    Raises:
        RuntimeError: there is no transaction, so the act and its trace could come apart.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("The trail is written in the transaction of the change it records.")
    head = _locked_head(stream or MAIN)
    entry = TrailEntry(
        stream=head.stream,
        number=head.number + 1,
        at=now(),
        actor=actor_id(actor),
        action=action,
        kind=target._meta.label_lower if target is not None else "",
        target=str(getattr(target, "public_id", None) or getattr(target, "pk", "") or "") if target is not None else "",
        data=data,
        previous=head.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    TrailHead.objects.filter(pk=head.pk).update(
        number=entry.number, hash=entry.hash, seal=head_seal(head.stream, entry.number, entry.hash)
    )
    return entry


@transaction.atomic
def seal_streams() -> TrailEntry | None:
    """Write the heads of all other streams into the main one, so that none can be cut short unnoticed."""
    heads = TrailHead.objects.exclude(stream=MAIN).filter(number__gt=0).order_by("stream")
    sealed = {head.stream: [head.number, head.hash] for head in heads}
    last = TrailEntry.objects.filter(stream=MAIN, action="trail.seal").order_by("-number").first()
    if not sealed or (last and last.data["heads"] == sealed):
        return None
    return record(SYSTEM, "trail.seal", heads=sealed)


def entry_hash(entry: TrailEntry) -> str:
    """Return the SHA-256 of an entry's canonical form, which includes the hash before it."""
    parts = [
        entry.stream,
        entry.number,
        _moment(entry.at),
        entry.actor,
        entry.action,
        entry.kind,
        entry.target,
        entry.data,
        entry.previous,
    ]
    canonical = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def head_seal(stream: str, number: int, digest: str) -> str:
    """Return the keyed seal of a head; the key lies outside the database."""
    return crypto.mac("trail-head", f"{stream}:{number}:{digest}".encode())


HEAD_SEALS = crypto.Seals(
    TrailHead, "seal", "trail-head", lambda head: f"{head.stream}:{head.number}:{head.hash}".encode()
)
"""Where a rotation of the seal key finds what it must seal anew."""


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f")


def _locked_head(stream: str) -> TrailHead:
    heads = TrailHead.objects.select_for_update()
    head = heads.filter(pk=stream).first()
    if head is None:
        TrailHead.objects.bulk_create([TrailHead(stream=stream)], ignore_conflicts=True)
        head = heads.get(pk=stream)
    return head
