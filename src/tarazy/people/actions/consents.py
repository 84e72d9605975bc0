from __future__ import annotations

from django.db import transaction

from tarazy.base import trail
from tarazy.base.clock import now
from tarazy.base.permissions import require
from tarazy.people.choices import ConsentPurpose
from tarazy.people.errors import AlreadyEnded
from tarazy.people.models import Consent, Person
from tarazy.people.signals import consent_withdrawn


@transaction.atomic
def give_consent(*, actor: object, person: Person, purpose: ConsentPurpose, language: str) -> Consent:
    """Record that a person agreed to ``purpose`` when asked in ``language``; agreeing twice changes nothing."""
    require(actor, "people.change_consent", person)
    consent, is_new = Consent.objects.get_or_create(
        person=person, purpose=purpose, withdrawn_at=None, defaults={"language": language}
    )
    if is_new:
        trail.record(actor, "people.give_consent", consent, purpose=purpose, language=language)
    return consent


@transaction.atomic
def withdraw_consent(*, actor: object, consent: Consent) -> Consent:
    """Take a consent back, at once and without a reason; the record that it once stood remains.

    Raises:
        AlreadyEnded: it was withdrawn before.
    """
    require(actor, "people.change_consent", consent.person)
    withdrawn_at = now()
    if not Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True).update(withdrawn_at=withdrawn_at):
        raise AlreadyEnded
    consent.withdrawn_at = withdrawn_at
    trail.record(actor, "people.withdraw_consent", consent, purpose=consent.purpose)
    consent_withdrawn.send(Consent, consent=consent)
    return consent
