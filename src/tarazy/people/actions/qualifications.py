from __future__ import annotations

from datetime import date

from django.db import transaction

from tarazy.base import trail
from tarazy.base.clock import now, today
from tarazy.base.permissions import require
from tarazy.people.errors import AlreadyEnded, EndsBeforeItBegins, ReasonMissing
from tarazy.people.models import Person, Qualification
from tarazy.people.signals import qualification_revoked


@transaction.atomic
def grant_qualification(
    *,
    actor: object,
    person: Person,
    scheme: str,
    value: str,
    granted_on: date | None = None,
    expires_on: date | None = None,
) -> Qualification:
    """Record that a person can be relied on for ``(scheme, value)`` until ``expires_on``.

    Raises:
        EndsBeforeItBegins: it would expire before it is granted.
    """
    require(actor, "people.grant_qualification")
    granted_on = granted_on or today()
    if expires_on is not None and expires_on <= granted_on:
        raise EndsBeforeItBegins
    qualification = Qualification.objects.create(
        person=person, scheme=scheme, value=value, granted_on=granted_on, expires_on=expires_on
    )
    trail.record(actor, "people.grant_qualification", qualification, scheme=scheme, value=value)
    return qualification


@transaction.atomic
def revoke_qualification(*, actor: object, qualification: Qualification, reason: str) -> Qualification:
    """Say that a qualification no longer holds, whatever its date.

    Side effects: sends ``qualification_revoked``.

    Raises:
        ReasonMissing, AlreadyEnded
    """
    require(actor, "people.revoke_qualification", qualification)
    if not reason.strip():
        raise ReasonMissing
    revoked_at = now()
    changed = Qualification.objects.filter(pk=qualification.pk, revoked_at__isnull=True).update(
        revoked_at=revoked_at, revocation_reason=reason.strip()
    )
    if not changed:
        raise AlreadyEnded
    qualification.revoked_at, qualification.revocation_reason = revoked_at, reason.strip()
    trail.record(actor, "people.revoke_qualification", qualification)
    qualification_revoked.send(Qualification, qualification=qualification)
    return qualification
